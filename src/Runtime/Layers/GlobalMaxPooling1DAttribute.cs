namespace ShapeGen;

/// <summary>Takes the largest value of each feature over the steps: (steps, features) → (features). NaN propagates, and +0 counts as greater than −0. No parameters.</summary>
public sealed class GlobalMaxPooling1DAttribute : GlobalPoolingAttribute;
