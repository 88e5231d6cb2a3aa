using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Weights;
using ShapeGen.Tool.Writing;

namespace ShapeGen.Tool.Importing;

/// <summary>A network's class, and its weights under the names that the class gives them.</summary>
/// <param name="Text">The C# text.</param>
/// <param name="Weights">The class's weights, still in the source file.</param>
/// <param name="Sources">For each weight where it lies in the source.</param>
/// <param name="Leaves">The source's layers, one for each that the generator sees.</param>
internal sealed record ImportedClass(string Text, IReadOnlyList<NamedTensor> Weights, IReadOnlyList<string> Sources, IReadOnlyList<Leaf> Leaves)
{
    /// <summary>Writes the class of a network whose layers are all supported.</summary>
    public static ImportedClass Of(Network network, ClassName name, IReadOnlyList<string> header)
    {
        string text = ClassWriter.Write(network, name.Name, name.Namespace, header);
        Leaf[] leaves = [.. ClassWriter.Leaves(network)];
        return Match(text, name, leaves);
    }

    /// <summary>Matches the weights of a source, layer by layer, with a class that exists.</summary>
    /// <exception cref="ToolException">The class describes other layers; the message shows the first that differs.</exception>
    public static ImportedClass Match(string text, ClassName name, IReadOnlyList<Leaf> leaves)
    {
        ShapedModel model = new CompiledText(text).Shapes(name.FullName);
        if (model.Problems.Count > 0)
        {
            Problem problem = model.Problems[0];
            throw new ToolException($"the class {name.FullName} has an error: {problem.RuleId}: {Rules.Message(problem)}");
        }

        ShapedLayer[] layers = [.. model.Layers.Where(layer => layer.Weights.Count > 0 && layer.SharedWith < 0)];
        Node[] nodes = [.. leaves.Where(leaf => !leaf.IsShared && !leaf.IsMerge && leaf.Node.Weights.Count > 0).Select(leaf => leaf.Node)];
        var weights = new List<NamedTensor>();
        var sources = new List<string>();
        for (int i = 0; i < Math.Max(layers.Length, nodes.Length); i++)
        {
            if (i >= layers.Length || i >= nodes.Length)
            {
                string extra = i < layers.Length ? $"the class has {layers[i].TypeName} \"{layers[i].ShownName}\"" : $"the file has {nodes[i]}";
                throw new ToolException($"class and file differ: {layers.Length} layers with weights in the class, {nodes.Length} in the file; {extra}, which the other lacks");
            }

            Add(layers[i], nodes[i], weights, sources);
        }

        return new ImportedClass(text, weights, sources, leaves);
    }

    private static void Add(ShapedLayer layer, Node node, List<NamedTensor> weights, List<string> sources)
    {
        if (layer.Weights.Count != node.Weights.Count)
        {
            throw new ToolException($"{node} has {node.Weights.Count} weights in the file, but the class's {layer.TypeName} \"{layer.ShownName}\" takes {layer.Weights.Count}: {string.Join(", ", layer.Weights.Select(weight => weight.Name))}");
        }

        for (int w = 0; w < layer.Weights.Count; w++)
        {
            WeightTensor source = node.Weights[w];
            int[] shape = [.. layer.Weights[w].Shape.Dimensions];
            if (!source.Shape.SequenceEqual(shape))
            {
                throw new ToolException($"{node}: its {layer.Weights[w].Name} is ({string.Join(", ", source.Shape)}) in the file, but {layer.Weights[w].Shape} in the class's {layer.TypeName} \"{layer.ShownName}\"");
            }

            weights.Add(new NamedTensor($"{layer.Name}/{layer.Weights[w].Name}", shape, source.Pass));
            sources.Add(source.Source);
        }
    }
}

/// <summary>How a class is called.</summary>
internal sealed record ClassName(string Name, string? Namespace)
{
    public string FullName => Namespace is null ? Name : $"{Namespace}.{Name}";

    /// <summary>The class that a file is imported as, unless the user names it.</summary>
    public static ClassName Of(string path, string? name, string? space)
    {
        name ??= Identifier.Pascal(Path.GetFileName(path).Split('.')[0]);
        if (!Identifier.IsValid(name))
        {
            throw new ToolException($"\"{name}\" cannot be the name of a class");
        }

        if (space is not null && !space.Split('.').All(Identifier.IsValid))
        {
            throw new ToolException($"\"{space}\" cannot be the name of a namespace");
        }

        return new ClassName(name, space);
    }
}
