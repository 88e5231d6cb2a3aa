using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShapeGen.Extensions.Hosting;

/// <summary>Healthy with the file that was last seen, degraded where that was not taken and an earlier one answers.</summary>
internal sealed class ModelHealthCheck<TModel>(ModelSource<TModel> source) : IHealthCheck
    where TModel : class
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["version"] = source.Version, ["sha256"] = source.Sha256, ["path"] = source.Path };
        return Task.FromResult(source.WhyKept is { } reason
            ? HealthCheckResult.Degraded($"Version {source.Version} stays, because a later file was not taken: {reason}", data: data)
            : HealthCheckResult.Healthy($"Version {source.Version}.", data));
    }
}
