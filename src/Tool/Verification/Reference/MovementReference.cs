using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Layers that move values, and those that do nothing.</summary>
internal sealed class MovementReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } =
    [
        "Flatten", "Reshape", "Permute", "RepeatVector", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Cropping1D", "Cropping2D", "Cropping3D",
        "UpSampling1D", "UpSampling2D", "UpSampling3D", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout",
        "GaussianNoise", "AlphaDropout", "ActivityRegularization",
    ];

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor input = inputs[0];
        int axes = input.Rank - 1;
        switch (node.Kind)
        {
            case "Flatten":
                return input.As(input.Length);
            case "Reshape":
                int[] target = Arguments(node);
                int rest = target.Where(dimension => dimension > 0).Aggregate(1, (product, dimension) => product * dimension);
                return input.As([.. target.Select(dimension => dimension > 0 ? dimension : input.Length / rest)]);
            case "Permute":
                return input.Transpose([.. Arguments(node).Select(axis => axis - 1)]);
            case "RepeatVector":
                return Gather(input.As(1, input.Length), [(int)node.Arguments[0], input.Length], place => [0, place[1]]);
        }

        if (node.Kind.StartsWith("ZeroPadding", StringComparison.Ordinal) || node.Kind.StartsWith("Cropping", StringComparison.Ordinal))
        {
            int sign = node.Kind[0] == 'Z' ? 1 : -1;
            int[] edges = Edges(Arguments(node), axes);
            return Gather(
                input,
                [.. Enumerable.Range(0, axes).Select(axis => input.Shape[axis] + (sign * (edges[2 * axis] + edges[(2 * axis) + 1]))), input.Shape[^1]],
                place => [.. place.Select((at, axis) => axis < axes ? at - (sign * edges[2 * axis]) : at)]);
        }

        if (node.Kind.StartsWith("UpSampling", StringComparison.Ordinal))
        {
            int[] size = PerAxis(node.Arguments.Count == 0 ? [2] : Arguments(node), axes);
            int[] shape = [.. Enumerable.Range(0, axes).Select(axis => input.Shape[axis] * size[axis]), input.Shape[^1]];
            return node.Option("Interpolation", Interpolation.Nearest) == Interpolation.Bilinear
                ? Bilinear(input, shape)
                : Gather(input, shape, place => [.. place.Select((at, axis) => axis < axes ? at / size[axis] : at)]);
        }

        return input;
    }

    private static int[] Edges(int[] given, int axes) => given.Length switch
    {
        1 => [.. Enumerable.Repeat(given[0], 2 * axes)],
        var count when count == axes && axes > 1 => [.. given.SelectMany(edge => (int[])[edge, edge])],
        _ => given,
    };

    /// <summary>Each output is the input at a place, or 0 outside of it.</summary>
    private static Tensor Gather(Tensor input, int[] shape, Func<int[], int[]> from)
    {
        var output = new Tensor(shape);
        int[] strides = Tensor.Strides(input.Shape);
        int[] place = new int[shape.Length];
        for (int i = 0; i < output.Length; i++)
        {
            int[] source = from(place);
            bool isInside = source.Zip(input.Shape).All(pair => (uint)pair.First < (uint)pair.Second);
            output.Values[i] = isInside ? input.Values[source.Zip(strides, (at, stride) => at * stride).Sum()] : 0;
            Tensor.Next(place, shape);
        }

        return output;
    }

    /// <summary>Between the centres of the nearest values, and flat beyond the outermost.</summary>
    private static Tensor Bilinear(Tensor input, int[] shape)
    {
        Tensor result = input;
        for (int axis = 0; axis < shape.Length - 1; axis++)
        {
            int length = result.Shape[axis];
            double factor = (double)length / shape[axis];
            int along = axis;
            int[] wide = [.. result.Shape];
            wide[axis] = shape[axis];
            double Position(int at) => Math.Clamp(((at + 0.5) * factor) - 0.5, 0, length - 1);
            Tensor low = Gather(result, wide, place => Moved(place, along, (int)Math.Floor(Position(place[along]))));
            Tensor high = Gather(result, wide, place => Moved(place, along, Math.Min((int)Math.Floor(Position(place[along])) + 1, length - 1)));
            int stride = Tensor.Strides(wide)[axis];
            for (int i = 0; i < low.Length; i++)
            {
                double position = Position(i / stride % wide[axis]);
                double share = position - Math.Floor(position);
                low.Values[i] = (low.Values[i] * (1 - share)) + (high.Values[i] * share);
            }

            result = low;
        }

        return result;

        static int[] Moved(int[] place, int axis, int at)
        {
            int[] moved = [.. place];
            moved[axis] = at;
            return moved;
        }
    }
}

/// <summary>The fully connected layer.</summary>
internal sealed class DenseReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } = ["Dense"];

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor input = inputs[0];
        int units = (int)node.Arguments[0];
        int features = input.Shape[^1];
        double[] kernel = Weight(node, 0);
        double[]? bias = node.Option("UseBias", true) ? Weight(node, 1) : null;
        var output = new Tensor([.. input.Shape[..^1], units]);
        for (int row = 0; row < input.Length / features; row++)
        {
            for (int k = 0; k < features; k++)
            {
                double x = input.Values[(row * features) + k];
                for (int u = 0; u < units; u++)
                {
                    output.Values[(row * units) + u] += x * kernel[(k * units) + u];
                }
            }

            for (int u = 0; u < units && bias is not null; u++)
            {
                output.Values[(row * units) + u] += bias[u];
            }
        }

        return FunctionReference.Apply(node.Option("Activation", Activation.Linear), output);
    }
}
