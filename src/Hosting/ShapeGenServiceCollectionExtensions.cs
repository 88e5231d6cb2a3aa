using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShapeGen;
using ShapeGen.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers ShapeGen models with a host.</summary>
public static class ShapeGenServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="float"/> model with one input and one output: <typeparamref name="TModel"/> itself, the same instance for a whole
    /// scope, <see cref="ModelSource{TModel}"/> for the whole host, and a health check. A replaced file becomes the model of the requests after it.
    /// </summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="path">The safetensors file; a relative path starts at the program's folder.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddShapeGenModel<TModel>(this IServiceCollection services, string path)
        where TModel : class, IModel<TModel, float> => services.AddShapeGenModel(path, TModel.Load);

    /// <summary>Registers any model by its <c>Load</c>: one of another element type, or with several inputs or outputs.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="path">The safetensors file; a relative path starts at the program's folder.</param>
    /// <param name="load">Makes the model from the open file, for instance <c>Network.Load</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">The model is registered already.</exception>
    public static IServiceCollection AddShapeGenModel<TModel>(this IServiceCollection services, string path, Func<SafeTensors, TModel> load)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(load);
        if (services.Any(service => service.ServiceType == typeof(ModelSource<TModel>)))
        {
            throw new InvalidOperationException($"{typeof(TModel).Name} is registered already; a service has one file for each model.");
        }

        string fullPath = Path.GetFullPath(path, AppContext.BaseDirectory);
        services.TryAddSingleton<ModelInstruments>();
        services.AddSingleton(provider => new ModelSource<TModel>(
            fullPath, load, provider.GetRequiredService<ModelInstruments>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddScoped(provider => provider.GetRequiredService<ModelSource<TModel>>().Current);
        services.AddSingleton<IHostedService, ModelWatcher<TModel>>();
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"shapegen:{typeof(TModel).Name}",
            provider => new ModelHealthCheck<TModel>(provider.GetRequiredService<ModelSource<TModel>>()),
            failureStatus: null,
            tags: ["shapegen", "ready"]));
        return services;
    }
}
