using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tool.Compilation;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Writing;

namespace ShapeGen.Tool.Verification;

/// <summary>One compared layer.</summary>
internal sealed record VerifiedLayer(string Name, Comparison Comparison);

/// <summary>The outputs of a class beside the reference's, and those of its layers in between.</summary>
internal sealed record Verification(IReadOnlyList<Comparison> Outputs, IReadOnlyList<VerifiedLayer> Layers)
{
    public bool Departs => Outputs.Any(output => output.Departs);

    public double Largest => Outputs.Max(output => output.Relative);
}

/// <summary>Compiles a class, runs it on a reference's inputs and compares.</summary>
internal static class Verifier
{
    /// <summary>Compares the outputs of the class as it stands.</summary>
    public static Comparison[] Outputs(string text, ClassName name, string weights, float[][] inputs, IReadOnlyList<double[]> expected)
    {
        using var model = new RunnableModel(text, name.FullName);
        model.Load(weights);
        float[][] found = model.Run(inputs);
        return found.Length == expected.Count
            ? [.. found.Select((output, i) => Comparison.Of(output, expected[i]))]
            : throw new ToolException($"the class has {found.Length} outputs, the reference {expected.Count}");
    }

    /// <summary>Compares the outputs for several samples, one after the other in each array.</summary>
    public static Comparison[] Samples(string text, ClassName name, string weights, float[][] inputs, IReadOnlyList<double[]> expected)
    {
        using var model = new RunnableModel(text, name.FullName);
        model.Load(weights);
        int length = (int)model.Model.Inputs[0].Shape.ElementCount;
        int samples = inputs.Length == model.Model.Inputs.Count && length > 0 && inputs[0].Length % length == 0
            ? inputs[0].Length / length
            : throw new ToolException($"the reference has {inputs.Length} inputs, the first of {inputs.FirstOrDefault()?.Length ?? 0} values; the class takes {model.Model.Inputs.Count}, the first of {length}");
        var found = expected.Select(_ => new List<float>()).ToArray();
        for (int sample = 0; sample < samples; sample++)
        {
            float[][] outputs = model.Run([.. inputs.Select(input => input.AsSpan(input.Length / samples * sample, input.Length / samples).ToArray())]);
            for (int i = 0; i < found.Length && i < outputs.Length; i++)
            {
                found[i].AddRange(outputs[i]);
            }
        }

        return [.. found.Select((output, i) => Comparison.Of([.. output], expected[i]))];
    }

    /// <summary>Compares the layers of the class, and the uses of its blocks as wholes, with the source's.</summary>
    /// <param name="leaves">The source's layers, one for each that the generator sees.</param>
    public static IReadOnlyList<VerifiedLayer> Layers(string text, ClassName name, string weights, float[][] inputs, IReadOnlyList<Leaf> leaves, IReadOnlyDictionary<string, double[]> expected)
    {
        ShapedModel shaped = new CompiledText(text).Shapes(name.FullName);
        if (shaped.Layers.Count != leaves.Count)
        {
            return [];
        }

        var watched = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (int i = 0; i < leaves.Count; i++)
        {
            ShapedLayer layer = shaped.Layers[i];
            bool isAtTop = layer.Position.Scope.Count == 0;
            if (isAtTop && expected.TryGetValue(leaves[i].Node.Name, out double[]? values) && values.Length == layer.Output.ElementCount)
            {
                watched[layer.Name] = values;
            }
        }

        foreach (ShapedOutput output in shaped.Outputs)
        {
            watched.Remove(output.Name);
        }

        string instrumented = AddOutputs(text, name, [.. shaped.Outputs.Select(output => output.Name), .. watched.Keys]);
        using var model = new RunnableModel(instrumented, name.FullName);
        model.Load(weights);
        float[][] found = model.Run(inputs);
        return [.. model.Model.Outputs.Select((output, i) => (output.Name, i)).Where(pair => watched.ContainsKey(pair.Name))
            .Select(pair => new VerifiedLayer(pair.Name, Comparison.Of(found[pair.i], watched[pair.Name])))];
    }

    private static string AddOutputs(string text, ClassName name, IReadOnlyList<string> outputs)
    {
        ParsedText tree = new(text);
        ClassDeclarationSyntax declaration = tree.Class(name.Name);
        IEnumerable<AttributeListSyntax> kept = declaration.AttributeLists.Where(list => !list.Attributes.Any(attribute => attribute.Name.ToString() is "Output"));
        IEnumerable<AttributeListSyntax> added = outputs.Select(output => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(
            SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::ShapeGen.Output"), SyntaxFactory.ParseAttributeArgumentList($"({Literal.Of(output)})")))));
        ClassDeclarationSyntax changed = declaration.WithAttributeLists(SyntaxFactory.List(kept.Concat(added)));
        return tree.Root.ReplaceNode(declaration, changed).ToFullString();
    }

    private sealed class ParsedText(string text)
    {
        public CompilationUnitSyntax Root { get; } = SyntaxFactory.ParseCompilationUnit(text);

        public ClassDeclarationSyntax Class(string name) => Root.DescendantNodes().OfType<ClassDeclarationSyntax>()
            .FirstOrDefault(declaration => declaration.Identifier.Text == name && declaration.AttributeLists.Count > 0)
            ?? throw new ToolException($"the class {name} is not there");
    }
}
