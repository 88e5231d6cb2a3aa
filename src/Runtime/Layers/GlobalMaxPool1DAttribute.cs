namespace ShapeGen;

/// <summary>Keras' short name of <see cref="GlobalMaxPooling1DAttribute"/>; the layer is named after the full one.</summary>
public sealed class GlobalMaxPool1DAttribute : GlobalPoolingAttribute;
