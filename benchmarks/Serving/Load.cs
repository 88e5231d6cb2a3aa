using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace ShapeGen.Benchmarks.Serving;

/// <summary>What one endpoint did in one round.</summary>
internal sealed record Round(double RequestsPerSecond, double P50, double P99, double BytesAllocated);

/// <summary>A closed loop: each connection sends its next request when it has its answer.</summary>
internal sealed class Load(HttpClient client, byte[][] images)
{
    private const int Connections = 4;

    /// <summary>Sends <paramref name="requests"/> images to an endpoint.</summary>
    public async Task<Round> RunAsync(string path, int requests)
    {
        long allocated = await AllocatedAsync();
        double[] milliseconds = new double[requests];
        int next = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next) - 1) < requests;)
            {
                long sent = Stopwatch.GetTimestamp();
                using HttpResponseMessage response = await client.PostAsync(path, Bytes(images[i % images.Length]));
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
                milliseconds[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        })));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = await AllocatedAsync() - allocated;
        Array.Sort(milliseconds);
        return new Round(requests / seconds, milliseconds[requests / 2], milliseconds[requests * 99 / 100], (double)allocated / requests);
    }

    /// <summary>The largest difference between two endpoints' probabilities over all images.</summary>
    public async Task<float> DifferenceAsync(string one, string other)
    {
        float largest = 0;
        foreach (byte[] image in images)
        {
            float[] a = await AnswerAsync(one, image), b = await AnswerAsync(other, image);
            largest = Math.Max(largest, a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second)));
        }

        return largest;
    }

    /// <summary>Sends bodies that are no images; counts what comes back by status, and fails on what is no problem response.</summary>
    public async Task<SortedDictionary<int, int>> MalformedAsync(int requests)
    {
        var random = new Random(18);
        var counts = new SortedDictionary<int, int>();
        for (int i = 0; i < requests; i++)
        {
            using HttpContent body = Malformed(random, i % 8);
            using HttpResponseMessage response = await client.PostAsync("/shapegen", body);
            if (response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            {
                throw new InvalidOperationException($"Request {i} got {(int)response.StatusCode} {response.Content.Headers.ContentType}.");
            }

            await response.Content.ReadAsByteArrayAsync();
            counts[(int)response.StatusCode] = counts.GetValueOrDefault((int)response.StatusCode) + 1;
        }

        return counts;
    }

    private HttpContent Malformed(Random random, int kind)
    {
        byte[] image = [.. images[0]];
        switch (kind)
        {
            case 0: return Bytes(image[..random.Next(image.Length)]);
            case 1: return Bytes([.. image, .. new byte[1 + random.Next(1000)]]);
            case 2:
                float[] bad = [float.NaN, float.PositiveInfinity, -1f, 2f];
                MemoryMarshal.Write(image.AsSpan(4 * random.Next(784)), bad[random.Next(bad.Length)]);
                return Bytes(image);
            case 3: return Bytes(new byte[(1 << 20) + random.Next(1 << 20)]);
            case 4: return new StringContent(new string('[', random.Next(20_000)), Encoding.UTF8, "application/json");
            case 5: return new StringContent($"{{\"image\":[{string.Join(',', Enumerable.Repeat("0", random.Next(784)))}]}}", Encoding.UTF8, "application/json");
            case 6: return new StringContent($"{{\"image\":[{string.Join(',', Enumerable.Repeat("\"0\"", 784))}]}}", Encoding.UTF8, "application/json");
            default: return new StringContent("7", Encoding.UTF8, "text/plain");
        }
    }

    private async Task<float[]> AnswerAsync(string path, byte[] image)
    {
        using HttpResponseMessage response = await client.PostAsync(path, Bytes(image));
        return MemoryMarshal.Cast<byte, float>(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).ToArray();
    }

    private async Task<long> AllocatedAsync() => long.Parse(await client.GetStringAsync("/allocated"), CultureInfo.InvariantCulture);

    private static ByteArrayContent Bytes(byte[] body) => new(body) { Headers = { ContentType = new("application/octet-stream") } };
}
