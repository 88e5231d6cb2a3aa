using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Layers of several inputs.</summary>
internal sealed class MergeReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"];

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs) => node.Kind switch
    {
        "Add" => inputs.Aggregate((left, right) => Combine(left, right, (x, y) => x + y)),
        "Subtract" => Combine(inputs[0], inputs[1], (x, y) => x - y),
        "Multiply" => inputs.Aggregate((left, right) => Combine(left, right, (x, y) => x * y)),
        "Average" => FunctionReference.Map(inputs.Aggregate((left, right) => Combine(left, right, (x, y) => x + y)), x => x / inputs.Count),
        "Maximum" => inputs.Aggregate((left, right) => Combine(left, right, Math.Max)),
        "Minimum" => inputs.Aggregate((left, right) => Combine(left, right, Math.Min)),
        "Concatenate" => Concatenate(Axes([node.Option("Axis", -1)], inputs[0].Rank)[0], inputs),
        _ => Dot(node, inputs[0], inputs[1]),
    };

    /// <summary>Element by element; an axis of 1 is repeated.</summary>
    public static Tensor Combine(Tensor left, Tensor right, Func<double, double, double> function)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        left = left.As([.. Enumerable.Repeat(1, rank - left.Rank), .. left.Shape]);
        right = right.As([.. Enumerable.Repeat(1, rank - right.Rank), .. right.Shape]);
        var output = new Tensor([.. left.Shape.Zip(right.Shape, Math.Max)]);
        int[] leftStrides = [.. Tensor.Strides(left.Shape).Select((stride, axis) => left.Shape[axis] == 1 ? 0 : stride)];
        int[] rightStrides = [.. Tensor.Strides(right.Shape).Select((stride, axis) => right.Shape[axis] == 1 ? 0 : stride)];
        int[] place = new int[rank];
        for (int i = 0; i < output.Length; i++)
        {
            int from = 0;
            int other = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                from += place[axis] * leftStrides[axis];
                other += place[axis] * rightStrides[axis];
            }

            output.Values[i] = function(left.Values[from], right.Values[other]);
            Tensor.Next(place, output.Shape);
        }

        return output;
    }

    private static Tensor Concatenate(int axis, IReadOnlyList<Tensor> inputs)
    {
        int[] shape = [.. inputs[0].Shape];
        shape[axis] = inputs.Sum(input => input.Shape[axis]);
        var output = new Tensor(shape);
        int row = Tensor.Count(shape[axis..]);
        int at = 0;
        foreach (Tensor input in inputs)
        {
            int length = Tensor.Count(input.Shape[axis..]);
            for (int i = 0; i < input.Length / length; i++)
            {
                Array.Copy(input.Values, i * length, output.Values, (i * row) + at, length);
            }

            at += length;
        }

        return output;
    }

    private static Tensor Dot(Node node, Tensor left, Tensor right)
    {
        int[] axes = node.Option<int[]>("Axes", [-1]);
        int first = Axes([axes[0]], left.Rank)[0];
        int second = Axes([axes[^1]], right.Rank)[0];
        if (node.Option("Normalize", false))
        {
            left = NormalizationReference.AlongAxes(left, [first], Unit);
            right = NormalizationReference.AlongAxes(right, [second], Unit);
        }

        int[] leftRest = [.. Enumerable.Range(0, left.Rank).Where(axis => axis != first)];
        int[] rightRest = [.. Enumerable.Range(0, right.Rank).Where(axis => axis != second)];
        int length = left.Shape[first];
        Tensor rows = left.Transpose([.. leftRest, first]);
        Tensor columns = right.Transpose([.. rightRest, second]);
        int[] shape = [.. leftRest.Select(axis => left.Shape[axis]), .. rightRest.Select(axis => right.Shape[axis])];
        var output = new Tensor(shape.Length == 0 ? [1] : shape);
        int width = columns.Length / length;
        for (int i = 0; i < output.Length; i++)
        {
            for (int k = 0; k < length; k++)
            {
                output.Values[i] += rows.Values[(i / width * length) + k] * columns.Values[(i % width * length) + k];
            }
        }

        return output;

        static double[] Unit(double[] row)
        {
            double norm = Math.Sqrt(Math.Max(row.Sum(x => x * x), 1e-12));
            return Array.ConvertAll(row, x => x / norm);
        }
    }
}
