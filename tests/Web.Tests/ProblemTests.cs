using System.Net;
using System.Text;
using System.Text.Json;

namespace ShapeGen.Web.Tests;

/// <summary>What is no image gets a problem response as RFC 9457 describes it, and never an exception.</summary>
public sealed class ProblemTests(DigitsService service) : IClassFixture<DigitsService>
{
    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "application/json", "", 400, "The body is no JSON: " },
        { "application/json", "[]", 400, "The body is no JSON object." },
        { "application/json", "{}", 400, "There is no \"image\"." },
        { "application/json", "{\"image\":null}", 400, "\"image\" is no array." },
        { "application/json", "{\"image\":[]}", 400, "\"image\" has 0 values; an image has 784." },
        { "application/json", Image(783, "0"), 400, "\"image\" has 783 values; an image has 784." },
        { "application/json", Image(785, "0"), 400, "\"image\" has 785 values; an image has 784." },
        { "application/json", Image(784, "1.01"), 400, "The value at index 0 is not between 0 (paper) and 1 (ink)." },
        { "application/json", Image(784, "-1e-9"), 400, "The value at index 0 is not between 0 (paper) and 1 (ink)." },
        { "application/json", Image(784, "1e400"), 400, "The value at index 0 is not between 0 (paper) and 1 (ink)." },
        { "application/json", Image(784, "NaN"), 400, "The body is no JSON: " },
        { "application/json", Image(784, "\"0\""), 400, "\"image\" holds something other than a number at index 0." },
        { "application/json", "{\"image\":[0,[0]]}", 400, "\"image\" holds something other than a number at index 1." },
        { "application/json", Image(784, "0")[..^1], 400, "The body is no JSON: " },
        { "application/json", Image(784, "0") + "{}", 400, "The body is no JSON: " },
        { "application/json", Image(784, "0")[..^1] + ",\"image\":[]}", 400, "\"image\" is there twice." },
        { "application/json", new string('[', 5000), 400, "The body is no JSON object." },
        { "application/json", "{\"a\":" + new string('[', 5000), 400, "The body is no JSON: " },
        { "application/json", Image(784, "0.00000000000000000000000000000000000000000001"), 413, "No image is longer than 32768 bytes." },
        { "application/octet-stream", "", 400, "An image is 784 floats, 3136 bytes; the body has 0." },
        { "application/octet-stream", new string('\0', 3135), 400, "An image is 784 floats, 3136 bytes; the body has 3135." },
        { "application/octet-stream", new string('\0', 40_000), 413, "No image is longer than 32768 bytes." },
        { "text/plain", "7", 415, "Send application/json or application/octet-stream." },
        { "image/png", "7", 415, "Send application/json or application/octet-stream." },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_is_no_image_is_a_problem(string type, string body, int status, string detail)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new(type) } };
        JsonElement problem = await Problem(await service.CreateClient().PostAsync("/api/answers", content), status);
        Assert.Equal("The body is no image of 28 × 28.", problem.GetProperty("title").GetString());
        string? told = problem.GetProperty("detail").GetString();
        Assert.True(detail.EndsWith(": ", StringComparison.Ordinal) ? told!.StartsWith(detail, StringComparison.Ordinal) : told == detail, told);
        Assert.Empty(service.Complaints);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-0.5f)]
    public async Task Floats_that_are_no_ink_are_a_problem(float value)
    {
        float[] image = new float[784];
        image[783] = value;
        JsonElement problem = await Problem(await service.CreateClient().PostAsync("/api/answers", DigitsService.Bytes(image)), 400);
        Assert.Equal("The value at index 783 is not between 0 (paper) and 1 (ink).", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_up_to_the_limit()
    {
        using var content = new StreamContent(new UnknownLength()) { Headers = { ContentType = new("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/answers") { Content = content, Headers = { TransferEncodingChunked = true } };
        await Problem(await service.CreateClient().SendAsync(request), 413);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("GET", "/api/answers", 405)]
    [InlineData("DELETE", "/api/displacement", 405)]
    public async Task Unknown_paths_and_methods_are_problems(string method, string path, int status) =>
        await Problem(await service.CreateClient().SendAsync(new HttpRequestMessage(new HttpMethod(method), path)), status);

    [Fact]
    public async Task Five_hundred_damaged_bodies_are_problems_or_images()
    {
        const int Seed = 20_261_130;
        var random = new Random(Seed);
        HttpClient client = service.CreateClient();
        byte[] whole = Encoding.UTF8.GetBytes(Image(784, "0.25"));
        for (int i = 0; i < 500; i++)
        {
            byte[] body = whole[..random.Next(whole.Length)];
            for (int changes = random.Next(4); changes > 0 && body.Length > 0; changes--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            await Problem(await client.PostAsync("/api/answers", content), 400);
        }

        Assert.Empty(service.Complaints);
    }

    private static string Image(int count, string value) => $"{{\"image\":[{string.Join(',', Enumerable.Repeat(value, count))}]}}";

    private static async Task<JsonElement> Problem(HttpResponseMessage response, int status)
    {
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    /// <summary>Two megabytes of spaces, whose length is not known before they are read.</summary>
    private sealed class UnknownLength() : MemoryStream(Enumerable.Repeat((byte)' ', 1 << 21).ToArray())
    {
        public override bool CanSeek => false;
    }
}
