using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ShapeGen.Extensions.Hosting;

namespace ShapeGen.Web.Tests;

// The code that docs/serving.md shows, compiled; ServingPageTests holds the two together.
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class DigitNetwork;

/// <summary>The page's service.</summary>
internal static class ServingExample
{
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddShapeGenModel<DigitNetwork>("digits.safetensors");

        WebApplication app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/classify", (float[] image, ModelSource<DigitNetwork> digits) =>
        {
            if (image.Length != DigitNetwork.InputLength)
            {
                return Results.Problem($"An image has {DigitNetwork.InputLength} values.", statusCode: 400);
            }

            float[] probabilities = new float[DigitNetwork.OutputLength];
            using ModelCall<DigitNetwork> call = digits.Begin();
            call.Model.Forward(image, probabilities);
            return Results.Ok(probabilities);
        });
        return app;
    }

    public static void Register(WebApplicationBuilder builder)
    {
        builder.Services.AddShapeGenModel("flatten.safetensors", DigitsWeb.FlatteningNetwork.Load);
    }
}
