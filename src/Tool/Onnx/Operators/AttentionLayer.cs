using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Verification.Reference;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Makes one MultiHeadAttention of the projections that <see cref="AttentionPattern"/> has found.</summary>
internal static class AttentionLayer
{
    /// <summary>The bias of the last projection.</summary>
    public static void AddBias(Node attention, Constant bias)
    {
        if (!attention.Option("UseBias", true))
        {
            // All projections have a bias, or none has.
            attention.Options.RemoveAll(option => option.Name == "UseBias");
            for (int i = 0; i < 3; i++)
            {
                WeightTensor kernel = attention.Weights[2 * i];
                attention.Weights.Insert((2 * i) + 1, Zeros(kernel.Shape[1..]));
            }

            attention.Weights.Add(Zeros(attention.Weights[^1].Shape[^1..]));
        }

        attention.Weights[^1] = OnnxWindow.AsIs(bias);
    }

    /// <summary>All of it in one layer; the kernel's rows are put into the order of the heads.</summary>
    public static bool Build(Operation operation, GraphRaising graph, Track joined, Constant kernel)
    {
        Attended all = joined.Source!;
        Heads value = all.Value!;
        int width = value.Count * value.Size;
        int positions = all.Query.Positions;
        bool isTurned = operation.Type == "Gemm" && operation.Integer("transB", 0) == 1;
        if (joined.Shape[^1] != width || kernel.Shape.Length != 2 || kernel.Shape[isTurned ? 1 : 0] != width || joined.Places.Length != positions * width || joined.Scale != 1)
        {
            return false;
        }

        // Column c of each position holds feature (head, i), whose place is (head · positions + position) · size + i.
        int[] rows = new int[width];
        for (int c = 0; c < width; c++)
        {
            (int head, int i) = (joined.Places[c] / (positions * value.Size), joined.Places[c] % value.Size);
            rows[(head * value.Size) + i] = c;
            for (int t = 0; t < positions; t++)
            {
                if (joined.Places[(t * width) + c] != (((head * positions) + t) * value.Size) + i)
                {
                    return false;
                }
            }
        }

        int units = kernel.Shape[isTurned ? 0 : 1];
        Node node = graph.Add("MultiHeadAttention", Parent(kernel), all.Query.Projection.Inputs[0]);
        node.NamedInputs = ["Value", "Key"];
        node.Inputs.AddRange([value.Projection.Inputs[0], all.Key.Projection.Inputs[0]]);
        while (node.Inputs.Count > 1 && node.Inputs[^1] == node.Inputs[^2])
        {
            node.Inputs.RemoveAt(node.Inputs.Count - 1);
        }

        node.Arguments.AddRange([all.Query.Count, all.Query.Size]);
        node.Set("ValueDim", value.Size, all.Query.Size);
        Constant? bias = operation.Type == "Gemm" && operation.HasInput(2) ? graph.Weight(operation, 2) : null;
        bool hasBias = bias is not null || new[] { all.Query, all.Key, value }.Any(heads => heads.Projection.Weights.Count > 1);
        node.Set("UseBias", hasBias, true);
        // The layer divides by the root of the size itself; what differs from that goes into the queries.
        double scale = all.Scale * all.Query.Scale * all.Key.Scale * Math.Sqrt(all.Query.Size);
        AddProjection(node, all.Query, Math.Abs(scale - 1) < 1e-5 ? 1 : scale, hasBias);
        AddProjection(node, all.Key, 1, hasBias);
        AddProjection(node, value, value.Scale, hasBias);
        int inputs = all.Query.Projection.Weights[0].Shape[0];
        node.Set("OutputShape", units == inputs ? [] : [units], Array.Empty<int>());
        node.Weights.Add(DenseOperators.Kernel(kernel, isTurned, rows) with { Shape = [value.Count, value.Size, units] });
        if (hasBias)
        {
            node.Weights.Add(bias is null ? Zeros([units]) : OnnxWindow.AsIs(bias));
        }

        int[] shape = [.. joined.Shape[..^1], units];
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = [Enumerable.Range(0, shape.Length - 1).First(axis => shape[axis] == positions), shape.Length - 1] });
        return true;
    }

    private static void AddProjection(Node node, Heads heads, double scale, bool hasBias)
    {
        WeightTensor kernel = heads.Projection.Weights[0];
        int width = kernel.Shape[1];
        int inputs = kernel.Shape[0];
        node.Weights.Add(kernel.Rearranged([inputs, heads.Count, heads.Size], (source, row, target) =>
        {
            (row, int head) = Math.DivRem(row, heads.Count);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = (float)(source[(row * width) + heads.Columns[(head * heads.Size) + i]] * scale);
            }
        }));
        if (hasBias)
        {
            WeightTensor? bias = heads.Projection.Weights.Count > 1 ? heads.Projection.Weights[1] : null;
            node.Weights.Add(bias is null ? Zeros([heads.Count, heads.Size]) : new WeightTensor(bias.Source, [heads.Count, heads.Size], () =>
            {
                float[] values = bias.Read();
                return [.. heads.Columns.Select(column => (float)(values[column] * scale))];
            }));
        }
    }

    private static string? Parent(Constant kernel) => kernel.Name.EndsWith(".weight", StringComparison.Ordinal) && kernel.Name.Split('.') is [.. var path, _, _] && path.Length > 0 ? string.Join('.', path) : null;

    private static WeightTensor Zeros(int[] shape) => new("", shape, () => new float[Tensor.Count(shape)]);
}
