namespace ShapeGen.Extensions.Hosting;

/// <summary>A model and the file that it came from, exchanged together.</summary>
internal sealed record LoadedModel<TModel>(TModel Model, int Version, string Sha256);
