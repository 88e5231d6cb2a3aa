using System.Globalization;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Verification;
using ShapeGen.Tool.Weights;
using ShapeGen.Tool.Writing;

namespace ShapeGen.Tool.Importing;

/// <summary>The files that an import writes, and what has been found about them.</summary>
/// <param name="Path">The path of the class without its extension.</param>
internal sealed record ImportResult(string Path, ImportedClass Class, int Layers, Comparison[]? Outputs)
{
    /// <summary>What the outputs have been compared with.</summary>
    public string Reference { get; init; } = "the file's layers in double precision";

    /// <summary>The layer for which there is nothing to compare with.</summary>
    public Node? Unchecked { get; init; }
}

/// <summary>Turns a file into a class and its weights. Nothing is in its place before all of it is right.</summary>
internal sealed class Import(string source, ImportSettings settings, ClassName name, string folder)
{
    public bool Force { get; init; }

    public bool DryRun { get; init; }

    /// <summary>The command as the comment in the class repeats it.</summary>
    public required string Command { get; init; }

    private string Target => Path.Combine(folder, name.Name);

    public ImportResult Run()
    {
        using var lifetime = new Lifetime();
        Network network = SourceFile.Read(source, settings, lifetime);
        IReadOnlyList<LayerRow> rows = ShapeAnalysis.Of(network);
        RequireSupported(rows);
        Network flat = network.Flatten();
        string hash = Manifest.HashOfFile(source);
        Network grouped = Grouping.Of(network, ShapeAnalysis.ShapesOf(rows));
        ImportedClass imported = ImportedClass.Of(grouped, name, Header(hash));
        if (DryRun)
        {
            return new ImportResult(Target, imported, flat.Nodes.Count, null);
        }

        RequireUnedited(imported.Text);
        Directory.CreateDirectory(folder);
        using var files = new PendingFiles();
        SafeTensorsFile.Write(files.Add($"{Target}.safetensors"), imported.Weights);
        float[][] inputs = References.RandomInputs(flat);
        bool isOnnx = SourceFile.FormatOf(source) == SourceFormat.Onnx;
        // Another program's outputs tell more than the same reading of the file.
        ReferenceRun? reference = isOnnx
            ? new ReferenceRun(inputs, OnnxReference.Run(source, network, inputs), new Dictionary<Node, double[]>())
            : References.Run(network, flat, inputs);

        Comparison[]? compared = reference is null ? null : Verifier.Outputs(imported.Text, name, files.PathOf($"{Target}.safetensors"), inputs, reference.Outputs);
        if (compared is not null && compared.Any(output => output.Departs) && !Force)
        {
            throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"the class departs from the file by {compared.Max(output => output.Relative):0.0e+0} of the largest output, more than {Comparison.Tolerance:0.0e+0}; --force writes it all the same"));
        }

        if (reference is not null)
        {
            SafeTensorsFile.Write(files.Add($"{Target}.reference.safetensors"), ReferenceFile.Tensors(network, reference));
        }

        File.WriteAllText(files.Add($"{Target}.cs"), imported.Text);
        File.WriteAllText(files.Add($"{Target}.shapegen.json"), ManifestOf(imported, hash).ToText());
        files.Commit();
        var result = new ImportResult(Target, imported, flat.Nodes.Count, compared) { Unchecked = Verification.Reference.ReferenceNetwork.Uncovered(flat) };
        return isOnnx ? result with { Reference = "ONNX Runtime" } : result;
    }

    private static void RequireSupported(IReadOnlyList<LayerRow> rows)
    {
        LayerRow[] faults = [.. rows.Where(row => row.Reason is not null)];
        if (faults.Length > 0)
        {
            throw new NotSupportedLayersException(faults);
        }
    }

    private string[] Header(string hash) =>
    [
        $"Imported from {Path.GetFileName(source)} (SHA-256 {hash[..16]}…) by:",
        $"  {Command}",
        "The class is yours to edit; new weights come with: shapegen weights " + Path.GetFileName(source),
    ];

    private void RequireUnedited(string text)
    {
        string path = $"{Target}.cs";
        if (Force || !File.Exists(path))
        {
            return;
        }

        string found = File.ReadAllText(path);
        bool isOurs = File.Exists($"{Target}.shapegen.json") && Manifest.Read($"{Target}.shapegen.json").CodeSha256 == Manifest.HashOfText(found);
        if (!isOurs && Manifest.HashOfText(found) != Manifest.HashOfText(text))
        {
            throw new ToolException($"{path} has been edited and stays as it is; --force replaces it. The difference:\n{TextDifference.Of(found, text)}");
        }
    }

    private Manifest ManifestOf(ImportedClass imported, string hash) => new()
    {
        Class = name.Name,
        Namespace = name.Namespace,
        Source = Path.GetRelativePath(folder, source).Replace('\\', '/'),
        SourceSha256 = hash,
        CodeSha256 = Manifest.HashOfText(imported.Text),
        Inputs = settings.Inputs.Count == 0 ? null : [.. settings.Inputs],
        Weights = imported.Weights.Zip(imported.Sources).ToDictionary(pair => pair.First.Name, pair => pair.Second),
    };
}

/// <summary>Layers that have no attribute.</summary>
internal sealed class NotSupportedLayersException(IReadOnlyList<LayerRow> rows) : Exception
{
    public IReadOnlyList<LayerRow> Rows => rows;
}
