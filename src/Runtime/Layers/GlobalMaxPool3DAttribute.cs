namespace ShapeGen;

/// <summary>Keras' short name of <see cref="GlobalMaxPooling3DAttribute"/>; the layer is named after the full one.</summary>
public sealed class GlobalMaxPool3DAttribute : GlobalPoolingAttribute;
