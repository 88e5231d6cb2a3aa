using System.Diagnostics.Metrics;

namespace ShapeGen.Extensions.Hosting;

/// <summary>The instruments of one host, which all its models share.</summary>
internal sealed class ModelInstruments
{
    public const string ModelKey = "shapegen.model";

    public ModelInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(ModelTelemetry.MeterName);
        Duration = meter.CreateHistogram(
            "shapegen.forward.duration",
            unit: "s",
            description: "The time of one call of a model.",
            tags: null,
            // From a microsecond to a second; the usual boundaries begin at five milliseconds.
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 0.1, 1] });
        Samples = meter.CreateCounter<long>("shapegen.samples", unit: "{sample}", description: "Samples computed.");
        Loads = meter.CreateCounter<long>("shapegen.model.loads", unit: "{load}", description: "Weights files that were taken, and files that were not.");
    }

    public Histogram<double> Duration { get; }

    public Counter<long> Samples { get; }

    public Counter<long> Loads { get; }

    public KeyValuePair<string, object?> ModelTag(string name) => new(ModelKey, name);
}
