namespace ShapeGen;

/// <summary>Puts zeros around (height, width, channels). No parameters.</summary>
/// <param name="padding">How many: one number stands for all edges, two for height and width, four for top, bottom, left and right; 1 where none is given.</param>
public sealed class ZeroPadding2DAttribute(params int[] padding) : LayerAttribute
{
    /// <summary>How many zeros.</summary>
    public IReadOnlyList<int> Padding { get; } = padding;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
