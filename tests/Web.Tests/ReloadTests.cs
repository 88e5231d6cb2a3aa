using System.Net;
using System.Text.Json;
using DigitsWeb;
using Microsoft.Extensions.DependencyInjection;

namespace ShapeGen.Web.Tests;

/// <summary>Weights files that are replaced while requests come in.</summary>
public sealed class ReloadTests
{
    private const int Replacements = 100;

    [Fact]
    public async Task A_hundred_replacements_lose_no_request_and_mix_no_answer()
    {
        using var service = new DigitsService();
        HttpClient client = service.CreateClient();
        float[] image = service.Digits.Image(5).ToArray();
        byte[] first = File.ReadAllBytes(service.FlattenFile);
        byte[] second = Changed(service.FlattenFile);
        string fromFirst = await Answer(client, image);
        Replace(service.FlattenFile, second);
        Assert.True(service.Flatten.Reload());
        string fromSecond = await Answer(client, image);
        Assert.NotEqual(fromFirst, fromSecond);

        using var ended = new CancellationTokenSource();
        int[] counts = new int[2];
        Task<int>[] load = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            int failed = 0;
            while (!ended.IsCancellationRequested)
            {
                string answer = await Answer(client, image);
                Interlocked.Increment(ref counts[answer == fromFirst ? 0 : 1]);
                failed += answer == fromFirst || answer == fromSecond ? 0 : 1;
            }

            return failed;
        }))];

        int kept = 0;
        for (int i = 0; i < Replacements; i++)
        {
            bool isDamaged = i % 10 == 9;
            byte[] bytes = i % 2 == 0 ? first : second;
            Replace(service.FlattenFile, isDamaged ? bytes[..(bytes.Length / 2)] : bytes);
            kept += service.Flatten.Reload() ? 0 : 1;

            // Answers of the file in force come in before it is replaced again.
            int seen = Volatile.Read(ref counts[0]) + Volatile.Read(ref counts[1]);
            while (Volatile.Read(ref counts[0]) + Volatile.Read(ref counts[1]) < seen + 8)
            {
                await Task.Yield();
            }
        }

        await ended.CancelAsync();
        Assert.All(await Task.WhenAll(load), failed => Assert.Equal(0, failed));
        Assert.Equal(10, kept);
        Assert.True(counts[0] > 0 && counts[1] > 0, $"{counts[0]} answers of the first file, {counts[1]} of the second.");
    }

    [Fact]
    public async Task A_damaged_file_is_not_taken_and_the_log_and_health_say_why()
    {
        using var service = new DigitsService();
        HttpClient client = service.CreateClient();
        float[] image = service.Digits.Image(5).ToArray();
        string before = await Answer(client, image);
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));

        byte[] whole = File.ReadAllBytes(service.FlattenFile);
        Replace(service.FlattenFile, whole[..1000]);
        Assert.False(service.Flatten.Reload());
        Assert.Equal(before, await Answer(client, image));
        Assert.Equal(1, service.Flatten.Version);
        Assert.NotNull(service.Flatten.WhyKept);
        Assert.Equal("Degraded", await client.GetStringAsync("/health"));
        Assert.Equal(
            $"FlatteningNetwork: version 1 stays, because {service.FlattenFile} was not taken: {service.Flatten.WhyKept}",
            service.Complaints.First(line => line.Contains("stays", StringComparison.Ordinal)));

        Replace(service.FlattenFile, whole);
        Assert.True(service.Flatten.Reload());
        Assert.Equal(2, service.Flatten.Version);
        Assert.Null(service.Flatten.WhyKept);
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
    }

    [Fact]
    public void A_service_with_another_models_file_does_not_start()
    {
        using var service = new DigitsService();
        string pooling = Path.Combine(Path.GetDirectoryName(service.FlattenFile)!, "pooling.safetensors");
        SafeTensorsException exception = AtStart();
        Assert.StartsWith("Tensor \"dense/kernel\": expected shape (1152, 10), (in, units) as Keras stores it, found (32, 10): ", exception.Message, StringComparison.Ordinal);

        SafeTensorsException AtStart()
        {
            Replace(service.FlattenFile, File.ReadAllBytes(pooling));
            return Assert.Throws<SafeTensorsException>(() => service.Server);
        }
    }

    [Fact]
    public void A_scope_keeps_the_model_that_it_began_with()
    {
        using var service = new DigitsService();
        using IServiceScope before = service.Services.CreateScope();
        FlatteningNetwork model = before.ServiceProvider.GetRequiredService<FlatteningNetwork>();
        Assert.True(service.Flatten.Reload());
        Assert.Same(model, before.ServiceProvider.GetRequiredService<FlatteningNetwork>());
        using IServiceScope after = service.Services.CreateScope();
        Assert.NotSame(model, after.ServiceProvider.GetRequiredService<FlatteningNetwork>());
        Assert.Same(service.Flatten.Current, after.ServiceProvider.GetRequiredService<FlatteningNetwork>());
    }

    /// <summary>The flattening network's whole answer, without its time and version: maps and probabilities, as text.</summary>
    private static async Task<string> Answer(HttpClient client, float[] image)
    {
        HttpResponseMessage response = await client.PostAsync("/api/answers?maps=true", DigitsService.Bytes(image));
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return $"failed with {response.StatusCode}";
        }

        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        JsonElement flatten = json.RootElement.GetProperty("flatten");
        return flatten.GetProperty("probabilities").GetRawText() + flatten.GetProperty("maps").GetRawText();
    }

    /// <summary>The same file with every weight halved, so that every layer's values differ.</summary>
    private static byte[] Changed(string path)
    {
        using SafeTensors file = SafeTensors.Open(path);
        var changed = new SafeTensorsWriter();
        foreach (WeightInfo weight in FlatteningNetwork.Weights)
        {
            int length = 1;
            foreach (int dimension in weight.Shape)
            {
                length *= dimension;
            }

            float[] values = new float[length];
            file.CopyTo<float>(weight.Name, weight.Shape, values);
            changed.Add(weight.Name, weight.Shape, Array.ConvertAll(values, value => value / 2).AsSpan());
        }

        using var stream = new MemoryStream();
        changed.WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>As a deployment does: write beside it, then rename.</summary>
    private static void Replace(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}
