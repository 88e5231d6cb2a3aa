using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Layers;

/// <summary>What the tests of all layers ask of a model's last layer.</summary>
internal static class LayerCase
{
    /// <summary>The shape behind the last layer: <c>(7, 64)</c>.</summary>
    public static string Output(string attributes)
    {
        ShapedModel model = Parsed.Shaped(attributes);
        Assert.Empty(Parsed.Problems(attributes));
        return model.Output.ToString();
    }

    /// <summary>The weights of all layers: <c>dense/kernel (64, 10)</c>.</summary>
    public static IEnumerable<string> Weights(string attributes) =>
        Parsed.Shaped(attributes).Layers.SelectMany(l => l.Weights, (layer, weight) => $"{layer.Name}/{weight.Name} {weight.Shape}");

    /// <summary>The steps as planned, in order.</summary>
    public static IReadOnlyList<Step> Steps(string attributes) => Parsed.Plan(attributes).Steps;

    /// <summary>The one problem, as the analyzer prints it.</summary>
    public static string Problem(string attributes) => Assert.Single(Parsed.Problems(attributes));

    /// <summary>The shape that the layers after a mistake are checked against.</summary>
    public static string OutputDespiteProblem(string attributes)
    {
        Assert.NotEmpty(Parsed.Problems(attributes));
        return Parsed.Shaped(attributes).Output.ToString();
    }
}
