using System.Globalization;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Makes one random graph of up to 30 nodes. Whatever nothing reads becomes an output or goes into a last concatenation.</summary>
/// <param name="model">The model's name.</param>
/// <param name="type">The element type.</param>
/// <param name="random">The same seed makes the same graph.</param>
internal sealed class GraphMaker(string model, string type, Random random)
{
    private const int LargestTensor = 700;

    private static readonly string[] Functions = ["Linear", "Relu", "Tanh", "Sigmoid", "Gelu", "Silu", "Softplus", "Elu", "LeakyRelu", "Softsign", "HardSigmoid", "Mish"];
    private static readonly string[] RowFunctions = ["Softmax", "LogSoftmax", "Glu"];
    private static readonly string[] Merges = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"];

    private readonly List<string> _attributes = [];
    private readonly List<Tensor> _tensors = [];
    private readonly HashSet<string> _read = [];
    private readonly List<(string Use, string Block, int Width)> _uses = [];
    private readonly GraphBlocks _blocks = new(model, random);
    private Tensor _running = null!;
    private int _names;
    private int _nodes;
    private bool _hasWeights;

    public ModelSource Make()
    {
        int inputs = random.Next(3) == 0 ? 1 : random.Next(1, 4);
        for (int i = 0; i < inputs; i++)
        {
            int[] shape = i > 0 && random.Next(2) == 0 ? _tensors[0].Shape : Shape();
            _tensors.Add(new Tensor($"in{Text(i)}", shape));
            _attributes.Add($"InputShape{(type == "float" ? "" : $"<{type}>")}({Join(shape)}{(shape.Length > 0 ? ", " : "")}Name = \"in{Text(i)}\")");
        }

        _running = _tensors[0];
        int nodes = random.Next(3, random.Next(6, 27));
        while (_nodes < nodes)
        {
            AddNode();
        }

        List<string> outputs = Close();
        return new ModelSource(model, [.. _attributes]) { Blocks = _blocks.Text }
            .WithCaller([.. Enumerable.Repeat(type, inputs + outputs.Count)], _hasWeights);
    }

    private void AddNode()
    {
        Tensor source = random.Next(10) < 6 ? _running : _tensors[random.Next(_tensors.Count)];
        int kind = random.Next(26);
        bool isDone = kind switch
        {
            < 4 => Dense(source),
            > 23 => Normalize(source),
            > 20 => Convolution(source),
            < 7 => Merge(source),
            < 10 => Concatenate(source),
            < 12 => Pool(source),
            < 14 => Use(source),
            14 => Side(source),
            15 => Permute(source),
            20 => Dot(source),
            16 => Reshape(source),
            17 => Flatten(source),
            18 => Activation(source),
            _ => Dropout(source),
        };
        _ = isDone || Dense(source) || Activation(source);
    }

    private bool Dense(Tensor source)
    {
        if (source.Shape.Length == 0)
        {
            return false;
        }

        int units = Size();
        string function = units % 2 == 0 && random.Next(8) == 0 ? RowFunctions[random.Next(3)] : Functions[random.Next(Functions.Length)];
        if (source.Count / source.Shape[^1] * units > LargestTensor)
        {
            return false;
        }

        _hasWeights = true;
        return Layer($"Dense({Text(units)}, UseBias = {(random.Next(4) > 0 ? "true" : "false")}, Activation = Activation.{function}", source, [.. source.Shape[..^1], function == "Glu" ? units / 2 : units]);
    }

    /// <summary>By channel, and often right after what makes the channels.</summary>
    private bool Normalize(Tensor source)
    {
        if (source.Shape.Length == 0)
        {
            return false;
        }

        string axis = random.Next(4) > 0 ? "-1" : Text(1 + random.Next(source.Shape.Length));
        if (random.Next(6) == 0)
        {
            return Layer($"Rescaling({(random.Next(2) == 0 ? "0.25" : "-1.5, Offset = [0.5]")}", source, source.Shape);
        }

        _hasWeights = true;
        return Layer($"BatchNormalization(Axis = {axis}, Scale = {(random.Next(4) > 0 ? "true" : "false")}, Center = {(random.Next(4) > 0 ? "true" : "false")}", source, source.Shape);
    }

    /// <summary>A convolution of any kind, perhaps with zeros around its input, a normalisation, a function, and the input added to it.</summary>
    private bool Convolution(Tensor source)
    {
        int rank = source.Shape.Length - 1;
        if (rank is < 1 or > 3)
        {
            return false;
        }

        Tensor input = source;
        bool isFirst = random.Next(5) == 0;
        string format = $"DataFormat = DataFormat.Channels{(isFirst ? "First" : "Last")}";
        if (random.Next(3) == 0)
        {
            int[] edges = [.. Enumerable.Range(0, 2 * rank).Select(_ => random.Next(3))];
            int[] padded = [.. source.Shape.Select((d, axis) => axis - (isFirst ? 1 : 0) is var s && s >= 0 && s < rank ? d + edges[2 * s] + edges[(2 * s) + 1] : d)];
            if (edges.Any(edge => edge > 0) && Count(padded) <= LargestTensor && (rank > 1 || !isFirst))
            {
                _ = Layer($"ZeroPadding{Text(rank)}D({Join(edges)}{(rank > 1 ? $", {format}" : "")}", source, padded);
                source = _running;
            }
        }

        int channels = isFirst ? source.Shape[0] : source.Shape[^1];
        int[] spatial = isFirst ? source.Shape[1..] : source.Shape[..^1];
        bool isSame = random.Next(2) == 0;
        int[] kernel = [.. spatial.Select(size => random.Next(1, isSame ? 4 : Math.Min(4, size + 1)))];
        int stride = random.Next(3) == 0 ? 2 : 1;
        int kind = random.Next(rank == 3 ? 4 : 6);
        int filters = kind < 4 && random.Next(2) == 0 ? channels : random.Next(1, 20);
        (string name, int[] outputs, int made) = kind switch
        {
            < 3 => ("Conv", Outputs(), filters),
            3 => ("ConvTranspose", [.. spatial.Select((size, axis) => isSame ? size * stride : ((size - 1) * stride) + Math.Max(kernel[axis], stride))], filters),
            4 => ("DepthwiseConv", Outputs(), channels),
            _ => ("SeparableConv", Outputs(), filters),
        };
        int[] shape = isFirst ? [made, .. outputs] : [.. outputs, made];
        if (Count(shape) > LargestTensor)
        {
            return false;
        }

        _hasWeights = true;
        string layer = $"{name.Replace("Transpose", "", StringComparison.Ordinal)}{Text(rank)}D{(kind == 3 ? "Transpose" : "")}";
        string function = random.Next(2) == 0 ? "Linear" : Functions[random.Next(Functions.Length)];
        _ = Layer($"{layer}({(kind == 4 ? "" : $"{Text(filters)}, ")}{Join(kernel)}, Padding = Padding.{(isSame ? "Same" : "Valid")}, Strides = [{Text(stride)}], UseBias = {(random.Next(2) > 0 ? "true" : "false")}, {format}, Activation = Activation.{function}", source, shape);
        if (random.Next(2) == 0)
        {
            _ = Layer($"BatchNormalization(Axis = {(isFirst ? "1" : "-1")}", _running, shape);
        }

        if (shape.SequenceEqual(input.Shape) && random.Next(3) > 0)
        {
            _ = Layer($"Add(\"{input.Name}\"", _running, shape, [input]);
            _ = random.Next(2) == 0 || Activation(_running);
        }

        return true;

        int[] Outputs() => [.. spatial.Select((size, axis) => isSame ? (size + stride - 1) / stride : ((size - kernel[axis]) / stride) + 1)];
    }

    private bool Activation(Tensor source) =>
        Layer($"Activation(Activation.{(source.Shape.Length > 0 && random.Next(4) == 0 ? RowFunctions[random.Next(2)] : Functions[random.Next(1, Functions.Length)])}", source, source.Shape);

    private bool Dropout(Tensor source) => Layer("Dropout(0.25", source, source.Shape);

    private bool Merge(Tensor source)
    {
        string operation = Merges[random.Next(Merges.Length)];
        List<Tensor> others = [];
        int[] shape = source.Shape;
        int wanted = operation == "Subtract" ? 1 : random.Next(1, 4);
        foreach (Tensor other in Shuffled())
        {
            if (others.Count < wanted && Broadcast(shape, other.Shape) is { } both && Count(both) <= LargestTensor)
            {
                others.Add(other);
                shape = both;
            }
        }

        return others.Count > 0 && Layer($"{operation}({Names(others)}", source, shape, others);
    }

    private bool Concatenate(Tensor source)
    {
        if (source.Shape.Length == 0)
        {
            return false;
        }

        int axis = random.Next(source.Shape.Length);
        int[] shape = [.. source.Shape];
        List<Tensor> others = [];
        foreach (Tensor other in Shuffled())
        {
            bool fits = other.Shape.Length == shape.Length && Enumerable.Range(0, shape.Length).All(d => d == axis || other.Shape[d] == shape[d]);
            if (fits && others.Count < 3 && Count(shape) + other.Count <= LargestTensor && (others.Count == 0 || random.Next(2) == 0))
            {
                others.Add(other);
                shape[axis] += other.Shape[axis];
            }
        }

        string option = axis == shape.Length - 1 && random.Next(2) == 0 ? "" : $", Axis = {Text(random.Next(2) == 0 ? axis + 1 : axis - shape.Length)}";
        return others.Count > 0 && Layer($"Concatenate({Names(others)}{option}", source, shape, others);
    }

    private bool Dot(Tensor source)
    {
        foreach (Tensor other in Shuffled())
        {
            (int Left, int Right)[] pairs =
            [
                .. from left in Enumerable.Range(0, source.Shape.Length)
                   from right in Enumerable.Range(0, other.Shape.Length)
                   where source.Shape[left] == other.Shape[right] && (long)source.Count / source.Shape[left] * other.Count / other.Shape[right] <= LargestTensor
                   select (left, right),
            ];
            if (pairs.Length > 0)
            {
                (int left, int right) = pairs[random.Next(pairs.Length)];
                int[] shape = [.. source.Shape.Where((_, axis) => axis != left), .. other.Shape.Where((_, axis) => axis != right)];
                string axes = left == source.Shape.Length - 1 && right == other.Shape.Length - 1 ? "-1" : $"{Text(left + 1)}, {Text(right - other.Shape.Length)}";
                return Layer($"Dot(\"{other.Name}\", Axes = [{axes}], Normalize = {(random.Next(3) == 0 ? "true" : "false")}", source, shape.Length == 0 ? [1] : shape, [other]);
            }
        }

        return false;
    }

    private bool Pool(Tensor source)
    {
        int rank = source.Shape.Length - 1;
        if (rank is < 1 or > 3)
        {
            return false;
        }

        bool isFirst = random.Next(3) == 0;
        bool keeps = random.Next(2) == 0;
        int channels = isFirst ? source.Shape[0] : source.Shape[^1];
        int[] ones = [.. Enumerable.Repeat(1, keeps ? rank : 0)];
        return Layer(
            $"Global{(random.Next(2) == 0 ? "Average" : "Max")}Pooling{Text(rank)}D(DataFormat = DataFormat.Channels{(isFirst ? "First" : "Last")}, KeepDims = {(keeps ? "true" : "false")}",
            source,
            isFirst ? [channels, .. ones] : [.. ones, channels]);
    }

    private bool Permute(Tensor source)
    {
        int[] order = [.. Enumerable.Range(1, source.Shape.Length).OrderBy(_ => random.Next())];
        return order.Length > 1 && Layer($"Permute({Join(order)}", source, [.. order.Select(axis => source.Shape[axis - 1])]);
    }

    private bool Reshape(Tensor source)
    {
        int axes = random.Next(1, 5);
        int[] shape = Grid.Split(source.Count, axes);
        int[] target = [.. shape];
        if (random.Next(2) == 0)
        {
            target[random.Next(axes)] = -1;
        }

        return Layer($"Reshape({Join(target)}", source, shape);
    }

    private bool Flatten(Tensor source) =>
        Layer($"Flatten(DataFormat = DataFormat.Channels{(random.Next(2) == 0 ? "First" : "Last")}", source, [source.Count]);

    /// <summary>One block in line, or as a residual, perhaps repeated, perhaps with the weights of an earlier use.</summary>
    private bool Use(Tensor source)
    {
        if (source.Shape.Length == 0 || _blocks.Find(source.Shape[^1]) is not { } block)
        {
            return false;
        }

        _hasWeights = true;
        int repeat = block.Units == block.Width && random.Next(2) == 0 ? random.Next(2, 4) : 1;
        int[] shape = [.. source.Shape[..^1], block.Units];
        if (block.Units == block.Width && random.Next(2) == 0)
        {
            return Layer($"Residual<{block.Name}>(Repeat = {Text(repeat)}, Activation = Activation.{Functions[random.Next(4)]}", source, shape, nodes: repeat * block.Nodes);
        }

        string[] earlier = [.. _uses.Where(use => use.Block == block.Name).Select(use => use.Use)];
        bool shares = earlier.Length > 0 && random.Next(2) == 0;
        string weights = shares ? $"SharesWeights = \"{earlier[random.Next(earlier.Length)]}\"" : $"Repeat = {Text(repeat)}";
        if (!shares)
        {
            _uses.Add((Name(), block.Name, block.Width));
        }

        return Layer($"Apply<{block.Name}>({weights}", source, shape, nodes: (shares ? 1 : repeat) * block.Nodes);
    }

    /// <summary>Two or three blocks side by side.</summary>
    private bool Side(Tensor source)
    {
        if (source.Shape.Length == 0 || _blocks.Find(source.Shape[^1]) is not { } first || _blocks.Find(first.Width) is not { } second)
        {
            return false;
        }

        bool isIdentity = random.Next(3) == 0;
        int width = isIdentity ? first.Width : second.Units;
        bool isSum = first.Units == width && random.Next(2) == 0;
        string merge = isSum ? Merges[random.Next(Merges.Length)] : "Concatenate";
        _hasWeights = true;
        return Layer(
            $"Parallel<{first.Name}, {(isIdentity ? "Identity" : second.Name)}>(Merge = Merge.{merge}, Activation = Activation.{Functions[random.Next(4)]}",
            source,
            [.. source.Shape[..^1], isSum ? width : first.Units + width],
            nodes: first.Nodes + (isIdentity ? 1 : second.Nodes));
    }

    private bool Layer(string start, Tensor source, int[] shape, IEnumerable<Tensor>? others = null, int nodes = 1)
    {
        string name = Name();
        string from = source == _running ? "" : $", From = \"{source.Name}\"";
        _attributes.Add($"{start}, Name = \"{name}\"{from})".Replace("(, ", "(", StringComparison.Ordinal));
        foreach (Tensor tensor in (others ?? []).Append(source))
        {
            _read.Add(tensor.Name);
        }

        _running = new Tensor(name, shape);
        _tensors.Add(_running);
        _names++;
        _nodes += nodes;
        return true;
    }

    /// <summary>Lets every tensor be read: the last layer and a few others are outputs, the rest is put together.</summary>
    private List<string> Close()
    {
        List<Tensor> unread = [.. _tensors.Where(tensor => !_read.Contains(tensor.Name))];
        List<Tensor> computed = [.. unread.Where(tensor => !IsInput(tensor.Name))];
        List<string> outputs = [.. computed.TakeLast(3).Select(tensor => tensor.Name)];
        List<Tensor> rest = [.. unread.Where(tensor => !outputs.Contains(tensor.Name))];
        if (rest.Count > 0)
        {
            int first = _tensors.Count;
            foreach (Tensor tensor in rest)
            {
                _ = Layer("Flatten(", tensor, [tensor.Count]);
            }

            List<Tensor> flat = _tensors[first..];
            if (flat.Count > 1)
            {
                _ = Layer($"Concatenate({Names(flat.SkipLast(1))}", flat[^1], [flat.Sum(tensor => tensor.Count)], flat);
            }

            outputs.Add(_running.Name);
        }

        // An output that others read too, or that is a view of an input or of another one, has memory of its own all the same.
        if (random.Next(3) == 0 && _tensors[random.Next(_tensors.Count)].Name is var also && !IsInput(also) && !outputs.Contains(also))
        {
            outputs.Insert(0, also);
        }

        _attributes.AddRange(outputs.Select(output => $"Output(\"{output}\")"));
        return outputs;
    }

    private static bool IsInput(string name) => name.StartsWith("in", StringComparison.Ordinal);

    private string Name() => $"n{Text(_names)}";

    private int[] Shape() => random.Next(12) == 0 && _tensors.Count > 0 ? [] : random.Next(4) switch
    {
        0 => [Size()],
        1 => [random.Next(1, 8), Size()],
        2 => [random.Next(1, 5), random.Next(1, 5), Size()],
        _ => [random.Next(1, 4), random.Next(1, 4), random.Next(1, 3), random.Next(1, 18)],
    };

    private int Size() => random.Next(4) switch { 0 => random.Next(1, 5), 1 => 8 * random.Next(1, 5), _ => random.Next(1, 36) };

    private IEnumerable<Tensor> Shuffled() => _tensors.OrderBy(_ => random.Next()).ToArray();

    private static int[]? Broadcast(int[] left, int[] right)
    {
        int[] shape = new int[Math.Max(left.Length, right.Length)];
        for (int axis = 1; axis <= shape.Length; axis++)
        {
            int a = axis <= left.Length ? left[^axis] : 1;
            int b = axis <= right.Length ? right[^axis] : 1;
            if (a != b && a != 1 && b != 1)
            {
                return null;
            }

            shape[^axis] = Math.Max(a, b);
        }

        return shape;
    }

    private static string Names(IEnumerable<Tensor> tensors) => string.Join(", ", tensors.Select(tensor => $"\"{tensor.Name}\""));

    private static string Join(IEnumerable<int> values) => string.Join(", ", values.Select(Text));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Count(int[] shape) => shape.Aggregate(1, (product, d) => product * d);

    private sealed record Tensor(string Name, int[] Shape)
    {
        public int Count { get; } = Count(Shape);
    }
}
