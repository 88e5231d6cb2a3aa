using ShapeGen.Benchmarks.Limits;
using ShapeGen.Benchmarks.Models;
using ShapeGen.Benchmarks.Peers.Onnx;
using ShapeGen.Benchmarks.Timing;

namespace ShapeGen.Benchmarks.Rows;

/// <summary>Attention over 128 positions of 64 features, limited by the multiply-adds of its products: exponentials and sums come on top.</summary>
internal static class AttentionRows
{
    private const int Positions = 128;
    private const int Width = 64;
    private const int Heads = 4;
    private const int Inner = 256;

    public static IEnumerable<RowDefinition> All() =>
    [
        new("attention", "MultiHeadAttention 4 heads of 16, (128,64)", new(), () => Attention(isBlock: false)),
        new("encoder-block", "Transformer encoder block, 4 heads of 16, 64→256→64, (128,64)", new() { Share = 0.75, Onnx = 1.2 }, () => Attention(isBlock: true)),
    ];

    private static Row Attention(bool isBlock)
    {
        Buffer<float>[] kernels = [.. Enumerable.Range(0, 4).Select(i => Buffer<float>.Random(Width * Width, 10 + i, 1 / Math.Sqrt(Width)))];
        Buffer<float>[] biases = [.. Enumerable.Range(0, 4).Select(i => Buffer<float>.Random(Width, 20 + i, 0.1))];
        Buffer<float>[] norms = [.. Enumerable.Range(0, 4).Select(i => Buffer<float>.Random(Width, 30 + i))];
        var up = new DenseWeights<float>(Width, Inner);
        var down = new DenseWeights<float>(Inner, Width);
        var graph = new OnnxGraph<float>(1, Positions, Width);
        AddAttention(graph, kernels, biases);
        if (isBlock)
        {
            AddRest(graph, norms, up, down);
        }

        long products = (4L * Positions * Width * Width) + (2L * Positions * Positions * Width) + (isBlock ? 2L * Positions * Width * Inner : 0);
        RowBuilder<float> row = new RowBuilder<float>(Buffer<float>.Random(Positions * Width, 1), Positions * Width);
        return (isBlock ? row.ShapeGen(Block(kernels, biases, norms, up, down)) : row.ShapeGen(FourHeads(kernels, biases)))
            .Onnx(graph, 1, Positions, Width)
            .LimitedBy(LimitLoops.MultiplyingAdding(products))
            .Build();
    }

    private static Repeat<float> FourHeads(Buffer<float>[] kernels, Buffer<float>[] biases)
    {
        Models.FourHeads model = Models.FourHeads.FromWeights(
            kernels[0].Span, biases[0].Span, kernels[1].Span, biases[1].Span, kernels[2].Span, biases[2].Span, kernels[3].Span, biases[3].Span);
        return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
    }

    private static Repeat<float> Block(Buffer<float>[] kernels, Buffer<float>[] biases, Buffer<float>[] norms, DenseWeights<float> up, DenseWeights<float> down)
    {
        EncoderBlock model = EncoderBlock.FromWeights(
            kernels[0].Span, biases[0].Span, kernels[1].Span, biases[1].Span, kernels[2].Span, biases[2].Span, kernels[3].Span, biases[3].Span,
            norms[0].Span, norms[1].Span, up.Kernel, up.Bias, down.Kernel, down.Bias, norms[2].Span, norms[3].Span);
        return (n, x, y) => { for (; n > 0; n--) { model.Forward(x, y); } };
    }

    private static void AddAttention(OnnxGraph<float> graph, Buffer<float>[] kernels, Buffer<float>[] biases)
    {
        string query = graph.Transpose(Head(0), 0, 2, 1, 3);
        string key = graph.Transpose(Head(1), 0, 2, 3, 1);
        string value = graph.Transpose(Head(2), 0, 2, 1, 3);
        string scores = graph.Apply("Mul", graph.Apply("MatMul", query, key), graph.Constant([0.25f]));
        string attended = graph.Transpose(graph.Apply("MatMul", graph.Apply("Softmax", scores), value), 0, 2, 1, 3);
        Project(graph.Reshape(attended, 1, Positions, Width), 3);

        string Head(int projection) => graph.Reshape(Project("x", projection), 1, Positions, Heads, Width / Heads);

        string Project(string input, int projection) => graph.Apply(
            "Add", graph.Apply("MatMul", input, graph.Constant(kernels[projection].Span, Width, Width)), graph.Constant(biases[projection].Span, Width));
    }

    private static void AddRest(OnnxGraph<float> graph, Buffer<float>[] norms, DenseWeights<float> up, DenseWeights<float> down)
    {
        string attended = Normalize(graph.Apply("Add", graph.OutputName, "x"), 0);
        string wide = graph.Apply("Add", graph.Apply("MatMul", attended, graph.Constant(up.Kernel, Width, Inner)), graph.Constant(up.Bias, Inner));
        string error = graph.Apply("Erf", graph.Apply("Div", wide, graph.Constant([MathF.Sqrt(2)])));
        string gelu = graph.Apply("Mul", graph.Apply("Mul", wide, graph.Apply("Add", error, graph.Constant([1f]))), graph.Constant([0.5f]));
        string narrow = graph.Apply("Add", graph.Apply("MatMul", gelu, graph.Constant(down.Kernel, Inner, Width)), graph.Constant(down.Bias, Width));
        Normalize(graph.Apply("Add", narrow, attended), 2);

        string Normalize(string input, int first) => graph.Apply("LayerNormalization", input, graph.Constant(norms[first].Span, Width), graph.Constant(norms[first + 1].Span, Width));
    }
}
