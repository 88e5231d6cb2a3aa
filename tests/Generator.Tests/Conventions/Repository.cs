using System.Runtime.CompilerServices;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>The project's source tree, and where the catalog's layers belong in it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Full(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Paths from the root, with slashes, in ordinal order; build output left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*.cs") => Directory
        .GetFiles(Full(folder), pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"))
        .Order(StringComparer.Ordinal);

    /// <summary>The folder of a layer: the last part of the namespace that its code stands in.</summary>
    public static string Family(LayerDefinition definition)
    {
        // Lambdas stand in a nested class of the compiler's, or in a class of their own.
        Type owner = definition.Bind.Method.DeclaringType!;
        while (owner.DeclaringType is { } outer)
        {
            owner = outer;
        }

        return owner.Namespace!.Split('.')[^1];
    }

    public static IReadOnlyList<string> Families { get; } = [.. LayerCatalog.Definitions.Select(Family).Distinct().Order(StringComparer.Ordinal)];

    /// <summary><c>GlobalPooling</c> → <c>global-pooling</c>.</summary>
    public static string KebabCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string FindRoot([CallerFilePath] string file = "")
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "ShapeGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No ShapeGen.sln above {file}.");
    }
}
