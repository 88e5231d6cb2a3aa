namespace ShapeGen;

/// <summary>Averages each feature over the steps: (steps, features) → (features). The generated model also takes a mask of steps. No parameters.</summary>
public sealed class GlobalAveragePooling1DAttribute : GlobalPoolingAttribute;
