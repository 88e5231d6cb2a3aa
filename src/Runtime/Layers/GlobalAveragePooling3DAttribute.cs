namespace ShapeGen;

/// <summary>Averages each channel over the spatial axes: (depth, height, width, channels) → (channels). No parameters.</summary>
public sealed class GlobalAveragePooling3DAttribute : GlobalPoolingAttribute;
