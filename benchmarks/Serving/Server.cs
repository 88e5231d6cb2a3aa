using System.Buffers;
using System.Runtime.InteropServices;
using DigitsWeb;
using Fleet;
using ShapeGen.Extensions.Hosting;

namespace ShapeGen.Benchmarks.Serving;

/// <summary>Three endpoints that differ in one line: ShapeGen, ONNX Runtime, and neither, which is what a request costs by itself.</summary>
internal static class Server
{
    public const string Ready = "ready at ";

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        using var complaints = new Complaints();
        builder.Logging.ClearProviders().AddProvider(complaints);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddShapeGenModel<DigitNetwork>("Data/flatten.safetensors");
        builder.Services.AddProblemDetails();
        await using WebApplication app = builder.Build();
        using SafeTensors file = SafeTensors.Open(Path.Combine(AppContext.BaseDirectory, "Data", "flatten.safetensors"));
        using var onnx = new OnnxDigits(file);
        ModelSource<DigitNetwork> source = app.Services.GetRequiredService<ModelSource<DigitNetwork>>();
        Map(app, "/shapegen", (image, probabilities) =>
        {
            using ModelCall<DigitNetwork> call = source.Begin();
            call.Model.Forward(image.AsSpan(0, DigitNetwork.InputLength), probabilities);
        });
        Map(app, "/onnx", onnx.Forward);
        Map(app, "/neither", (_, _) => { });
        app.MapGet("/allocated", () => $"{GC.GetTotalAllocatedBytes(precise: true)}");
        app.MapGet("/complaints", () => $"{complaints.Count}");
        await app.StartAsync();
        Console.WriteLine(Ready + app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static void Map(WebApplication app, string path, Action<float[], float[]> forward) => app.MapPost(path, (RequestDelegate)(async context =>
    {
        float[] image = ArrayPool<float>.Shared.Rent(DigitNetwork.InputLength);
        float[] probabilities = ArrayPool<float>.Shared.Rent(DigitNetwork.OutputLength);
        try
        {
            if (await ImageBody.ReadAsync(context.Request, image.AsMemory(0, DigitNetwork.InputLength)) is { } problem)
            {
                await problem.ExecuteAsync(context);
                return;
            }

            forward(image, probabilities);
            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = DigitNetwork.OutputLength * sizeof(float);
            context.Response.BodyWriter.Write(MemoryMarshal.AsBytes(probabilities.AsSpan(0, DigitNetwork.OutputLength)));
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(image);
            ArrayPool<float>.Shared.Return(probabilities);
        }
    }));

    /// <summary>Counts what is logged at warning or above: an exception that nothing handles is.</summary>
    private sealed class Complaints : ILoggerProvider, ILogger
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _ = IsEnabled(logLevel) ? Interlocked.Increment(ref _count) : 0;

        public void Dispose()
        {
        }
    }
}
