namespace ShapeGen;

/// <summary>Puts zeros around (depth, height, width, channels). No parameters.</summary>
/// <param name="padding">How many: one number stands for all edges, three for depth, height and width, six for the start and end of each; 1 where none is given.</param>
public sealed class ZeroPadding3DAttribute(params int[] padding) : LayerAttribute
{
    /// <summary>How many zeros.</summary>
    public IReadOnlyList<int> Padding { get; } = padding;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
