using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using DigitsWeb;

namespace ShapeGen.Web.Tests;

/// <summary>What the service answers, against what libtorch computes with the same weights.</summary>
public sealed class AnswerTests(DigitsService service) : IClassFixture<DigitsService>
{
    /// <summary>Two libraries' roundings of the same network; libtorch and Keras differ by 1.1e-6.</summary>
    private const float Tolerance = 5e-6f;

    [Theory]
    [InlineData("flatten")]
    [InlineData("pooling")]
    public async Task Probabilities_are_those_of_libtorch(string network)
    {
        float[] expected = Read($"{network}-expected-200x10.f32");
        HttpClient client = service.CreateClient();
        for (int digit = 0; digit < service.Digits.Labels.Length; digit++)
        {
            JsonElement answer = (await Ask(client, DigitsService.Bytes(service.Digits.Image(digit)))).GetProperty(network);
            float[] probabilities = DigitsService.Numbers(answer, "probabilities");
            AssertClose(expected.AsSpan(digit * 10, 10), probabilities);
            Assert.Equal(Array.IndexOf(probabilities, probabilities.Max()), answer.GetProperty("answer").GetInt32());
        }
    }

    [Theory]
    [InlineData("flatten")]
    [InlineData("pooling")]
    public async Task Maps_are_those_of_libtorch(string network)
    {
        float[] expected = Read($"{network}-features-4x6x6x32.f32");
        for (int digit = 0; digit < 4; digit++)
        {
            JsonElement answer = (await Ask(service.CreateClient(), DigitsService.Bytes(service.Digits.Image(digit)), "?maps=true")).GetProperty(network);
            float[] maps = DigitsService.Numbers(answer, "maps");
            AssertClose(expected.AsSpan(digit * 1152, 1152), maps);

            float[] kept = DigitsService.Numbers(answer, "kept");
            float[] means = [.. Enumerable.Range(0, 32).Select(map => (float)Enumerable.Range(0, 36).Average(place => (double)maps[(place * 32) + map]))];
            AssertClose(network == "flatten" ? maps : means, kept);
        }
    }

    [Fact]
    public async Task Json_and_bytes_give_the_same_bits()
    {
        HttpClient client = service.CreateClient();
        float[] image = service.Digits.Image(3).ToArray();
        JsonElement fromJson = await Ask(client, DigitsService.Json(image), "?maps=true");
        JsonElement fromBytes = await Ask(client, DigitsService.Bytes(image), "?maps=true");
        foreach (string network in (string[])["flatten", "pooling"])
        {
            foreach (string values in (string[])["probabilities", "maps", "kept"])
            {
                Assert.Equal(fromJson.GetProperty(network).GetProperty(values).GetRawText(), fromBytes.GetProperty(network).GetProperty(values).GetRawText());
            }
        }
    }

    [Fact]
    public async Task Displacement_counts_what_single_requests_answer()
    {
        using JsonDocument counted = JsonDocument.Parse(await service.CreateClient().GetStringAsync("/api/displacement"));
        Assert.Equal(800, counted.RootElement.GetProperty("count").GetInt32());

        // Four directions of nothing are four times the same digits; PyTorch's own answers are right in 195 and 172 of 200.
        Assert.Equal(4 * 195, counted.RootElement.GetProperty("flatten")[0].GetInt32());
        Assert.Equal(4 * 172, counted.RootElement.GetProperty("pooling")[0].GetInt32());

        int right = 0;
        float[] moved = new float[784];
        HttpClient client = service.CreateClient();
        foreach ((int down, int across) in ((int, int)[])[(-2, 0), (2, 0), (0, -2), (0, 2)])
        {
            for (int digit = 0; digit < 200; digit++)
            {
                Displacement.Move(service.Digits.Image(digit), down, across, moved);
                JsonElement answer = await Ask(client, DigitsService.Bytes(moved));
                right += answer.GetProperty("pooling").GetProperty("answer").GetInt32() == service.Digits.Labels[digit] ? 1 : 0;
            }
        }

        Assert.Equal(right, counted.RootElement.GetProperty("pooling")[2].GetInt32());
    }

    [Fact]
    public void Moving_loses_what_leaves_the_paper_and_brings_in_paper()
    {
        float[] image = [.. Enumerable.Range(1, 784).Select(i => (float)i)];
        float[] moved = new float[784];
        Displacement.Move(image, down: 2, right: -3, moved);
        for (int row = 0; row < 28; row++)
        {
            for (int column = 0; column < 28; column++)
            {
                float expected = row >= 2 && column < 25 ? image[((row - 2) * 28) + column + 3] : 0;
                Assert.Equal(expected, moved[(row * 28) + column]);
            }
        }
    }

    [Fact]
    public async Task Networks_tell_their_parameters()
    {
        using JsonDocument networks = JsonDocument.Parse(await service.CreateClient().GetStringAsync("/api/networks"));
        Assert.Equal((13_946, 11_530), Counts("flatten"));
        Assert.Equal((2_746, 330), Counts("pooling"));

        (int, int) Counts(string name)
        {
            JsonElement network = networks.RootElement.GetProperty(name);
            return (network.GetProperty("parameters").GetInt32(), network.GetProperty("lastLayer").GetInt32());
        }
    }

    [Fact]
    public async Task The_page_brings_everything_itself()
    {
        HttpClient client = service.CreateClient();
        string page = await client.GetStringAsync("/");
        Assert.Contains("<h1>Flatten or pool?</h1>", page, StringComparison.Ordinal);
        foreach (string file in (string[])["page.css", "page.js", "api.js", "image.js", "paper.js", "network-card.js", "heat-map.js", "chart.js", "shipped.js", "icon.svg"])
        {
            HttpResponseMessage response = await client.GetAsync($"/{file}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.StartsWith("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain("//cdn", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<JsonElement> Ask(HttpClient client, HttpContent content, string query = "")
    {
        HttpResponseMessage response = await client.PostAsync($"/api/answers{query}", content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private static float[] Read(string file) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", file))).ToArray();

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - Tolerance - (1e-5f * MathF.Abs(expected[i])), expected[i] + Tolerance + (1e-5f * MathF.Abs(expected[i])));
        }
    }
}
