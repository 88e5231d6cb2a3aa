using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// SHAPE0107: a channels-first layer whose output a channels-last layer reads. Legal, and what <c>torch.flatten</c> does,
/// but the values then stand in another order than Keras trained them in.
/// </summary>
internal static class DataFormatRule
{
    /// <summary>What is found, each with its cause, which is one however often its block is used.</summary>
    /// <param name="layers">The layers in order.</param>
    /// <param name="inputs">How many tensors are inputs of the model.</param>
    public static IEnumerable<(string Cause, Problem Problem)> Check(IReadOnlyList<ShapedLayer> layers, int inputs)
    {
        // For each tensor the channels-first layer whose axes it has, or null.
        var channelsFirst = new ShapedLayer?[inputs + layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            ShapedLayer layer = layers[i];
            DataFormat? format = layer.Layer.FormatOf(layer.Input);
            ShapedLayer? before = layer.Sources.Select(source => channelsFirst[source]).FirstOrDefault(l => l is not null);
            if (before is not null && format == DataFormat.ChannelsLast && layer.Input.Rank >= 2)
            {
                Problem problem = Describe(before, layer);
                yield return (layer.Position.Cause(problem), problem);
            }

            channelsFirst[inputs + i] = !layer.Layer.KeepsAxes ? null : format == DataFormat.ChannelsFirst ? layer : format is null ? before : null;
        }
    }

    private static Problem Describe(ShapedLayer first, ShapedLayer last)
    {
        string message = $"reads {last.Input} as (…, channels), but {LayerNames.Label(first.TypeName, first.Name)} before it leaves (channels, …): set the same DataFormat on both, unless the order of torch.flatten is meant";
        return new Problem(
            RuleIds.MixedFormats,
            last.Position.At(),
            new EquatableArray<string>([last.TypeName + last.Position.Within, message]),
            new EquatableArray<Repair>(
            [
                Repair.Set("DataFormat", "DataFormat.ChannelsFirst") with { AttributeIndex = last.Position.AttributeIndex, Scope = last.Position.Scope },
                Repair.Set("DataFormat", "DataFormat.ChannelsLast") with { AttributeIndex = first.Position.AttributeIndex, Scope = first.Position.Scope },
            ]));
    }
}
