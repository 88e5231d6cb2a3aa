namespace ShapeGen;

/// <summary>Takes the largest value of each channel over the spatial axes: (depth, height, width, channels) → (channels). NaN propagates, and +0 counts as greater than −0. No parameters.</summary>
public sealed class GlobalMaxPooling3DAttribute : GlobalPoolingAttribute;
