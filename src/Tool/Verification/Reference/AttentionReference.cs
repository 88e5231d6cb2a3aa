using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Attention over positions, with and without projections.</summary>
internal sealed class AttentionReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } = ["MultiHeadAttention", "Attention", "AdditiveAttention"];

    public override bool Covers(Node node) => node.Option<int[]>("AttentionAxes", []).Length == 0;

    public override bool CoversMask(Node node) => false;

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs)
    {
        Tensor query = inputs[0];
        Tensor value = inputs.Count > 1 ? inputs[1] : query;
        Tensor key = inputs.Count > 2 ? inputs[2] : value;
        bool isCausal = node.Option("UseCausalMask", false);
        return node.Kind == "MultiHeadAttention"
            ? Heads(node, query, value, key, isCausal)
            : Attend(Rows(query), Rows(key), Rows(value), Scores(node), isCausal, query.Shape[..^1]);
    }

    private static Tensor Heads(Node node, Tensor query, Tensor value, Tensor key, bool isCausal)
    {
        int heads = (int)node.Arguments[0];
        int keyDim = (int)node.Arguments[1];
        bool hasBias = node.Option("UseBias", true);
        int next = 0;
        Tensor queries = Project(query);
        Tensor keys = Project(key);
        Tensor values = Project(value);
        int valueDim = values.Shape[^1] / heads;
        double[][] joined = [.. Rows(queries).Select(_ => new double[heads * valueDim])];
        for (int head = 0; head < heads; head++)
        {
            double[][] Part(Tensor all, int width) => [.. Rows(all).Select(row => row.AsSpan(head * width, width).ToArray())];
            Tensor output = Attend(Part(queries, keyDim), Part(keys, keyDim), Part(values, valueDim), (q, k) => Dot(q, k) / Math.Sqrt(keyDim), isCausal, query.Shape[..^1]);
            for (int row = 0; row < joined.Length; row++)
            {
                Array.Copy(output.Values, row * valueDim, joined[row], head * valueDim, valueDim);
            }
        }

        return Project(new Tensor([.. query.Shape[..^1], heads * valueDim], [.. joined.SelectMany(row => row)]));

        Tensor Project(Tensor input)
        {
            double[] kernel = Weight(node, next++);
            double[]? bias = hasBias ? Weight(node, next++) : null;
            int width = kernel.Length / input.Shape[^1];
            return new Tensor([.. input.Shape[..^1], width], [.. Rows(input).SelectMany(row =>
                Enumerable.Range(0, width).Select(unit => (bias?[unit] ?? 0) + row.Select((x, i) => x * kernel[(i * width) + unit]).Sum()))]);
        }
    }

    private static Func<double[], double[], double> Scores(Node node)
    {
        bool isAdditive = node.Kind == "AdditiveAttention";
        bool isScaled = node.Option("UseScale", isAdditive);
        double[] scale = isScaled ? Weight(node, 0) : [1];
        if (isAdditive)
        {
            return (q, k) => q.Select((x, i) => scale[i % scale.Length] * Math.Tanh(x + k[i])).Sum();
        }

        if (node.Option(nameof(ScoreMode), ScoreMode.Dot) == ScoreMode.Concat)
        {
            double weight = Weight(node, isScaled ? 1 : 0)[0];
            return (q, k) => weight * q.Select((x, i) => Math.Tanh(scale[0] * (x + k[i]))).Sum();
        }

        return (q, k) => scale[0] * Dot(q, k);
    }

    private static Tensor Attend(double[][] queries, double[][] keys, double[][] values, Func<double[], double[], double> score, bool isCausal, int[] positions)
    {
        int width = values[0].Length;
        var output = new Tensor([.. positions, width]);
        for (int row = 0; row < queries.Length; row++)
        {
            double[] scores = [.. keys.Select((key, place) => isCausal && place > row ? double.NegativeInfinity : score(queries[row], key))];
            double largest = scores.Max();
            double[] shares = [.. scores.Select(x => Math.Exp(x - largest))];
            double sum = shares.Sum();
            for (int place = 0; place < keys.Length; place++)
            {
                for (int i = 0; i < width; i++)
                {
                    output.Values[(row * width) + i] += shares[place] / sum * values[place][i];
                }
            }
        }

        return output;
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (x, y) => x * y).Sum();

    /// <summary>The vectors along the last axis.</summary>
    private static double[][] Rows(Tensor tensor) => [.. tensor.Values.Chunk(tensor.Shape[^1])];
}
