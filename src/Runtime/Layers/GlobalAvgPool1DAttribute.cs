namespace ShapeGen;

/// <summary>Keras' short name of <see cref="GlobalAveragePooling1DAttribute"/>; the layer is named after the full one.</summary>
public sealed class GlobalAvgPool1DAttribute : GlobalPoolingAttribute;
