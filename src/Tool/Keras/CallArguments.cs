using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>What a layer of a Functional model is called with: the calls that it reads, and options that Python passes with them.</summary>
internal static class CallArguments
{
    /// <summary>The calls that one call reads, in the order of the layer's inputs: of Keras 3 tensors among its arguments, of Keras 2 lists.</summary>
    /// <param name="inbound">The call.</param>
    /// <param name="node">The layer, which takes options of the call, or the reason why it cannot.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="masks">Takes the calls that make masks, which Keras hands over with the tensors that have them.</param>
    public static IEnumerable<(string Layer, int Call)> Read(JsonElement inbound, Node node, string layer, List<(string Layer, int Call)> masks)
    {
        var read = new List<(string, int)>();
        var named = new List<(string Name, (string, int)[] Sources)>();
        KerasLayer? reader = KerasLayers.Find(node.Kind);
        if (inbound.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement source in inbound.EnumerateArray())
            {
                read.Add(Reference(source) ?? throw new ToolException($"layer \"{layer}\" reads something that is no layer"));
                foreach (JsonProperty argument in source.GetArrayLength() > 3 && source[3].ValueKind == JsonValueKind.Object ? source[3].EnumerateObject() : default)
                {
                    Named(argument, Reference(argument.Value) is { } reference ? [reference] : []);
                }
            }
        }
        else
        {
            foreach (JsonElement argument in inbound.Find("args") is { ValueKind: JsonValueKind.Array } arguments ? arguments.EnumerateArray() : default)
            {
                read.AddRange(Tensors(argument, 0, layer));
                RequireIdle("an argument without a name", argument);
            }

            foreach (JsonProperty argument in inbound.Find("kwargs") is { ValueKind: JsonValueKind.Object } arguments ? arguments.EnumerateObject() : default)
            {
                Named(argument, [.. Tensors(argument.Value, 0, layer)]);
            }
        }

        return read.Concat(named.OrderBy(argument => Place(argument.Name)).SelectMany(argument => argument.Sources));

        int Place(string name) => reader is null ? 0 : reader.CallNames.TakeWhile(other => other != name).Count();

        void Named(JsonProperty argument, (string, int)[] sources)
        {
            if (sources.Length == 0 && !IsMask(argument.Name))
            {
                RequireIdle(argument.Name, argument.Value);
                return;
            }

            if (IsMask(argument.Name))
            {
                masks.AddRange(sources);
                return;
            }

            named.Add((argument.Name, sources));
            if (reader is not null && argument.Name is not ("inputs" or "input" or "x") && !reader.CallNames.Contains(argument.Name))
            {
                node.Unsupported ??= $"it is called with {argument.Name}, a tensor that no layer here takes";
            }
        }

        void RequireIdle(string name, JsonElement value)
        {
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.Number && reader?.ReadCall(name, node) != true)
            {
                node.Unsupported ??= $"it is called with {name} = {value.GetRawText()}, which no layer here takes";
            }
        }
    }

    /// <summary>Whether an argument of a call is the mask of one of its tensors.</summary>
    public static bool IsMask(string name) => name is "mask" or "query_mask" or "value_mask" or "key_mask";

    /// <summary>The call that a history of Keras names.</summary>
    public static (string Layer, int Call)? Reference(JsonElement source) =>
        source.ValueKind == JsonValueKind.Array && source.GetArrayLength() >= 3
        && source[0].ValueKind == JsonValueKind.String && source[1].ValueKind == JsonValueKind.Number && source[1].TryGetInt32(out int call)
        && source[2].ValueKind == JsonValueKind.Number && source[2].TryGetInt32(out int tensor) && tensor == 0
            ? (source[0].GetString()!, call)
            : null;

    private static bool IsFurtherOutput(JsonElement history) => history.ValueKind == JsonValueKind.Array && history.GetArrayLength() >= 3
        && history[0].ValueKind == JsonValueKind.String && history[2].ValueKind == JsonValueKind.Number;

    private static IEnumerable<(string Layer, int Call)> Tensors(JsonElement element, int depth, string layer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array when depth < 4:
                return element.EnumerateArray().SelectMany(item => Tensors(item, depth + 1, layer));
            case JsonValueKind.Object when element.Text("class_name") == "__keras_tensor__":
                JsonElement history = element.Member("config").Member("keras_history");
                return [Reference(history) ?? throw new ToolException(IsFurtherOutput(history)
                    ? $"layer \"{layer}\" reads another output than the first of \"{history[0].GetString()}\", and layers of several outputs (merge_mode=None, return_state) are not imported: for merge_mode=None write [Bidirectional<…>(Merge = Merge.None)] by hand"
                    : $"layer \"{layer}\" reads something that is no layer")];
            case JsonValueKind.Null or JsonValueKind.False or JsonValueKind.True or JsonValueKind.String or JsonValueKind.Number:
                return [];
            default:
                throw new ToolException($"layer \"{layer}\" is called with {element.ValueKind} arguments");
        }
    }
}
