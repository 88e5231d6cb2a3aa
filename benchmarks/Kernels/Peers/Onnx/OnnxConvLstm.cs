using ShapeGen.Benchmarks.Rows;

namespace ShapeGen.Benchmarks.Peers.Onnx;

/// <summary>
/// A convolutional LSTM for ONNX Runtime, which has no such operator: unrolled over the frames, with channels first. The frames' own convolution is one of
/// all of them; that of the state has the same weights in each frame.
/// </summary>
internal static class OnnxConvLstm
{
    private const int Gates = 4;
    private static readonly long[] Around = [1, 1, 1, 1];

    /// <param name="frames">(frames, height, width, channels) of the input, without the batch axis.</param>
    /// <param name="kernel">(3, 3, channels, 4 · filters), as Keras has it.</param>
    /// <param name="recurrent">(3, 3, filters, 4 · filters).</param>
    /// <param name="bias">(4 · filters).</param>
    /// <param name="isPadded">Keras' <c>same</c>, else <c>valid</c>; the state's convolution always is.</param>
    /// <returns>The last frame's output, (1, filters, height, width).</returns>
    public static OnnxGraph<float> Graph(int[] frames, ReadOnlySpan<float> kernel, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> bias, bool isPadded)
    {
        int filters = bias.Length / Gates;
        var graph = new OnnxGraph<float>(frames[0], frames[3], frames[1], frames[2]);
        graph.Conv(false, OnnxNetwork.LastAxesFirst(kernel, bias.Length, frames[3]), [bias.Length, frames[3], 3, 3], bias, isPadded ? [1, 1, 1, 1] : [], stride: 1, groups: 1);
        string[] inputs = graph.Split(graph.OutputName, axis: 0, frames[0]);
        string shared = graph.Constant(OnnxNetwork.LastAxesFirst(recurrent, bias.Length, filters), bias.Length, filters, 3, 3);
        string cell = "", output = "";
        foreach (string input in inputs)
        {
            bool isFirst = output == "";
            string all = isFirst ? input : graph.Apply("Add", graph.Conv(output, shared, Around), input);
            string[] gates = graph.Split(all, axis: 1, Gates);
            string added = graph.Apply("Mul", graph.Apply("Sigmoid", gates[0]), graph.Apply("Tanh", gates[2]));
            cell = isFirst ? added : graph.Apply("Add", graph.Apply("Mul", graph.Apply("Sigmoid", gates[1]), cell), added);
            output = graph.Apply("Mul", graph.Apply("Sigmoid", gates[3]), graph.Apply("Tanh", cell));
        }

        return graph;
    }

    /// <summary>The frames with channels first in each.</summary>
    public static float[] ChannelsFirst(ReadOnlySpan<float> values, int frames, int channels)
    {
        int length = values.Length / frames;
        var moved = new List<float>(values.Length);
        for (int frame = 0; frame < frames; frame++)
        {
            moved.AddRange(ConvWeights.ChannelsFirst(values.Slice(frame * length, length), channels));
        }

        return [.. moved];
    }
}
