namespace ShapeGen;

/// <summary>Keras' short name of <see cref="GlobalAveragePooling3DAttribute"/>; the layer is named after the full one.</summary>
public sealed class GlobalAvgPool3DAttribute : GlobalPoolingAttribute;
