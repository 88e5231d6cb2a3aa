using System.Text.Json;
using ShapeGen.Tool.Keras.Files;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>Builds the graph of a Sequential or Functional model from its configuration, nested models included.</summary>
/// <param name="weights">Where layers find their weights.</param>
/// <param name="version">The version of Keras that saved the model, as far as the file says it.</param>
internal sealed class KerasModelReader(IKerasWeights weights, Version? version = null)
{
    private const int DeepestNesting = 32;

    /// <summary>The first version whose recurrent layers hand no mask on.</summary>
    private static readonly Version StoppingMasks = new(3, 16);

    /// <summary>Reads a model's object, <c>{"class_name": …, "config": …}</c>.</summary>
    public Network Read(JsonElement model) => Read(model, LayerPath.Root, 0);

    public static bool IsModel(string className) => className is "Sequential" or "Functional" or "Model";

    private Network Read(JsonElement model, LayerPath path, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new ToolException($"models are nested more than {DeepestNesting} deep");
        }

        string className = model.Text("class_name") ?? throw new ToolException("the configuration names no class");
        if (!IsModel(className))
        {
            throw new ToolException($"the model is a {className}, whose call() is Python code: only Sequential and Functional models describe their layers");
        }

        JsonElement config = model.Member("config");
        // Early versions of Keras 2 stored the list of layers alone.
        JsonElement layers = config.ValueKind == JsonValueKind.Array ? config : config.Member("layers");
        var network = new Network(config.Text("name") ?? "model");
        var names = new LayerPaths(path);
        if (className == "Sequential")
        {
            ReadChain(network, layers, config, names, depth);
            if (version >= StoppingMasks)
            {
                Masks.Stop(network);
            }
        }
        else
        {
            new FunctionalGraph(network, layer => ReadLayer(layer, names, depth)).Read(layers, config);
        }

        Integers.Mark(network);
        return network;
    }

    private void ReadChain(Network network, JsonElement layers, JsonElement config, LayerPaths names, int depth)
    {
        Node? last = null;
        foreach (JsonElement layer in layers.Items())
        {
            if (layer.Text("class_name") == "InputLayer")
            {
                last = Input(layer);
                network.Inputs.Add(last);
                continue;
            }

            if (last is null)
            {
                int[]? shape = FirstShape(config, layer);
                last = new Node(Node.InputKind, "input") { Shape = shape };
                network.Inputs.Add(last);
            }

            Node node = ReadLayer(layer, names, depth);
            node.Inputs.Add(last);
            network.Nodes.Add(node);
            last = node;
        }

        network.Outputs.Add(last is { IsInput: false } ? last : throw new ToolException("the model has no layers"));
    }

    private static int[]? FirstShape(JsonElement config, JsonElement first)
    {
        JsonElement inner = first.Member("config");
        return Shapes.OfSample(config.Find("build_input_shape"))
            ?? Shapes.OfSample(inner.Find("batch_input_shape"))
            ?? Shapes.OfSample(first.Find("build_config")?.Find("input_shape"));
    }

    public static Node Input(JsonElement layer)
    {
        JsonElement config = layer.Member("config");
        string type = config.Text("dtype") ?? "float32";
        return new Node(Node.InputKind, config.Text("name") ?? layer.Text("name") ?? "input")
        {
            Shape = Shapes.OfSample(config.Find("batch_shape") ?? config.Find("batch_input_shape")),
            Unsupported = config.Text("sparse") == "true" ? "it is sparse" : type is "string" ? "it is text" : null,
        };
    }

    /// <summary>A layer of a model's list.</summary>
    private Node ReadLayer(JsonElement layer, LayerPaths names, int depth)
    {
        string className = layer.Text("class_name") ?? throw new ToolException("a layer names no class");
        string name = layer.Member("config").Text("name") ?? layer.Text("name") ?? SnakeCase.Of(className);
        return ReadLayer(layer, className, name, names.Of(className, name), depth);
    }

    private Node ReadLayer(JsonElement layer, string className, string name, LayerPath path, int depth)
    {
        JsonElement config = layer.Member("config");
        if (IsModel(className))
        {
            return new Node(Node.ApplyKind, name) { Block = Read(layer, path, depth + 1) };
        }

        var node = new Node(className, name) { Shape = null };
        string module = layer.Text("module") ?? "";
        if (KerasLayers.Find(className) is not { } reader || module.Contains(".ops.", StringComparison.Ordinal))
        {
            node.Unsupported = KerasReasons.Of(className, module);
            node.Weights.AddRange(weights.Find(path, []));
            return node;
        }

        var options = new LayerConfig(config, layer.Find("build_config"));
        try
        {
            reader.ReadInner(config, node, (inner, group) => ReadInner(inner, path, group, depth + 1));
            reader.Read(options, node);
            if (options.Unread().FirstOrDefault() is { } unknown)
            {
                node.Unsupported = $"its option {unknown} is not known here";
            }
            else if (KerasReasons.OfType(config.Find("dtype")) is { } reason)
            {
                node.Unsupported = reason;
            }
        }
        catch (ToolException exception)
        {
            node.Unsupported = exception.Message;
        }

        if (reader.HasWeights && node.Weights.Count == 0)
        {
            node.Weights.AddRange(weights.Find(path, reader.Groups));
        }

        return node;
    }

    /// <summary>A layer inside a wrapper, whose weights lie in a group of the wrapper's.</summary>
    private Node ReadInner(JsonElement layer, LayerPath wrapper, string group, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new ToolException($"layers are nested more than {DeepestNesting} deep");
        }

        string className = layer.Text("class_name") ?? throw new ToolException("a layer names no class");
        Node node = ReadLayer(layer, className, layer.Member("config").Text("name") ?? SnakeCase.Of(className), wrapper with { Group = $"{wrapper.Group}/{group}" }, depth);
        return node.Unsupported is null ? node : throw new ToolException($"its {node.Kind}: {node.Unsupported}");
    }
}
