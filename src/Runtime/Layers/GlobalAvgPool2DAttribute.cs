namespace ShapeGen;

/// <summary>Keras' short name of <see cref="GlobalAveragePooling2DAttribute"/>; the layer is named after the full one.</summary>
public sealed class GlobalAvgPool2DAttribute : GlobalPoolingAttribute;
