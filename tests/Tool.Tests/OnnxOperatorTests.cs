using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Tests;

/// <summary>Operators raised to layers: each model is imported, compiled and run beside ONNX Runtime.</summary>
public sealed class OnnxOperatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen").FullName;

    [Theory]
    [InlineData(4, 2, 1, 0, "[Conv2DTranspose(5, 4, Strides = [2], Padding = Padding.Same)]")]
    [InlineData(3, 2, 1, 1, "[Conv2DTranspose(5, 3, Strides = [2], OutputPadding = [1])]\n[Cropping2D(1)]")]
    [InlineData(2, 2, 0, 0, "[Conv2DTranspose(5, 2, Strides = [2])]")]
    [InlineData(2, 3, 0, 0, "[Conv2DTranspose(5, 2, Strides = [3])]\n[Cropping2D(0, 1, 0, 1)]")]
    [InlineData(3, 1, 0, 0, "[Conv2DTranspose(5, 3)]")]
    public void TransposedConvolution(int kernel, int stride, int pad, int more, string attributes)
    {
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, 3, 6, 5);
        string y = graph.Add("ConvTranspose", [x, graph.Weight(3, 5, kernel, kernel), graph.Weight(5)],
            ("kernel_shape", (int[])[kernel, kernel]), ("strides", (int[])[stride, stride]), ("pads", (int[])[pad, pad, pad, pad]), ("output_padding", (int[])[more, more]));
        Imports(graph, y, attributes);
    }

    [Theory]
    [InlineData("nearest", "asymmetric", "floor", 3, "[UpSampling2D(3)]")]
    [InlineData("nearest", "half_pixel", "round_prefer_floor", 4, "[UpSampling2D(4)]")]
    [InlineData("nearest", "half_pixel", "round_prefer_ceil", 3, "[UpSampling2D(3)]")]
    [InlineData("linear", "half_pixel", "round_prefer_floor", 2, "[UpSampling2D(2, Interpolation = Interpolation.Bilinear)]")]
    [InlineData("linear", "pytorch_half_pixel", "round_prefer_floor", 3, "[UpSampling2D(3, Interpolation = Interpolation.Bilinear)]")]
    public void Enlarging(string mode, string where, string rounding, int factor, string attributes)
    {
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, 3, 6, 5);
        Imports(graph, graph.Add("Resize", [x, "", graph.Floats([4], [1, 1, factor, factor])], ("mode", mode), ("coordinate_transformation_mode", where), ("nearest_mode", rounding)), attributes);
    }

    [Theory]
    [InlineData("linear", "align_corners", 2f, "it interpolates by linear with align_corners; UpSampling repeats pixels, or interpolates linearly between their centres (align_corners=False)")]
    [InlineData("nearest", "asymmetric", 1.5f, "it scales by 1, 1, 1.5, 1.5; UpSampling enlarges by whole numbers")]
    public void WhatCannotBeEnlarged(string mode, string where, float factor, string reason)
    {
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, 3, 6, 5);
        Refuses(graph, graph.Add("Resize", [x, "", graph.Floats([4], [1, 1, factor, factor])], ("mode", mode), ("coordinate_transformation_mode", where)), reason);
    }

    [Theory]
    [InlineData(1, new[] { 1, 6, 4, 5 })]
    [InlineData(2, new[] { 1, 4, 6, 5 })]
    [InlineData(3, new[] { 1, 4, 5, 6 })]
    [InlineData(1, new[] { 1, 6, 4 })]
    [InlineData(2, new[] { 1, 4, 6 })]
    [InlineData(1, new[] { 1, 6 })]
    [InlineData(2, new[] { 1, 3, 6, 2, 2 })]
    public void Splitting(int axis, int[] shape)
    {
        var graph = new OnnxGraph();
        string[] parts = graph.Add("Split", [graph.Input("x", shape), graph.Ints(4, 2)], 2, ("axis", axis));
        Imports(graph, graph.Add("Concat", [parts[1], parts[0], graph.Add("Relu", [parts[1]])], ("axis", axis)), "[Concatenate(");
    }

    [Theory]
    [InlineData("LSTM", 4, "forward", "[LSTM(6)]")]
    [InlineData("LSTM", 4, "bidirectional", "[Bidirectional<Network")]
    [InlineData("GRU", 3, "forward", "[GRU(6")]
    [InlineData("GRU", 3, "bidirectional", "[Bidirectional<Network")]
    [InlineData("RNN", 1, "forward", "[SimpleRNN(6)]")]
    [InlineData("GRU", 3, "reverse", "GoBackwards = true)]")]
    public void LastOutputsOfRecurrentLayers(string type, int gates, string direction, string attributes)
    {
        int directions = direction == "bidirectional" ? 2 : 1;
        for (int resetsAfter = 0; resetsAfter < (type == "GRU" ? 2 : 1); resetsAfter++)
        {
            var graph = new OnnxGraph();
            string steps = graph.Add("Transpose", [graph.Input("x", 1, 7, 3)], ("perm", (int[])[1, 0, 2]));
            (string, object)[] options = [("hidden_size", 6), ("direction", direction), .. type == "GRU" ? [("linear_before_reset", (object)resetsAfter)] : Array.Empty<(string, object)>()];
            string[] outputs = graph.Add(type, [steps, graph.Weight(directions, gates * 6, 3), graph.Weight(directions, gates * 6, 6), graph.Weight(directions, 2 * gates * 6), "", graph.Zeros(directions, 1, 6)], 2, options);
            string last = graph.Add("Transpose", [outputs[1]], ("perm", (int[])[1, 0, 2]));
            Imports(graph, graph.Add("Reshape", [last, graph.Ints(1, directions * 6)]), attributes);
        }
    }

    [Theory]
    [InlineData("LSTM", 4, "[LSTM(6)]")]
    [InlineData("GRU", 3, "[GRU(6, ResetAfter = false)]")]
    public void TheLastOfAllSteps(string type, int gates, string attributes)
    {
        var graph = new OnnxGraph();
        string steps = graph.Add("Transpose", [graph.Input("x", 1, 7, 3)], ("perm", (int[])[1, 0, 2]));
        string all = graph.Add("Squeeze", [graph.Add(type, [steps, graph.Weight(1, gates * 6, 3), graph.Weight(1, gates * 6, 6)], ("hidden_size", 6)), graph.Ints(1)]);
        string first = graph.Add("Transpose", [all], ("perm", (int[])[1, 0, 2]));
        string last = graph.Add("Gather", [first, graph.Int(-1)], ("axis", 1));
        Imports(graph, graph.Add("Gemm", [last, graph.Weight(6, 2), graph.Weight(2)]), attributes.Replace(")]", ", UseBias = false)]\n[Dense(2)]", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoLayersWhoseLastStatesAreStacked()
    {
        var graph = new OnnxGraph();
        string steps = graph.Add("Transpose", [graph.Input("x", 1, 7, 3)], ("perm", (int[])[1, 0, 2]));
        string[] one = graph.Add("LSTM", [steps, graph.Weight(1, 16, 3), graph.Weight(1, 16, 4)], 2, ("hidden_size", 4));
        string[] two = graph.Add("LSTM", [graph.Add("Squeeze", [one[0], graph.Ints(1)]), graph.Weight(1, 16, 4), graph.Weight(1, 16, 4)], 2, ("hidden_size", 4));
        Imports(graph, graph.Add("Gather", [graph.Add("Concat", [one[1], two[1]], ("axis", 0)), graph.Int(-1)], ("axis", 0)), "[LSTM(4, UseBias = false, ReturnSequences = true)]\n[LSTM(4, UseBias = false)]");
    }

    [Fact]
    public void AStateThatIsGivenIsRefused()
    {
        var graph = new OnnxGraph();
        string steps = graph.Add("Transpose", [graph.Input("x", 1, 7, 3)], ("perm", (int[])[1, 0, 2]));
        string all = graph.Add("LSTM", [steps, graph.Weight(1, 16, 3), graph.Weight(1, 16, 4), "", "", graph.Weight(1, 1, 4)], ("hidden_size", 4));
        Refuses(graph, graph.Add("Squeeze", [all, graph.Ints(1)]), "it starts from a state that is not zero");
    }

    [Fact]
    public void WordsAreLookedUp()
    {
        var graph = new OnnxGraph();
        string rows = graph.Add("Gather", [graph.Weight(20, 5), graph.Integers("words", 1, 6)]);
        Imports(graph, graph.Add("ReduceMean", [rows], ("axes", (int[])[1]), ("keepdims", 0)), "[InputShape<int>(6, Name = \"words\")]\n[Embedding(20, 5)]\n[GlobalAveragePooling1D]");
    }

    /// <summary>Query, key and value apart, the scores divided; the query of another value than keys and values.</summary>
    [Theory]
    [InlineData(false, "[MultiHeadAttention(2, 4)]")]
    [InlineData(true, "[MultiHeadAttention(2, 4, Value = \"other\")]")]
    public void AttentionOfThreeProjections(bool isCross, string attributes)
    {
        var graph = new OnnxGraph();
        string x = graph.Input(isCross ? "query" : "x", 1, 7, 8);
        string other = isCross ? graph.Input("other", 1, 5, 8) : x;
        int length = isCross ? 5 : 7;
        string q = Heads(graph, graph.Dense(x, 8, 8), 7, [0, 2, 1, 3]);
        string k = Heads(graph, graph.Dense(other, 8, 8), length, [0, 2, 3, 1]);
        string v = Heads(graph, graph.Dense(other, 8, 8), length, [0, 2, 1, 3]);
        string scores = graph.Add("Div", [graph.Add("MatMul", [q, k]), graph.Number(2)]);
        string context = graph.Add("MatMul", [graph.Add("Softmax", [scores], ("axis", -1)), v]);
        string joined = graph.Add("Reshape", [graph.Add("Transpose", [context], ("perm", (int[])[0, 2, 1, 3])), graph.Ints(1, 7, 8)]);
        Imports(graph, graph.Dense(joined, 8, 8), attributes);
    }

    /// <summary>All projections have a bias here, or none: those that lack one get zeros.</summary>
    [Theory]
    [InlineData(false, "[MultiHeadAttention(2, 4, UseBias = false)]")]
    [InlineData(true, "[MultiHeadAttention(2, 4)]")]
    public void AttentionWhoseProjectionsHaveNoBias(bool hasLast, string attributes)
    {
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, 7, 8);
        string[] parts = [.. Enumerable.Range(0, 3).Select(i => Heads(graph, graph.Add("MatMul", [x, graph.Weight(8, 8)]), 7, i == 1 ? [0, 2, 3, 1] : [0, 2, 1, 3]))];
        string scores = graph.Add("Div", [graph.Add("MatMul", [parts[0], parts[1]]), graph.Number(2)]);
        string context = graph.Add("MatMul", [graph.Add("Softmax", [scores], ("axis", -1)), parts[2]]);
        string joined = graph.Add("Reshape", [graph.Add("Transpose", [context], ("perm", (int[])[0, 2, 1, 3])), graph.Ints(1, 7, 8)]);
        Imports(graph, hasLast ? graph.Dense(joined, 8, 8) : graph.Add("MatMul", [joined, graph.Weight(8, 8)]), attributes);
    }

    /// <summary>As nn.MultiheadAttention is exported: steps first, one projection for all three, heads in the place of the batch, and another scale than Keras'.</summary>
    [Fact]
    public void AttentionWithStepsFirst()
    {
        var graph = new OnnxGraph();
        string x = graph.Add("Transpose", [graph.Input("x", 1, 7, 8)], ("perm", (int[])[1, 0, 2]));
        string all = graph.Add("Reshape", [graph.Dense(x, 8, 24), graph.Ints(7, 1, 3, 8)]);
        string apart = graph.Add("Squeeze", [graph.Add("Transpose", [graph.Add("Unsqueeze", [all, graph.Ints(0)])], ("perm", (int[])[3, 1, 2, 0, 4])), graph.Ints(3)]);
        string[] parts = [.. Enumerable.Range(0, 3).Select(i => Split(graph.Add("Gather", [apart, graph.Int(i)], ("axis", 0))))];
        string scores = graph.Add("MatMul", [graph.Add("Mul", [parts[0], graph.Number(0.3f)]), graph.Add("Transpose", [parts[1]], ("perm", (int[])[0, 2, 1]))]);
        string context = graph.Add("MatMul", [graph.Add("Softmax", [scores], ("axis", -1)), parts[2]]);
        string joined = graph.Add("Reshape", [graph.Add("Transpose", [context], ("perm", (int[])[1, 0, 2])), graph.Ints(7, 8)]);
        string last = graph.Add("Gemm", [joined, graph.Weight(6, 8), graph.Weight(6)], ("transB", 1));
        Imports(graph, graph.Add("Transpose", [graph.Add("Reshape", [last, graph.Ints(7, 1, 6)])], ("perm", (int[])[1, 0, 2])), "[MultiHeadAttention(2, 4, OutputShape = [6])]");

        string Split(string name) => graph.Add("Transpose", [graph.Add("Reshape", [name, graph.Ints(7, 2, 4)])], ("perm", (int[])[1, 0, 2]));
    }

    [Fact]
    public void AProductOfTwoLayersIsRefused()
    {
        var graph = new OnnxGraph();
        string x = graph.Input("x", 1, 7, 8);
        Refuses(graph, graph.Add("MatMul", [graph.Add("Relu", [x]), graph.Add("Transpose", [x], ("perm", (int[])[0, 2, 1]))]),
            "it multiplies two layers' outputs: of such products attention is found, softmax(query · keyᵀ) · value between fully connected layers");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Heads(OnnxGraph graph, string projected, int length, int[] order) =>
        graph.Add("Transpose", [graph.Add("Reshape", [projected, graph.Ints(1, length, 2, 4)])], ("perm", order));

    private void Imports(OnnxGraph graph, string output, string attributes)
    {
        string path = Path.Combine(_folder, "model.onnx");
        graph.Save(path, output);
        ImportResult result = new Import(path, ImportSettings.None, new ClassName("Network", null), _folder) { Command = "shapegen import", Force = true }.Run();
        Assert.Contains(attributes, result.Class.Text, StringComparison.Ordinal);
        Assert.Equal("ONNX Runtime", result.Reference);
        Assert.All(result.Outputs!, found => Assert.InRange(found.Relative, 0, 1e-5));
    }

    private void Refuses(OnnxGraph graph, string output, string reason)
    {
        string path = Path.Combine(_folder, "model.onnx");
        graph.Save(path, output);
        NotSupportedLayersException exception = Assert.Throws<NotSupportedLayersException>(() =>
            new Import(path, ImportSettings.None, new ClassName("Network", null), _folder) { Command = "shapegen import" }.Run());
        Assert.Equal(reason, Assert.Single(exception.Rows).Reason);
    }
}
