namespace ShapeGen;

/// <summary>The options that all layers share that pool in windows.</summary>
public abstract class PoolingAttribute : LayerAttribute
{
    private protected PoolingAttribute(int[] poolSize) => PoolSize = poolSize;

    /// <summary>The window, one number for all axes.</summary>
    public IReadOnlyList<int> PoolSize { get; }

    /// <summary>The steps from one window to the next, one number for all axes; the size of the window by default.</summary>
    public int[] Strides { get; set; } = [];

    /// <summary>Whether windows may stick out of the input: valid (they may not) by default.</summary>
    /// <remarks>What sticks out does not count: it is neither the maximum nor part of the mean.</remarks>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Where the channels stand; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;
}
