namespace ShapeGen;

/// <summary>Enlarges (height, width, channels) by whole factors. No parameters.</summary>
/// <param name="size">The factors of height and width, one number for both; 2 where none is given.</param>
public sealed class UpSampling2DAttribute(params int[] size) : LayerAttribute
{
    /// <summary>The factors.</summary>
    public IReadOnlyList<int> Size { get; } = size;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;

    /// <summary>How the values in between are made; the nearest by default.</summary>
    public Interpolation Interpolation { get; set; } = Interpolation.Nearest;
}
