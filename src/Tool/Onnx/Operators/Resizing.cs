using ShapeGen.Tool.Keras;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Enlarging by whole numbers.</summary>
internal sealed class Resizing : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Resize", "Upsample"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value input = graph.ChannelsLast(GraphRaising.RequirePlaces(graph.Data(operation, 0)));
        int axes = input.Rank - 2;
        int[] factors = Factors(operation, graph, input.Shape);
        if (axes is < 1 or > 3 || factors[0] != 1 || factors[1] != 1)
        {
            throw new UnsupportedOperatorException($"it enlarges the axes of ({string.Join(", ", input.Shape)}) by {string.Join(", ", factors)}; only spatial ones can be");
        }

        bool isLinear = IsLinear(operation, factors[2..]);
        if (isLinear && axes != 2)
        {
            throw new UnsupportedOperatorException("it interpolates along other axes than the two of an image");
        }

        Node node = graph.Add($"UpSampling{axes}D", null, input.Node!);
        node.Arguments.AddRange(KerasOptions.Once(factors[2..]).Cast<object>());
        node.Set(nameof(Interpolation), isLinear ? Interpolation.Bilinear : Interpolation.Nearest, Interpolation.Nearest);
        graph.Set(operation.Outputs[0], input with { Node = node, Shape = [.. input.Shape.Select((dimension, axis) => dimension * factors[axis])] });
    }

    private static int[] Factors(Operation operation, GraphRaising graph, int[] shape)
    {
        // Upsample has the scales second; Resize third, or the sizes fourth.
        int place = operation.Type == "Upsample" || operation.Inputs.Count == 2 ? 1 : 2;
        double[] factors = operation.HasInput(3) && graph.Weight(operation, 3).Integers is { } sizes
            ? [.. sizes.Select((size, axis) => axis < shape.Length ? (double)size / shape[axis] : double.NaN)]
            : operation.Find("scales") is { } given ? [.. given.Floats.Select(scale => (double)scale)]
            : [.. graph.Weight(operation, place).Floats().Select(scale => (double)scale)];
        int[] axes = operation.Integers("axes") ?? [];
        if (axes.Length > 0 && axes.Length == factors.Length)
        {
            double[] all = [.. Enumerable.Repeat(1.0, shape.Length)];
            for (int i = 0; i < axes.Length; i++)
            {
                all[axes[i] < 0 ? axes[i] + shape.Length : axes[i]] = factors[i];
            }

            factors = all;
        }

        return factors.Length == shape.Length && factors.All(factor => factor >= 1 && factor <= 1024 && factor == Math.Floor(factor))
            ? [.. factors.Select(factor => (int)factor)]
            : throw new UnsupportedOperatorException($"it scales by {string.Join(", ", factors.Select(factor => factor.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)))}; UpSampling enlarges by whole numbers");
    }

    /// <summary>Whether it interpolates as UpSampling does, with the centres of pixels; else it repeats pixels as UpSampling does.</summary>
    private static bool IsLinear(Operation operation, int[] factors)
    {
        string mode = operation.Text("mode", "nearest");
        bool isOld = operation.Type == "Upsample" || operation.Inputs.Count == 2;
        string where = operation.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel");
        string rounding = operation.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor");
        bool isCentred = where is "half_pixel" or "pytorch_half_pixel" or "half_pixel_symmetric";
        bool isNearest = mode == "nearest" && ((where == "asymmetric" && (rounding == "floor" || (rounding == "round_prefer_floor" && factors.All(factor => factor <= 2))))
            || (isCentred && rounding is ("round_prefer_floor" or "round_prefer_ceil")));
        return isNearest ? false
            : mode == "linear" && isCentred ? true
            : throw new UnsupportedOperatorException($"it interpolates by {mode} with {where}{(mode == "nearest" ? $" and {rounding}" : "")}; UpSampling repeats pixels, or interpolates linearly between their centres (align_corners=False)");
    }
}
