using System.Runtime.InteropServices;
using DigitsWeb;
using ShapeGen;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot() });
string models = builder.Configuration["Models"] ?? Path.Combine(AppContext.BaseDirectory, "Models");
builder.Services.AddShapeGenModel(Path.Combine(models, "flatten.safetensors"), FlatteningNetwork.Load);
builder.Services.AddShapeGenModel(Path.Combine(models, "pooling.safetensors"), PoolingNetwork.Load);
builder.Services.AddSingleton(new Digits(Path.Combine(AppContext.BaseDirectory, "Data")));
builder.Services.AddSingleton<Displacement>();
builder.Services.AddSingleton<AnswerEndpoint>();
builder.Services.AddProblemDetails();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));

WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.Use(static (context, next) =>
{
    // Everything the page needs comes from here.
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();

app.MapPost("/api/answers", (RequestDelegate)app.Services.GetRequiredService<AnswerEndpoint>().HandleAsync);
app.MapGet("/api/displacement", (Displacement displacement) => displacement.Count());
app.MapGet("/api/digits/images", (Digits digits) => Results.Bytes(MemoryMarshal.AsBytes<float>(digits.Images).ToArray(), "application/octet-stream"));
app.MapGet("/api/digits/labels", (Digits digits) => digits.Labels);
app.MapGet("/api/networks", () => new NetworksResponse(
    Describe(FlatteningNetwork.Weights, FlatteningNetwork.ParameterCount, FlatteningNetwork.Summary),
    Describe(PoolingNetwork.Weights, PoolingNetwork.ParameterCount, PoolingNetwork.Summary)));
app.MapHealthChecks("/health");
// Counts before someone asks, and has the kernels compiled before the first answer.
app.Lifetime.ApplicationStarted.Register(() => Task.Run(app.Services.GetRequiredService<Displacement>().Count));
app.Run();

static NetworkResponse Describe(ReadOnlySpan<WeightInfo> weights, long parameters, string summary)
{
    long last = 0;
    foreach (WeightInfo weight in weights)
    {
        if (weight.Name.StartsWith("dense/", StringComparison.Ordinal))
        {
            long length = 1;
            foreach (int dimension in weight.Shape)
            {
                length *= dimension;
            }

            last += length;
        }
    }

    return new NetworkResponse(parameters, last, summary);
}

// The page lies beside the project when it runs from its sources, and beside the program when it is published.
static string ContentRoot() => Directory.Exists("wwwroot") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;

/// <summary>The service; a class with a name, for the tests.</summary>
public sealed partial class Program;
