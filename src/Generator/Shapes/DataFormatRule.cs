using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>
/// SHAPE0107: a channels-first layer whose output a channels-last layer reads. Legal, and what <c>torch.flatten</c> does,
/// but the values then stand in another order than Keras trained them in.
/// </summary>
internal static class DataFormatRule
{
    public static IEnumerable<Problem> Check(IReadOnlyList<ShapedLayer> layers)
    {
        ShapedLayer? channelsFirst = null;
        foreach (ShapedLayer layer in layers)
        {
            DataFormat? format = layer.Layer.FormatOf(layer.Input);
            if (channelsFirst is not null && format == DataFormat.ChannelsLast && layer.Input.Rank >= 2)
            {
                yield return Describe(channelsFirst, layer);
            }

            channelsFirst = !layer.Layer.KeepsAxes ? null : format == DataFormat.ChannelsFirst ? layer : format is null ? channelsFirst : null;
        }
    }

    private static Problem Describe(ShapedLayer first, ShapedLayer last)
    {
        string message = $"reads {last.Input} as (…, channels), but {ShapeInference.Label(first.TypeName, first.Name)} before it leaves (channels, …): set the same DataFormat on both, unless the order of torch.flatten is meant";
        return new Problem(
            RuleIds.MixedFormats,
            new Anchor(AnchorKind.Attribute, last.AttributeIndex),
            new EquatableArray<string>([last.TypeName, message]),
            new EquatableArray<Repair>(
            [
                Repair.Set("DataFormat", "DataFormat.ChannelsFirst") with { AttributeIndex = last.AttributeIndex },
                Repair.Set("DataFormat", "DataFormat.ChannelsLast") with { AttributeIndex = first.AttributeIndex },
            ]));
    }
}
