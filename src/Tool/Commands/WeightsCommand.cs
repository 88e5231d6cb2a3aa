using System.CommandLine;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Keras.Files;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Weights;
using ShapeGen.Tool.Writing;

namespace ShapeGen.Tool.Commands;

/// <summary><c>shapegen weights FILE</c>: new weights for a class that exists; its code stays as it is.</summary>
internal static class WeightsCommand
{
    private static readonly Argument<string> File = new("file") { Description = "The retrained model or its weights: .keras, .h5, .weights.h5 or .onnx" };
    private static readonly Option<string> Class = new("--class") { Description = "The imported class, where the file has another name", HelpName = "path" };

    public static Command Create()
    {
        var command = new Command("weights", "Writes new weights for a class that exists") { File, Class };
        command.SetAction(result => Run(result.GetValue(File)!, result.GetValue(Class)));
        return command;
    }

    private static int Run(string path, string? className)
    {
        ImportedFiles files = ImportedFiles.Find(className ?? Importing.ClassName.Of(path, null, null).Name);
        using var lifetime = new Lifetime();
        using var pending = new PendingFiles();
        IReadOnlyList<NamedTensor> weights = IsWeightsAlone(path, lifetime, out HdfFile? file) ? FromHdf(file!, files) : FromModel(path, files, lifetime);
        SafeTensorsFile.Write(pending.Add(files.Weights), weights);
        pending.Commit();
        // The expected outputs were the old weights'.
        System.IO.File.Delete(files.Reference);
        Output.Line($"{files.Weights}: {weights.Count} weights; {Path.GetFileName(files.Code)} is as it was");
        return ExitCodes.Success;
    }

    private static bool IsWeightsAlone(string path, Lifetime lifetime, out HdfFile? file)
    {
        file = null;
        if (SourceFile.FormatOf(path) != SourceFormat.Hdf)
        {
            return false;
        }

        HdfFile opened = lifetime.Add(HdfFile.Open(lifetime.Add(System.IO.File.OpenRead(path))));
        file = opened;
        return opened.Text("", "model_config") is null;
    }

    /// <summary>A file of weights alone holds them where the model's own file did.</summary>
    private static IReadOnlyList<NamedTensor> FromHdf(HdfFile file, ImportedFiles files)
    {
        Dictionary<string, int[]> shapes = new Compilation.CompiledText(System.IO.File.ReadAllText(files.Code)).Shapes(files.Name.FullName).Layers
            .Where(layer => layer.SharedWith < 0)
            .SelectMany(layer => layer.Weights.Select(weight => (Name: $"{layer.Name}/{weight.Name}", weight.Shape)))
            .ToDictionary(weight => weight.Name, weight => weight.Shape.Dimensions.ToArray(), StringComparer.Ordinal);
        var weights = new List<NamedTensor>();
        foreach ((string name, string source) in files.Manifest.Weights)
        {
            if (!shapes.TryGetValue(name, out int[]? shape))
            {
                throw new ToolException($"the class has no weight \"{name}\" any more: import the model again");
            }

            if (!file.Exists(source))
            {
                throw new ToolException($"the file has no \"{source}\", from which \"{name}\" was imported: it is of another model, or of another format than {files.Manifest.Source}");
            }

            WeightTensor tensor = file.Tensor(source);
            weights.Add(tensor.Shape.SequenceEqual(shape)
                ? new NamedTensor(name, shape, tensor.Pass)
                : throw new ToolException($"\"{name}\" is ({string.Join(", ", tensor.Shape)}) in the file, but ({string.Join(", ", shape)}) in the class"));
        }

        return weights;
    }

    private static IReadOnlyList<NamedTensor> FromModel(string path, ImportedFiles files, Lifetime lifetime)
    {
        Network network = SourceFile.Read(path, new ImportSettings(files.Manifest.Inputs ?? []), lifetime);
        IReadOnlyList<LayerRow> rows = ShapeAnalysis.Of(network);
        Network grouped = Grouping.Of(network, ShapeAnalysis.ShapesOf(rows));
        return ImportedClass.Match(System.IO.File.ReadAllText(files.Code), files.Name, [.. ClassWriter.Leaves(grouped)]).Weights;
    }
}
