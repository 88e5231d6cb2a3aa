using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Normalisation, and scaling with numbers of the training data.</summary>
internal sealed class NormalizationReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } =
    [
        "BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization", "UnitNormalization", "Normalization", "Rescaling",
    ];

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor input = inputs[0];
        switch (node.Kind)
        {
            case "Rescaling":
                double[] scale = [.. node.Arguments.Cast<double>()];
                double[] offset = node.Option<double[]>("Offset", [0]);
                return new Tensor(input.Shape, [.. input.Values.Select((x, i) => (x * scale[i % scale.Length]) + offset[i % offset.Length])]);
            case "Normalization":
                return Normalize(node, input);
            case "BatchNormalization":
                return Batch(node, input);
            case "GroupNormalization":
                return Groups(node, input);
            default:
                int[] axes = Axes(node.Option<int[]>("Axis", [-1]), input.Rank);
                Tensor output = AlongAxes(input, axes, row => Row(node.Kind, row, node.Option("Epsilon", node.Kind == "RMSNormalization" ? 1e-6 : 1e-3)));
                return node.Kind == "UnitNormalization" ? output : Affine(node, output, axes, node.Option("Scale", true), node.Kind == "LayerNormalization" && node.Option("Center", true));
        }
    }

    private static double[] Row(string kind, double[] row, double epsilon)
    {
        double mean = kind == "LayerNormalization" || kind == "GroupNormalization" ? row.Average() : 0;
        double squares = row.Sum(x => (x - mean) * (x - mean));
        double divisor = kind == "UnitNormalization" ? Math.Sqrt(Math.Max(squares, 1e-12)) : Math.Sqrt((squares / row.Length) + epsilon);
        return Array.ConvertAll(row, x => (x - mean) / divisor);
    }

    private static Tensor Affine(Node node, Tensor input, int[] axes, bool hasScale, bool hasShift)
    {
        int[] shape = [.. input.Shape.Select((dimension, axis) => axes.Contains(axis) ? dimension : 1)];
        int next = 0;
        Tensor output = hasScale ? MergeReference.Combine(input, new Tensor(shape, Weight(node, next++)), (x, g) => x * g) : input;
        return hasShift ? MergeReference.Combine(output, new Tensor(shape, Weight(node, next)), (x, b) => x + b) : output;
    }

    private static Tensor Batch(Node node, Tensor input)
    {
        int axis = Axes([node.Option("Axis", -1)], input.Rank)[0];
        int[] shape = [.. input.Shape.Select((dimension, i) => i == axis ? dimension : 1)];
        int next = 0;
        double[]? gamma = node.Option("Scale", true) ? Weight(node, next++) : null;
        double[]? beta = node.Option("Center", true) ? Weight(node, next++) : null;
        double[] mean = Weight(node, next++);
        double[] variance = Weight(node, next);
        double epsilon = node.Option("Epsilon", 1e-3);
        double[] factor = [.. variance.Select((v, i) => (gamma?[i] ?? 1) / Math.Sqrt(v + epsilon))];
        Tensor output = MergeReference.Combine(input, new Tensor(shape, mean), (x, m) => x - m);
        output = MergeReference.Combine(output, new Tensor(shape, factor), (x, f) => x * f);
        return beta is null ? output : MergeReference.Combine(output, new Tensor(shape, beta), (x, b) => x + b);
    }

    private static Tensor Groups(Node node, Tensor input)
    {
        int axis = Axes([node.Option("Axis", -1)], input.Rank)[0];
        int groups = node.Option("Groups", 32);
        groups = groups == -1 ? input.Shape[axis] : groups;
        int[] cut = [.. input.Shape[..axis], groups, input.Shape[axis] / groups, .. input.Shape[(axis + 1)..]];
        double epsilon = node.Option("Epsilon", 1e-3);
        Tensor output = AlongAxes(input.As(cut), [.. Enumerable.Range(0, cut.Length).Where(i => i != axis)], row => Row(node.Kind, row, epsilon)).As(input.Shape);
        return Affine(node, output, [axis], node.Option("Scale", true), node.Option("Center", true));
    }

    private static Tensor Normalize(Node node, Tensor input)
    {
        int[] axes = Axes(node.Option<int[]>("Axis", [-1]), input.Rank);
        int[] shape = [.. input.Shape.Select((dimension, axis) => axes.Contains(axis) ? dimension : 1)];
        double[] mean = Spread(node.Option<double[]>("Mean", []), shape);
        double[] deviation = Array.ConvertAll(Spread(node.Option<double[]>("Variance", []), shape), variance => Math.Max(Math.Sqrt(variance), 1e-7));
        var center = new Tensor(shape, mean);
        var width = new Tensor(shape, deviation);
        return node.Option("Invert", false)
            ? MergeReference.Combine(MergeReference.Combine(input, width, (x, d) => x * d), center, (x, m) => x + m)
            : MergeReference.Combine(MergeReference.Combine(input, center, (x, m) => x - m), width, (x, d) => x / d);
    }

    private static double[] Spread(double[] values, int[] shape) => values.Length == 1 ? [.. Enumerable.Repeat(values[0], Tensor.Count(shape))] : values;

    /// <summary>Applies a function to all rows along some axes.</summary>
    public static Tensor AlongAxes(Tensor input, int[] axes, Func<double[], double[]> function)
    {
        int[] order = [.. Enumerable.Range(0, input.Rank).Except(axes), .. axes];
        int length = Tensor.Count(axes.Select(axis => input.Shape[axis]));
        Tensor rows = input.Transpose(order);
        for (int start = 0; start < rows.Length; start += length)
        {
            function(rows.Values[start..(start + length)]).CopyTo(rows.Values, start);
        }

        return rows.Transpose([.. Enumerable.Range(0, input.Rank).Select(axis => Array.IndexOf(order, axis))]);
    }
}
