using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>Connects the layers of a Functional model: each has a list of calls, and each call names the calls that it reads.</summary>
/// <param name="network">What to fill.</param>
/// <param name="readLayer">Reads a layer and its weights.</param>
internal sealed class FunctionalGraph(Network network, Func<JsonElement, Node> readLayer)
{
    private readonly List<Call> _calls = [];
    private readonly Dictionary<(string Layer, int Call), Node> _made = [];
    private readonly CalledMasks _masks = new();

    public void Read(JsonElement layers, JsonElement config)
    {
        foreach (JsonElement layer in layers.Items())
        {
            string name = layer.Text("name") ?? layer.Member("config").Text("name") ?? throw new ToolException("a layer has no name");
            if (layer.Text("class_name") == "InputLayer")
            {
                _made.TryAdd((name, 0), KerasModelReader.Input(layer));
                continue;
            }

            AddCalls(layer, name);
        }

        foreach ((string layer, int call) in Ends(config.Member("input_layers")))
        {
            network.Inputs.Add(_made.GetValueOrDefault((layer, call)) ?? throw new ToolException($"the model's input \"{layer}\" is not among its layers"));
        }

        Connect();
        _masks.Check(network, _made);
        foreach ((string layer, int call) in Ends(config.Member("output_layers")))
        {
            network.Outputs.Add(_made.GetValueOrDefault((layer, call)) ?? throw new ToolException($"the model's output \"{layer}\" is not among its layers"));
        }
    }

    private void AddCalls(JsonElement layer, string name)
    {
        JsonElement[] inbound = [.. layer.Member("inbound_nodes").Items()];
        if (inbound.Length == 0)
        {
            throw new ToolException($"layer \"{name}\" reads nothing");
        }

        Node node = readLayer(layer);
        // A layer with weights that is called several times becomes a block, so that all its uses share them.
        if (inbound.Length > 1 && node.Block is null && node.Weights.Count > 0)
        {
            node = new Node(Node.ApplyKind, node.Name) { Block = BlockOf(node), Unsupported = null };
        }

        for (int i = 0; i < inbound.Length; i++)
        {
            Node called = i == 0 ? node : Again(node, i);
            var masks = new List<(string, int)>();
            _calls.Add(new Call(name, i, called, [.. CallArguments.Read(inbound[i], called, name, masks)]));
            _masks.Add(called, layer, inbound[i], masks);
        }
    }

    private static Network BlockOf(Node node)
    {
        var input = new Node(Node.InputKind, "input");
        node.Inputs.Add(input);
        return new Network(node.Name) { Inputs = [input], Nodes = [node], Outputs = [node] };
    }

    private static Node Again(Node first, int call)
    {
        Node node = first.Copy($"{first.Name}_{call}", []);
        node.Block = first.Block;
        node.SharesWith = first.Block is null ? null : first;
        return node;
    }

    /// <summary>Puts each call after those that it reads.</summary>
    private void Connect()
    {
        var waiting = new Dictionary<(string, int), List<Call>>();
        var ready = new Queue<Call>();
        var missing = new Dictionary<Call, int>();
        foreach (Call call in _calls)
        {
            (string, int)[] open = [.. call.Sources.Where(source => !_made.ContainsKey(source)).Distinct()];
            missing[call] = open.Length;
            foreach ((string, int) source in open)
            {
                if (!waiting.TryGetValue(source, out List<Call>? readers))
                {
                    waiting[source] = readers = [];
                }

                readers.Add(call);
            }

            if (open.Length == 0)
            {
                ready.Enqueue(call);
            }
        }

        while (ready.TryDequeue(out Call? call))
        {
            Add(call);
            foreach (Call reader in waiting.GetValueOrDefault((call.Layer, call.Index)) ?? [])
            {
                if (--missing[reader] == 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }

        if (_calls.FirstOrDefault(call => missing[call] > 0) is { } stuck)
        {
            throw new ToolException($"layer \"{stuck.Layer}\" reads a layer that does not exist or that reads it in turn");
        }
    }

    private void Add(Call call)
    {
        Node[] inputs = [.. call.Sources.Select(source => _made[source])];
        if (call.Node.Block is { } block && (block.Inputs.Count != 1 || block.Outputs.Count != 1))
        {
            Inline(call, block, inputs);
            return;
        }

        if (call.Node.Block is not null && inputs.Length != 1)
        {
            throw new ToolException($"model \"{call.Layer}\" has one input but is called with {inputs.Length}");
        }

        call.Node.Inputs.AddRange(inputs);
        // Attention without keys of their own compares with the values, and without values with the queries.
        while (call.Node.NamedInputs.Count > 0 && call.Node.Inputs.Count > 1 && call.Node.Inputs[^1] == call.Node.Inputs[^2])
        {
            call.Node.Inputs.RemoveAt(call.Node.Inputs.Count - 1);
        }

        network.Nodes.Add(call.Node);
        _made[(call.Layer, call.Index)] = call.Node;
    }

    /// <summary>A block has one input and one output; of other nested models the layers become the outer model's.</summary>
    private void Inline(Call call, Network block, Node[] inputs)
    {
        if (block.Inputs.Count != inputs.Length || block.Outputs.Count != 1)
        {
            throw new ToolException($"model \"{call.Layer}\" inside the model has several outputs: write its layers into the outer model");
        }

        var outer = new Network(call.Node.Name) { Inputs = block.Inputs, Nodes = block.Nodes, Outputs = block.Outputs };
        Network flat = outer.Flatten();
        var replaced = new Dictionary<Node, Node>(block.Inputs.Select((input, i) => KeyValuePair.Create(input, inputs[i])));
        foreach (Node node in flat.Nodes)
        {
            node.Name = $"{call.Node.Name}/{node.Name}";
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                node.Inputs[i] = replaced.GetValueOrDefault(node.Inputs[i]) ?? node.Inputs[i];
            }

            network.Nodes.Add(node);
        }

        _made[(call.Layer, call.Index)] = replaced.GetValueOrDefault(flat.Outputs[0]) ?? flat.Outputs[0];
    }

    /// <summary>Inputs or outputs of the model: one reference, a list of them, or an object of names and references.</summary>
    private static IEnumerable<(string Layer, int Call)> Ends(JsonElement element)
    {
        if (CallArguments.Reference(element) is { } single)
        {
            return [single];
        }

        IEnumerable<JsonElement> items = element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(property => property.Value) : element.Items();
        return items.Select(item => CallArguments.Reference(item) ?? throw new ToolException("the model's inputs or outputs are not layers"));
    }

    private sealed record Call(string Layer, int Index, Node Node, (string Layer, int Call)[] Sources);
}
