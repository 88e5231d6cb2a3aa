namespace ShapeGen;

/// <summary>Where the channels stand in a tensor's shape.</summary>
public enum DataFormat
{
    /// <summary>(…, height, width, channels): Keras' and TensorFlow's default.</summary>
    ChannelsLast = 0,

    /// <summary>(channels, …, height, width): what PyTorch and ONNX use.</summary>
    ChannelsFirst = 1,
}
