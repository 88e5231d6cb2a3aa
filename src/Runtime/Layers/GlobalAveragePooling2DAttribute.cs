namespace ShapeGen;

/// <summary>Averages each channel over the spatial axes: (height, width, channels) → (channels). No parameters.</summary>
public sealed class GlobalAveragePooling2DAttribute : GlobalPoolingAttribute;
