using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>Products with a matrix of weights.</summary>
internal sealed class DenseOperators : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["Gemm", "MatMul"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        bool isGemm = operation.Type == "Gemm";
        Value input = graph.Moved(operation, 0);
        // Whatever comes first, the features are last and the sample's axes in their order.
        bool isInOrder = input.Apart is null && input.Order.Contains(input.Rank - 1) && input.Order.SequenceEqual(input.Order.Order());
        input = isInOrder ? input : graph.Plain(graph.Data(operation, 0));
        if (graph.Constant(operation, 1) is null)
        {
            throw new UnsupportedOperatorException("it multiplies two layers' outputs: of such products attention is found, softmax(query · keyᵀ) · value between fully connected layers");
        }

        Constant kernel = graph.Weight(operation, 1);
        if (isGemm && (operation.Integer("transA", 0) != 0 || operation.Real("alpha", 1) != 1 || operation.Real("beta", 1) != 1))
        {
            throw new UnsupportedOperatorException("it transposes its input or scales its terms");
        }

        bool isTransposed = isGemm && operation.Integer("transB", 0) == 1;
        if (kernel.Shape.Length != 2 || kernel.Shape[isTransposed ? 1 : 0] != input.Shape[^1])
        {
            throw new UnsupportedOperatorException($"its matrix ({string.Join(", ", kernel.Shape)}) does not fit {input.Shape[^1]} features");
        }

        int units = kernel.Shape[isTransposed ? 0 : 1];
        Node node = graph.Add("Dense", GraphRaising.ModuleOf(kernel, operation), input.Node!);
        node.Arguments.Add(units);
        node.Set("UseBias", isGemm && operation.HasInput(2), true);
        node.Weights.Add(Kernel(kernel, isTransposed, input.Places));
        if (isGemm && operation.HasInput(2))
        {
            Constant bias = graph.Weight(operation, 2);
            node.Weights.Add(bias.Length == units
                ? new WeightTensor(bias.Name, [units], bias.Floats)
                : throw new UnsupportedOperatorException($"its bias ({string.Join(", ", bias.Shape)}) is no number for each unit"));
        }

        int[] shape = [.. input.Shape[..^1], units];
        graph.Set(operation.Outputs[0], new Value(shape) { Node = node, Order = input.Order });
    }

    /// <summary>A kernel (inputs, units), whose rows are put into another order where there is one.</summary>
    /// <param name="kernel">The matrix in the file.</param>
    /// <param name="isTransposed">It is (units, inputs) there.</param>
    /// <param name="rows">For each row here the one in the file.</param>
    public static WeightTensor Kernel(Constant kernel, bool isTransposed, int[]? rows)
    {
        if (rows is null)
        {
            return isTransposed ? OnnxWindow.Reorder(kernel, [1, 0]) : OnnxWindow.AsIs(kernel);
        }

        int inputs = kernel.Shape[isTransposed ? 1 : 0];
        int units = kernel.Shape[isTransposed ? 0 : 1];
        (int row, int unit) step = isTransposed ? (1, inputs) : (units, 1);
        return kernel.AsWeight().Rearranged([inputs, units], (source, row, target) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = source[(rows[row] * step.row) + (i * step.unit)];
            }
        });
    }
}

/// <summary>Normalisation.</summary>
internal sealed class NormalizationOperators : OnnxOperator
{
    public override IReadOnlyList<string> Types { get; } = ["BatchNormalization", "LayerNormalization"];

    public override void Raise(Operation operation, GraphRaising graph)
    {
        Value input = GraphRaising.RequirePlaces(operation.Type == "LayerNormalization" && graph.Moved(operation, 0) is { Apart: null } moved ? moved : graph.Data(operation, 0));
        Constant scale = graph.Weight(operation, 1);
        Node node;
        if (operation.Type == "BatchNormalization")
        {
            input = graph.ChannelsLast(input);
            node = graph.Add("BatchNormalization", GraphRaising.ModuleOf(scale, operation), input.Node!);
            node.Set("Epsilon", operation.Real("epsilon", 1e-5), 1e-3);
            node.Weights.AddRange(Enumerable.Range(1, 4).Select(i => OnnxWindow.AsIs(graph.Weight(operation, i))));
        }
        else
        {
            input = input.Order.Contains(input.Rank - 1) && input.Order.SequenceEqual(input.Order.Order()) ? input : graph.Plain(input);
            int axis = operation.Integer("axis", -1);
            if ((axis < 0 ? axis + input.Rank : axis) != input.Rank - 1)
            {
                throw new UnsupportedOperatorException("it works along several axes");
            }

            node = graph.Add("LayerNormalization", GraphRaising.ModuleOf(scale, operation), input.Node!);
            node.Set("Epsilon", operation.Real("epsilon", 1e-5), 1e-3);
            node.Set("Center", operation.HasInput(2), true);
            node.Weights.AddRange(Enumerable.Range(1, operation.HasInput(2) ? 2 : 1).Select(i => OnnxWindow.AsIs(graph.Weight(operation, i))));
        }

        graph.Set(operation.Outputs[0], input with { Node = node });
    }
}
