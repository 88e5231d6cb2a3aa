namespace ShapeGen;

/// <summary>Cuts the edges of (depth, height, width, channels) away. No parameters.</summary>
/// <param name="cropping">How much: one number stands for all edges, three for depth, height and width, six for the start and end of each; 1 where none is given.</param>
public sealed class Cropping3DAttribute(params int[] cropping) : LayerAttribute
{
    /// <summary>How much is cut away.</summary>
    public IReadOnlyList<int> Cropping { get; } = cropping;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
