using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Fleet;
using ShapeGen;
using ShapeGen.Benchmarks.Serving;

// Serving [rounds] [requests]: load on loopback, the service in a process of its own. Serving --server: that process.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--server"])
{
    await Server.RunAsync();
    return;
}

int rounds = args.Length > 0 ? int.Parse(args[0]) : 31, requests = args.Length > 1 ? int.Parse(args[1]) : 500;
using SafeTensors digits = SafeTensors.Open(Path.Combine(AppContext.BaseDirectory, "Data", "digits.safetensors"));
float[] pixels = new float[200 * DigitNetwork.InputLength];
digits.CopyTo<float>("images", pixels);
byte[][] images = [.. Enumerable.Range(0, 200).Select(i => MemoryMarshal.AsBytes(pixels.AsSpan(i * DigitNetwork.InputLength, DigitNetwork.InputLength)).ToArray())];

Batching.Print(DigitNetwork.Load(Path.Combine(AppContext.BaseDirectory, "Data", "flatten.safetensors")));

using Process server = Process.Start(new ProcessStartInfo("dotnet", [typeof(Server).Assembly.Location, "--server"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
try
{
    string ready = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
    using var client = new HttpClient { BaseAddress = new Uri(ready[Server.Ready.Length..]) };
    var load = new Load(client, images);
    Console.WriteLine($"largest difference between ShapeGen and ONNX Runtime over 200 digits: {await load.DifferenceAsync("/shapegen", "/onnx"):0.0e+0}");

    string[] paths = ["/neither", "/shapegen", "/onnx"];
    var results = paths.ToDictionary(path => path, _ => new List<Round>());
    for (int round = -1; round < rounds; round++)
    {
        // Turn the order, so that no endpoint always comes after the same one; the first round warms up.
        foreach (string path in paths.Skip((round + 3) % 3).Concat(paths.Take((round + 3) % 3)))
        {
            Round result = await load.RunAsync(path, requests);
            if (round >= 0)
            {
                results[path].Add(result);
            }
        }
    }

    Console.WriteLine($"medians of {rounds} rounds of {requests} requests, 4 connections, client and service on {Environment.ProcessorCount} processors");
    foreach ((string path, List<Round> all) in results)
    {
        Console.WriteLine($"{path,-10} {Median(all, r => r.RequestsPerSecond),8:N0} requests/s  p50 {Median(all, r => r.P50):0.000} ms  p99 {Median(all, r => r.P99):0.000} ms  {Median(all, r => r.BytesAllocated),8:N0} bytes a request");
    }

    List<(Round, Round)> pairs = [.. results["/shapegen"].Zip(results["/onnx"])];
    Console.WriteLine($"ShapeGen against ONNX Runtime, medians of the rounds' ratios: requests/s {Median(pairs, pair => pair.Item1.RequestsPerSecond / pair.Item2.RequestsPerSecond):0.00}, p50 {Median(pairs, pair => pair.Item1.P50 / pair.Item2.P50):0.00}, p99 {Median(pairs, pair => pair.Item1.P99 / pair.Item2.P99):0.00}");

    server.Refresh();
    long before = server.WorkingSet64;
    SortedDictionary<int, int> statuses = await load.MalformedAsync(10_000);
    server.Refresh();
    Console.WriteLine($"10,000 malformed requests: {string.Join(", ", statuses.Select(status => $"{status.Value:N0} times {status.Key}"))}, all problem responses, {await client.GetStringAsync("/complaints")} warnings or errors logged; memory {before >> 20} MB before, {server.WorkingSet64 >> 20} MB after");
}
finally
{
    server.Kill();
    await server.WaitForExitAsync();
}

static double Median<T>(List<T> all, Func<T, double> value) => all.Select(value).Order().ElementAt(all.Count / 2);
