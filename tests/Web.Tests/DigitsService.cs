using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using DigitsWeb;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShapeGen.Extensions.Hosting;

namespace ShapeGen.Web.Tests;

/// <summary>DigitsWeb in memory, with a folder of weights of its own, and what it logs.</summary>
public sealed class DigitsService : WebApplicationFactory<Program>
{
    private readonly string _models = Directory.CreateTempSubdirectory("shapegen-web-").FullName;
    private readonly LogLines _log = new();

    public DigitsService()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Models")))
        {
            File.Copy(file, Path.Combine(_models, Path.GetFileName(file)));
        }
    }

    /// <summary>What was logged at warning or above.</summary>
    public IReadOnlyCollection<string> Complaints => _log.Lines;

    public string FlattenFile => Path.Combine(_models, "flatten.safetensors");

    public ModelSource<FlatteningNetwork> Flatten => Services.GetRequiredService<ModelSource<FlatteningNetwork>>();

    internal Digits Digits => Services.GetRequiredService<Digits>();

    public static ByteArrayContent Bytes(ReadOnlySpan<float> image) => new(System.Runtime.InteropServices.MemoryMarshal.AsBytes(image).ToArray())
    {
        Headers = { ContentType = new("application/octet-stream") },
    };

    public static JsonContent Json(float[] image) => JsonContent.Create(new { image });

    public static float[] Numbers(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("Models", _models)
        .ConfigureLogging(logging => logging.AddProvider(_log));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_models))
        {
            Directory.Delete(_models, recursive: true);
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
