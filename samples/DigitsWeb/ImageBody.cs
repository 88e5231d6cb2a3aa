using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Json;

namespace DigitsWeb;

/// <summary>
/// Reads an image from a request: JSON, <c>{"image":[…]}</c> with 784 numbers, or <c>application/octet-stream</c>, 784 little-endian 32-bit floats. All are from 0 (paper)
/// to 1 (ink), row by row. What is no such image becomes a problem response, and no exception.
/// </summary>
internal static class ImageBody
{
    /// <summary>No image is longer, as JSON with every digit that a float can have.</summary>
    public const int Limit = 32 * 1024;

    private const int Length = IDigitNetwork.ImageLength;

    /// <summary>Reads the body into <paramref name="image"/>.</summary>
    /// <returns>The problem; null where there is none.</returns>
    public static async ValueTask<IResult?> ReadAsync(HttpRequest request, Memory<float> image)
    {
        bool isJson = request.HasJsonContentType();
        if (!isJson && !IsBinary(request.ContentType))
        {
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Send application/json or application/octet-stream.");
        }

        if (request.ContentLength > Limit)
        {
            return TooLarge();
        }

        PipeReader body = request.BodyReader;
        try
        {
            while (true)
            {
                ReadResult read = await body.ReadAsync(request.HttpContext.RequestAborted);
                if (read.Buffer.Length > Limit)
                {
                    return TooLarge();
                }

                if (read.IsCompleted)
                {
                    string? fault = isJson ? FromJson(read.Buffer, image.Span) : FromBytes(read.Buffer, image.Span);
                    body.AdvanceTo(read.Buffer.End);
                    return fault is null ? null : Problem(StatusCodes.Status400BadRequest, fault);
                }

                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return Problem(exception.StatusCode, exception.Message);
        }
    }

    private static bool IsBinary(string? type) =>
        type is not null && type.AsSpan().TrimEnd().Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase);

    private static string? FromBytes(ReadOnlySequence<byte> body, Span<float> image)
    {
        if (body.Length != Length * sizeof(float))
        {
            return $"An image is {Length} floats, {Length * sizeof(float)} bytes; the body has {body.Length}.";
        }

        Span<byte> bytes = stackalloc byte[Length * sizeof(float)];
        body.CopyTo(bytes);
        for (int i = 0; i < Length; i++)
        {
            image[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!IsInk(image[i]))
            {
                return NoInk(i);
            }
        }

        return null;
    }

    private static string? FromJson(ReadOnlySequence<byte> body, Span<float> image)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            int count = -1;
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return "The body is no JSON object.";
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (!json.ValueTextEquals("image"u8))
                {
                    json.Skip();
                    continue;
                }

                if (count >= 0)
                {
                    return "\"image\" is there twice.";
                }

                if (ReadNumbers(ref json, image, out count) is { } fault)
                {
                    return fault;
                }
            }

            // To the end: a second value after the object is an error, too.
            while (json.Read())
            {
            }

            return count == Length ? null : count < 0 ? "There is no \"image\"." : $"\"image\" has {count} values; an image has {Length}.";
        }
        catch (JsonException exception)
        {
            return $"The body is no JSON: {exception.Message}";
        }
    }

    private static string? ReadNumbers(ref Utf8JsonReader json, Span<float> image, out int count)
    {
        count = 0;
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return "\"image\" is no array.";
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number)
            {
                return $"\"image\" holds something other than a number at index {count}.";
            }

            if (count < Length && (!json.TryGetSingle(out image[count]) || !IsInk(image[count])))
            {
                return NoInk(count);
            }

            count++;
        }

        return null;
    }

    /// <summary>False for NaN, too.</summary>
    private static bool IsInk(float value) => value is >= 0 and <= 1;

    private static string NoInk(int index) => $"The value at index {index} is not between 0 (paper) and 1 (ink).";

    private static IResult TooLarge() => Problem(StatusCodes.Status413PayloadTooLarge, $"No image is longer than {Limit} bytes.");

    private static IResult Problem(int status, string detail) =>
        Results.Problem(detail, statusCode: status, title: "The body is no image of 28 × 28.", type: "https://github.com/shapegen/shapegen/blob/main/docs/serving.md#no-image");
}
