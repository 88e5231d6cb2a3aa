using System.Buffers;
using System.Text.Json;
using ShapeGen.Extensions.Hosting;

namespace DigitsWeb;

/// <summary><c>POST /api/answers</c>: an image in, what both networks say of it out.</summary>
internal sealed class AnswerEndpoint(ModelSource<FlatteningNetwork> flatten, ModelSource<PoolingNetwork> pooling)
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public async Task HandleAsync(HttpContext context)
    {
        float[] image = ArrayPool<float>.Shared.Rent(IDigitNetwork.ImageLength);
        try
        {
            if (await ImageBody.ReadAsync(context.Request, image.AsMemory(0, IDigitNetwork.ImageLength)) is { } problem)
            {
                await problem.ExecuteAsync(context);
                return;
            }

            context.Response.ContentType = "application/json";
            Write(context, image.AsSpan(0, IDigitNetwork.ImageLength));
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(image);
        }
    }

    private void Write(HttpContext context, ReadOnlySpan<float> image)
    {
        bool withMaps = context.Request.Query.TryGetValue("maps", out var maps) && maps == "true";
        Utf8JsonWriter json = _writer ??= new Utf8JsonWriter(Stream.Null);
        json.Reset(context.Response.BodyWriter);
        json.WriteStartObject();
        Answer.Write(json, "flatten", flatten, image, withMaps);
        Answer.Write(json, "pooling", pooling, image, withMaps);
        json.WriteEndObject();
        json.Flush();
        json.Reset(Stream.Null);
    }
}
