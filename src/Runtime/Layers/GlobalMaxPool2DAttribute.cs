namespace ShapeGen;

/// <summary>Keras' short name of <see cref="GlobalMaxPooling2DAttribute"/>; the layer is named after the full one.</summary>
public sealed class GlobalMaxPool2DAttribute : GlobalPoolingAttribute;
