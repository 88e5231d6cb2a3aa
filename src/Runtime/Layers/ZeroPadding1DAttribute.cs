namespace ShapeGen;

/// <summary>Puts zeros around (steps, features). No parameters.</summary>
/// <param name="padding">How many: one number stands for both ends, two for the start and the end; 1 where none is given.</param>
public sealed class ZeroPadding1DAttribute(params int[] padding) : LayerAttribute
{
    /// <summary>How many zeros.</summary>
    public IReadOnlyList<int> Padding { get; } = padding;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
