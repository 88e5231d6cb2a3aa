namespace ShapeGen.SelfCheck.Reference;

/// <summary>
/// Keras' <c>Attention</c>, <c>AdditiveAttention</c> and <c>MultiHeadAttention</c> in double precision, with all scores at once.
/// Inputs are the query, the value, the key, and perhaps the integers that say which queries and which keys count.
/// </summary>
/// <param name="attribute">The layer.</param>
/// <param name="firstWeight">The place of its first weight.</param>
internal sealed class ReferenceAttention(AttentionLayerAttribute attribute, int firstWeight)
{
    /// <summary>Units in the last place for a tanh and what is around it.</summary>
    private const int Around = 10;

    private bool _isLost;

    /// <summary>The weights that Keras gives the layer.</summary>
    public static IReadOnlyList<(string Name, int[] Shape)> Weights(AttentionLayerAttribute attribute, int[] query, int[] value, int[] key) => attribute switch
    {
        MultiHeadAttentionAttribute heads => HeadWeights(heads, query, value, key),
        AttentionAttribute attention =>
        [
            .. attention.UseScale ? [("scale", Array.Empty<int>())] : Array.Empty<(string, int[])>(),
            .. attention.ScoreMode == ScoreMode.Concat ? [("concat_score_weight", Array.Empty<int>())] : Array.Empty<(string, int[])>(),
        ],
        AdditiveAttentionAttribute { UseScale: true } => [("scale", [query[^1]])],
        _ => [],
    };

    /// <summary>Nothing is said of a result where a value on the way may have left the range of the type.</summary>
    public ReferenceTensor Run(IReadOnlyList<ReferenceTensor> inputs, bool[]? queryMask, bool[]? keyMask, ReferenceContext context)
    {
        _isLost = false;
        ReferenceTensor output = Compute(inputs, queryMask, keyMask, context);
        for (int i = 0; i < output.Length; i++)
        {
            output.Bounds[i] = _isLost ? double.PositiveInfinity : output.Bounds[i];
            output.Values[i] = _isLost ? 0 : output.Values[i];
        }

        return output;
    }

    private ReferenceTensor Compute(IReadOnlyList<ReferenceTensor> inputs, bool[]? queryMask, bool[]? keyMask, ReferenceContext context)
    {
        (ReferenceTensor query, ReferenceTensor value, ReferenceTensor key) = (inputs[0], inputs[1], inputs[2]);
        if (attribute is not MultiHeadAttentionAttribute heads)
        {
            return Attend(query, value, key, 1, 1, queryMask, keyMask, context);
        }

        int valueDim = heads.ValueDim == 0 ? heads.KeyDim : heads.ValueDim;
        int weight = firstWeight;
        ReferenceTensor q = Project(query, heads.NumHeads * heads.KeyDim);
        ReferenceTensor k = Project(key, heads.NumHeads * heads.KeyDim);
        ReferenceTensor v = Project(value, heads.NumHeads * valueDim);
        int outer = ReferenceTensor.Count([.. query.Shape[..^1].Take(heads.AttentionAxes.Length == 0 ? 0 : query.Rank - 1 - heads.AttentionAxes.Length)]);
        ReferenceTensor attended = Attend(q, v, k, outer, heads.NumHeads, queryMask, keyMask, context);
        int[] last = heads.OutputShape.Length == 0 ? [query.Last] : heads.OutputShape;
        return Project(attended, ReferenceTensor.Count(last)).As([.. query.Shape[..^1], .. last]);

        ReferenceTensor Project(ReferenceTensor tensor, int units)
        {
            var dense = new ReferenceDense(units, heads.UseBias, weight);
            weight += heads.UseBias ? 2 : 1;
            return Noticed(dense.Run(tensor, context), context);
        }
    }

    /// <summary>Notices values that are not certain to be numbers in the type that is computed in.</summary>
    private ReferenceTensor Noticed(ReferenceTensor tensor, ReferenceContext context)
    {
        for (int i = 0; i < tensor.Length; i++)
        {
            // −∞ stands for what a mask leaves out.
            bool isNumber = double.IsNegativeInfinity(tensor.Values[i]) || Math.Abs(tensor.Values[i]) < context.Rounding.ComputesAbove / 1e8;
            _isLost |= !isNumber || !(tensor.Bounds[i] < 1e3);
        }

        return tensor;
    }

    private static (string Name, int[] Shape)[] HeadWeights(MultiHeadAttentionAttribute heads, int[] query, int[] value, int[] key)
    {
        int valueDim = heads.ValueDim == 0 ? heads.KeyDim : heads.ValueDim;
        int[] output = heads.OutputShape.Length == 0 ? [query[^1]] : heads.OutputShape;
        return
        [
            .. Projection("query", [query[^1]], [heads.NumHeads, heads.KeyDim]),
            .. Projection("key", [key[^1]], [heads.NumHeads, heads.KeyDim]),
            .. Projection("value", [value[^1]], [heads.NumHeads, valueDim]),
            .. Projection("attention_output", [heads.NumHeads, valueDim], output),
        ];

        IEnumerable<(string Name, int[] Shape)> Projection(string name, int[] from, int[] to) =>
            heads.UseBias ? [($"{name}/kernel", [.. from, .. to]), ($"{name}/bias", to)] : [($"{name}/kernel", [.. from, .. to])];
    }

    /// <summary>Attention of each head, of positions that lie one after the other in outer parts.</summary>
    private ReferenceTensor Attend(ReferenceTensor query, ReferenceTensor value, ReferenceTensor key, int outer, int heads, bool[]? queryMask, bool[]? keyMask, ReferenceContext context)
    {
        int queries = query.Length / query.Last / outer;
        int keys = key.Length / key.Last / outer;
        int width = value.Last / heads;
        var output = new ReferenceTensor([.. query.Shape[..^1], value.Last]);
        for (int part = 0; part < outer; part++)
        {
            for (int head = 0; head < heads; head++)
            {
                var scores = new ReferenceTensor([queries, keys]);
                for (int row = 0; row < queries; row++)
                {
                    for (int column = 0; column < keys; column++)
                    {
                        Score(query, ((part * queries) + row) * query.Last, key, ((part * keys) + column) * key.Last, head, heads, scores, (row * keys) + column, context);
                    }

                    Mask(scores, row, keys, queryMask, keyMask);
                }

                Noticed(scores, context);
                ReferenceTensor shares = new ReferenceRowActivation(Activation.Softmax).Run(scores, context);
                for (int row = 0; row < queries; row++)
                {
                    bool isCleared = queryMask is not null && !queryMask[row] && attribute is not MultiHeadAttentionAttribute;
                    for (int feature = 0; feature < width && !isCleared; feature++)
                    {
                        Sum(shares, row, value, part * keys * value.Last, (head * width) + feature, output, (((part * queries) + row) * value.Last) + (head * width) + feature, context.Rounding);
                    }
                }
            }
        }

        return output;
    }

    private void Score(ReferenceTensor query, int q, ReferenceTensor key, int k, int head, int heads, ReferenceTensor scores, int to, ReferenceContext context)
    {
        int width = query.Last / heads;
        bool isTanh = attribute is AdditiveAttentionAttribute or AttentionAttribute { ScoreMode: ScoreMode.Concat };
        double scale = attribute is AttentionAttribute { UseScale: true } ? context.Weights[firstWeight][0] : 1;
        double outer = attribute is MultiHeadAttentionAttribute ? 1 / Math.Sqrt(width)
            : attribute is AttentionAttribute { ScoreMode: ScoreMode.Concat } concat ? context.Weights[firstWeight + (concat.UseScale ? 1 : 0)][0]
            : isTanh ? 1 : scale;
        double[]? features = attribute is AdditiveAttentionAttribute { UseScale: true } ? context.Weights[firstWeight] : null;
        Rounding rounding = context.Rounding;
        double sum = 0;
        double bound = 0;
        double magnitude = 0;
        for (int i = 0; i < width; i++)
        {
            int left = q + (head * width) + i;
            int right = k + (head * width) + i;
            (double a, double b, double ofA, double ofB) = (query.Values[left], key.Values[right], query.Bounds[left], key.Bounds[right]);
            if (!isTanh)
            {
                sum += a * b;
                magnitude += Math.Abs(a * b);
                bound += ofA * Math.Abs(b) + (Math.Abs(a) + ofA) * ofB;
                continue;
            }

            double weight = features?[i] ?? 1;
            double inner = (attribute is AttentionAttribute ? scale : 1) * (a + b);
            double ofInner = (Math.Abs(scale) * (ofA + ofB)) + (3 * rounding.Unit * Math.Abs(inner));
            sum += weight * Math.Tanh(inner);
            magnitude += Math.Abs(weight * Math.Tanh(inner));
            bound += Math.Abs(weight) * (ofInner + (Around * rounding.Unit));
        }

        scores.Values[to] = outer * sum;
        scores.Bounds[to] = Math.Abs(outer) * (bound + (rounding.Gamma(width + 4) * (magnitude + bound))) + (width * rounding.Smallest);
    }

    /// <summary>What does not count has no share; where nothing of a row does, everything has the same.</summary>
    private void Mask(ReferenceTensor scores, int row, int keys, bool[]? queryMask, bool[]? keyMask)
    {
        bool[] counts = [.. Enumerable.Range(0, keys).Select(column => (queryMask?[row] ?? true) && (keyMask?[column] ?? true) && !(attribute.UseCausalMask && column > row))];
        bool isNone = !counts.Any(c => c);
        for (int column = 0; column < keys; column++)
        {
            if (!counts[column])
            {
                scores.Values[(row * keys) + column] = isNone ? 0 : double.NegativeInfinity;
                scores.Bounds[(row * keys) + column] = 0;
            }
        }
    }

    private static void Sum(ReferenceTensor shares, int row, ReferenceTensor value, int start, int feature, ReferenceTensor output, int to, Rounding rounding)
    {
        int keys = shares.Last;
        double sum = 0;
        double magnitude = 0;
        double carried = 0;
        for (int i = 0; i < keys; i++)
        {
            (double share, double ofShare) = (shares.Values[(row * keys) + i], shares.Bounds[(row * keys) + i]);
            (double v, double ofV) = (value.Values[start + (i * value.Last) + feature], value.Bounds[start + (i * value.Last) + feature]);
            sum += share * v;
            magnitude += Math.Abs(share * v);
            carried += (ofShare * (Math.Abs(v) + ofV)) + (share * ofV);
        }

        output.Values[to] = sum;
        output.Bounds[to] = carried + (rounding.Gamma(keys) * (magnitude + carried)) + (keys * rounding.Smallest);
    }
}
