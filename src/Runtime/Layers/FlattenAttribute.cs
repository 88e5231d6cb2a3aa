namespace ShapeGen;

/// <summary>
/// Keeps every value: (d1, …, dn) → (d1 · … · dn), in row-major order. Channels-last data is not copied;
/// channels-first data is moved to channels-last order first, as Keras does. No parameters.
/// </summary>
public sealed class FlattenAttribute : LayerAttribute
{
    /// <summary>Where the channels stand in the input; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
