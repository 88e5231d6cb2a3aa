using System.Diagnostics;
using System.Text.Json;

namespace ShapeGen.Browser;

/// <summary>DigitsWeb as a process of its own, on a free port.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Process _process;

    private Service(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public static async Task<Service> StartAsync()
    {
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../samples/DigitsWeb/bin/Release/net10.0/DigitsWeb.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(program) };
        Process process = Process.Start(start)!;
        const string Listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                // Its later lines must be read, or the service would wait for room in the pipe.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Service(process, new Uri(line[(at + Listening.Length)..].Trim()));
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    /// <summary>What the API says of an image.</summary>
    public async Task<JsonElement> AskAsync(float[] image)
    {
        using var body = new ByteArrayContent(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(image).ToArray()) { Headers = { ContentType = new("application/octet-stream") } };
        using HttpResponseMessage response = await Client.PostAsync("/api/answers", body);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
