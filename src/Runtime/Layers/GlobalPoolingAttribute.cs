namespace ShapeGen;

/// <summary>The options that all global pooling layers share.</summary>
public abstract class GlobalPoolingAttribute : LayerAttribute
{
    private protected GlobalPoolingAttribute()
    {
    }

    /// <summary>Where the channels stand in the input; channels last by default.</summary>
    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;

    /// <summary>Whether the spatial axes stay, with size 1; false by default.</summary>
    public bool KeepDims { get; set; }
}
