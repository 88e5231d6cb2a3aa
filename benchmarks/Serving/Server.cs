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
        builder.Logging.ClearProviders();
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
}
