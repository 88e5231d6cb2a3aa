using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Verification.Reference;

/// <summary>Cells that go through time, by the equations of Keras; over images products are convolutions.</summary>
internal sealed class RecurrentReference : ReferenceLayer
{
    public override IReadOnlyList<string> Kinds { get; } = ["SimpleRNN", "LSTM", "GRU", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"];

    public override bool MovesChannels => true;

    public override bool CoversMask(Node node) => !node.Kind.StartsWith("Conv", StringComparison.Ordinal);

    public override Tensor Run(Node node, IReadOnlyList<Tensor> inputs) => Run(node, inputs, null);

    public override Tensor RunMasked(Node node, IReadOnlyList<Tensor> inputs, bool[] mask) => Run(node, inputs, mask);

    private static Tensor Run(Node node, IReadOnlyList<Tensor> inputs, bool[]? mask)
    {
        bool isFirst = node.Option("DataFormat", DataFormat.ChannelsLast) == DataFormat.ChannelsFirst;
        IEnumerable<Tensor> steps = WrapperReference.Steps(inputs[0]);
        bool[] counts = Counts(mask, inputs[0].Shape[0]);
        if (node.Option("GoBackwards", false))
        {
            steps = steps.Reverse();
            Array.Reverse(counts);
        }

        IEnumerable<Tensor> outputs = Outputs(node, [.. isFirst ? steps.Select(step => step.ToChannelsLast()) : steps], counts);
        Tensor[] all = [.. isFirst ? outputs.Select(output => output.ToChannelsFirst()) : outputs];
        return node.Option("ReturnSequences", false) ? WrapperReference.Stack(all) : all[^1];
    }

    /// <summary>A step that does not count leaves the state as it is, and gives its output once more, or zeros.</summary>
    private static IEnumerable<Tensor> Outputs(Node node, Tensor[] steps, bool[] counts)
    {
        var cell = new Cell(node, steps[0]);
        bool isZero = node.Option("ZeroOutputForMask", false);
        return steps.Select((step, i) => counts[i] ? cell.Step(step) : isZero ? new Tensor(cell.State.Shape) : cell.State);
    }

    /// <summary>Which steps count: those of which any integer does.</summary>
    public static bool[] Counts(bool[]? mask, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => mask is null || mask.AsSpan(mask.Length / steps * step, mask.Length / steps).Contains(true))];

    /// <summary>The state, and one step of it.</summary>
    private sealed class Cell
    {
        private readonly Node _node;
        private readonly int _units;
        private readonly double[] _kernel;
        private readonly double[] _recurrent;
        private readonly double[]? _bias;
        private readonly Activation _function;
        private readonly Activation _gate;
        private readonly Window? _window;
        private readonly Window? _stateWindow;
        private Tensor _state;
        private Tensor _memory;

        public Cell(Node node, Tensor step)
        {
            _node = node;
            _units = (int)node.Arguments[0];
            _kernel = Weight(node, 0);
            _recurrent = Weight(node, 1);
            _bias = node.Option("UseBias", true) ? Weight(node, 2) : null;
            _function = node.Option("Activation", Activation.Tanh);
            _gate = node.Option("RecurrentActivation", Activation.Sigmoid);
            if (node.Kind.StartsWith("Conv", StringComparison.Ordinal))
            {
                int axes = step.Rank - 1;
                int[] size = PerAxis(Arguments(node)[1..], axes);
                int[] one = [.. Enumerable.Repeat(1, axes)];
                _window = new Window(step.Shape[..^1], size, PerAxis(node.Option<int[]>("Strides", [1]), axes), PerAxis(node.Option<int[]>("DilationRate", [1]), axes), node.Option("Padding", Padding.Valid));
                _stateWindow = new Window(_window.Output, size, one, one, Padding.Same);
            }

            _state = new Tensor([.. _window?.Output ?? [], _units]);
            _memory = new Tensor(_state.Shape);
        }

        public Tensor State => _state;

        public Tensor Step(Tensor input)
        {
            _state = _node.Kind switch
            {
                "SimpleRNN" => FunctionReference.Apply(_function, Sum(Product(input, _kernel, _window, 0), Product(_state, _recurrent, _stateWindow, -1))),
                "GRU" => Gru(input),
                _ => Lstm(input),
            };
            return _state;
        }

        private Tensor Lstm(Tensor input)
        {
            Tensor sum = Sum(Product(input, _kernel, _window, 0), Product(_state, _recurrent, _stateWindow, -1));
            Tensor forgotten = Multiply(Gate(sum, 1), _memory);
            _memory = Sum(forgotten, Multiply(Gate(sum, 0), FunctionReference.Apply(_function, Part(sum, 2))));
            return Multiply(Gate(sum, 3), FunctionReference.Apply(_function, _memory));
        }

        private Tensor Gru(Tensor input)
        {
            bool resetsAfter = _node.Option("ResetAfter", true);
            Tensor given = Product(input, _kernel, _window, 0);
            Tensor before = Product(_state, _recurrent, _stateWindow, resetsAfter ? 1 : -1);
            Tensor update = FunctionReference.Apply(_gate, Sum(Part(given, 0), Part(before, 0)));
            Tensor reset = FunctionReference.Apply(_gate, Sum(Part(given, 1), Part(before, 1)));
            Tensor old = resetsAfter ? Multiply(reset, Part(before, 2)) : Part(Product(Multiply(reset, _state), _recurrent, _stateWindow, -1), 2);
            Tensor candidate = FunctionReference.Apply(_function, Sum(Part(given, 2), old));
            return MergeReference.Combine(Multiply(update, _state), Multiply(FunctionReference.Map(update, x => 1 - x), candidate), (x, y) => x + y);
        }

        private Tensor Gate(Tensor sum, int index) => FunctionReference.Apply(_gate, Part(sum, index));

        /// <summary>One gate's numbers; gates lie side by side.</summary>
        private Tensor Part(Tensor all, int index)
        {
            int width = all.Shape[^1];
            return new Tensor(_state.Shape, [.. Enumerable.Range(0, _state.Length).Select(i => all.Values[(i / _units * width) + (index * _units) + (i % _units)])]);
        }

        /// <param name="bias">The row of the bias that is added, or −1 for none.</param>
        private Tensor Product(Tensor input, double[] kernel, Window? window, int bias)
        {
            int width = kernel.Length / input.Shape[^1] / (window is null ? 1 : Tensor.Count(window.Size));
            Tensor output;
            if (window is not null)
            {
                output = ConvolutionReference.Convolve(input, window, kernel, 1, width);
            }
            else
            {
                output = new Tensor(width);
                for (int i = 0; i < kernel.Length; i++)
                {
                    output.Values[i % width] += input.Values[i / width] * kernel[i];
                }
            }

            for (int i = 0; i < output.Length && _bias is not null && bias >= 0; i++)
            {
                output.Values[i] += _bias[(bias * width) + (i % width)];
            }

            return output;
        }

        private static Tensor Sum(Tensor left, Tensor right) => MergeReference.Combine(left, right, (x, y) => x + y);

        private static Tensor Multiply(Tensor left, Tensor right) => MergeReference.Combine(left, right, (x, y) => x * y);
    }
}
