using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Rows of a table.</summary>
internal sealed class LookUpReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } = ["Embedding"];

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        int width = (int)node.Arguments[1];
        double[] table = Weight(node, 0);
        return new Tensor([.. inputs[0].Shape, width], [.. inputs[0].Values.SelectMany(row => table.Skip((int)row * width).Take(width))]);
    }
}
