using System.Diagnostics;

namespace ShapeGen.Extensions.Hosting;

/// <summary>The names that OpenTelemetry listens to: <c>AddMeter(ModelTelemetry.MeterName)</c>, <c>AddSource(ModelTelemetry.SourceName)</c>.</summary>
public static class ModelTelemetry
{
    /// <summary>
    /// The meter: <c>shapegen.forward.duration</c> (histogram, seconds a call), <c>shapegen.samples</c> (counter) and
    /// <c>shapegen.model.loads</c> (counter, by <c>outcome</c>: loaded or kept), each by <c>shapegen.model</c>.
    /// </summary>
    public const string MeterName = "ShapeGen";

    /// <summary>The activity source: an activity <c>forward &lt;model&gt;</c> for each call, with the model, its version and the samples.</summary>
    public const string SourceName = "ShapeGen";

    internal static ActivitySource Source { get; } = new(SourceName);
}
