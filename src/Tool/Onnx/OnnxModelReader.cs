using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Onnx.Operators;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Onnx;

/// <summary>Reads an ONNX file and raises its operators to layers.</summary>
internal static class OnnxModelReader
{
    private const int OldestOpset = 7;
    private const int NewestOpset = 22;
    private const string NoLayer = "ShapeGen has no such layer, or the tool does not know the operator";

    /// <summary>Reads the network; its weights stay in the file, which is closed with <paramref name="lifetime"/>.</summary>
    public static Network Read(string path, ImportSettings settings, Lifetime lifetime)
    {
        FileStream file = lifetime.Add(File.OpenRead(path));
        ModelProto model = ModelFile.Read(file);
        long opset = model.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).DefaultIfEmpty(0).Max();
        if (model.Graph is not { Node.Count: > 0 } graph)
        {
            throw new ToolException("the file holds no graph: it is no ONNX model, or damaged");
        }

        if (opset is < OldestOpset or > NewestOpset)
        {
            throw new ToolException($"the model is of opset {opset}; {OldestOpset} to {NewestOpset} are read");
        }

        try
        {
            return Raise(graph, settings, new TensorReader(file.SafeFileHandle, Path.GetDirectoryName(Path.GetFullPath(path))!));
        }
        catch (OverflowException)
        {
            throw new ToolException("the model has a shape that is larger than any memory");
        }
    }

    private static Network Raise(GraphProto proto, ImportSettings settings, TensorReader tensors)
    {
        var network = new Network(proto.Name.Length > 0 ? proto.Name : "model");
        Operation[] operations = [.. Ordered(proto)];
        Dictionary<string, int> readers = operations.SelectMany(operation => operation.Inputs).Concat(proto.Output.Select(output => output.Name))
            .GroupBy(name => name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var graph = new GraphRaising(network, readers, tensors);
        foreach (TensorProto tensor in proto.Initializer)
        {
            Constant constant = tensors.Read(tensor);
            graph.Set(tensor.Name, new Value(constant.Shape) { Constant = constant });
        }

        AddInputs(proto, settings, graph, operations);
        GeluPattern.Mark(operations, graph);
        var unsupported = new List<Node>();
        foreach (Operation operation in operations)
        {
            RaiseOne(operation, graph, unsupported);
        }

        foreach (ValueInfoProto output in proto.Output)
        {
            Value value = graph.TryGet(output.Name, out Value found) ? found : throw new ToolException($"the model's output \"{output.Name}\" is made by nothing");
            if (value is { Node.Unsupported: null } and ({ Apart: not null } or { HasBatchFirst: false }))
            {
                throw new ToolException($"the model's output \"{output.Name}\" cannot be expressed: {value.Apart ?? "the batch is not its first axis"}");
            }

            network.OutputOrders.Add(value.Order);
            network.Outputs.Add(GraphRaising.RequirePlaces(value).Node ?? throw new ToolException($"the model's output \"{output.Name}\" is a constant"));
        }

        if (unsupported.Count == 0)
        {
            RecurrentOperators.KeepLastSteps(graph);
            Prune(network);
        }

        return network;
    }

    private static void RaiseOne(Operation operation, GraphRaising graph, List<Node> unsupported)
    {
        if (operation.Outputs.Count == 0 || graph.TryGet(operation.Outputs[0], out _))
        {
            return;
        }

        if (graph.IsSkipped(operation))
        {
            return;
        }

        // What comes after a gap is not known, and has no reason of its own.
        Value? gap = operation.Inputs.Select(input => graph.TryGet(input, out Value value) ? value : null).FirstOrDefault(value => value is { Node.Unsupported: not null });
        if (gap is not null)
        {
            if (OnnxOperators.Find(operation.Type) is null)
            {
                graph.Network.Nodes.Add(new Node(operation.Type, operation.Label) { Unsupported = NoLayer });
            }

            foreach (string output in operation.Outputs)
            {
                graph.Set(output, gap);
            }

            return;
        }

        try
        {
            if (graph.GeluOf(operation.Outputs[0]) is { } input)
            {
                Value value = graph.Get(input);
                if (value.Node is { Unsupported: not null })
                {
                    graph.Set(operation.Outputs[0], value);
                    return;
                }

                Functions.Apply(operation, graph, value, input, Activation.Gelu, reads: 2);
                return;
            }

            if (AttentionPattern.Raise(operation, graph))
            {
                return;
            }

            OnnxOperator reader = OnnxOperators.Find(operation.Type) ?? throw new UnsupportedOperatorException(NoLayer);
            reader.Raise(operation, graph);
        }
        catch (UnsupportedOperatorException exception)
        {
            var node = new Node(operation.Type, operation.Label) { Unsupported = exception.Message };
            graph.Network.Nodes.Add(node);
            unsupported.Add(node);
            foreach (string output in operation.Outputs)
            {
                graph.Set(output, new Value([]) { Node = node });
            }
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or InvalidOperationException or NullReferenceException or DivideByZeroException)
        {
            throw new ToolException($"operator {operation.Type} \"{operation.Label}\" is malformed", exception);
        }
    }

    /// <summary>Inputs that are images have their channels last here: those of rank 4 and 5, and sequences that are convolved.</summary>
    private static void AddInputs(GraphProto proto, ImportSettings settings, GraphRaising graph, Operation[] operations)
    {
        int index = 0;
        foreach (ValueInfoProto input in proto.Input.Where(input => !graph.TryGet(input.Name, out _)))
        {
            int[]? named = index < settings.Inputs.Count ? ImportSettings.ParseShape(settings.Inputs[index]) : null;
            int[] shape = named ?? ShapeOf(input);
            shape[0] = 1;
            bool isImage = shape.Length > 3 || (shape.Length == 3 && operations.Any(operation => operation.Inputs.Contains(input.Name) && operation.Type is "Conv" or "BatchNormalization" or "MaxPool" or "AveragePool"));
            int[] order = isImage ? Value.ChannelsLast(shape.Length) : Value.Plain(shape.Length);
            bool isInteger = input.Type?.TensorType?.ElemType is 6 or 7;
            var node = new Node(Node.InputKind, input.Name) { Shape = [.. order.Select(axis => shape[axis])], SourceOrder = order, IsInteger = isInteger };
            graph.Network.Inputs.Add(node);
            graph.Set(input.Name, new Value(shape) { Node = node, Order = order });
            index++;
        }
    }

    private static int[] ShapeOf(ValueInfoProto input)
    {
        var dimensions = input.Type?.TensorType?.Shape?.Dim ?? throw new ToolException($"input \"{input.Name}\" has no shape: name it with --input, as --input 1x3x224x224");
        if (input.Type.TensorType.ElemType is not (0 or 1 or 6 or 7 or 10 or 11))
        {
            throw new ToolException($"input \"{input.Name}\" is of the data type {input.Type.TensorType.ElemType}; floating-point numbers and the integers of a table's rows are read");
        }

        int[] shape = [.. dimensions.Select((dimension, axis) => axis == 0 ? 1
            : dimension.DimValue is > 0 and <= int.MaxValue ? (int)dimension.DimValue
            : throw new ToolException($"input \"{input.Name}\" leaves axis {axis}{(dimension.DimParam.Length > 0 ? $" ({dimension.DimParam})" : "")} open: name the sizes with --input, as --input 1x3x224x224"))];
        return shape.Length > 1 ? shape : throw new ToolException($"input \"{input.Name}\" has no axis beside the batch");
    }

    /// <summary>The operations, each after those that it reads; a file may list them in any order.</summary>
    private static IEnumerable<Operation> Ordered(GraphProto proto)
    {
        var made = proto.Node.SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        var waiting = new List<NodeProto>(proto.Node);
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var later = new List<NodeProto>();
            foreach (NodeProto node in waiting)
            {
                if (node.Input.All(input => input.Length == 0 || !made.Contains(input) || done.Contains(input)))
                {
                    done.UnionWith(node.Output);
                    yield return new Operation(node);
                }
                else
                {
                    later.Add(node);
                }
            }

            waiting = later.Count < waiting.Count ? later : throw new ToolException($"operator {later[0].OpType} \"{later[0].Name}\" reads its own result");
        }
    }

    /// <summary>Layers that no output depends on.</summary>
    private static void Prune(Network network)
    {
        var used = new HashSet<Node>();
        var left = new Stack<Node>(network.Outputs);
        while (left.TryPop(out Node? node))
        {
            if (used.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    left.Push(input);
                }
            }
        }

        network.Nodes.RemoveAll(node => !used.Contains(node));
    }
}
