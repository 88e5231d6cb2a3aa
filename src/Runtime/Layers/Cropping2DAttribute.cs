namespace ShapeGen;

/// <summary>Cuts the edges of (height, width, channels) away. No parameters.</summary>
/// <param name="cropping">How much: one number stands for all edges, two for height and width, four for top, bottom, left and right; 0, which changes nothing, where none is given.</param>
public sealed class Cropping2DAttribute(params int[] cropping) : LayerAttribute
{
    /// <summary>How much is cut away.</summary>
    public IReadOnlyList<int> Cropping { get; } = cropping;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
