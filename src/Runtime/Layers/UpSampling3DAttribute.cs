namespace ShapeGen;

/// <summary>Enlarges (depth, height, width, channels) by whole factors. No parameters.</summary>
/// <param name="size">The factors of depth, height and width, one number for all; 2 where none is given.</param>
public sealed class UpSampling3DAttribute(params int[] size) : LayerAttribute
{
    /// <summary>The factors.</summary>
    public IReadOnlyList<int> Size { get; } = size;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
