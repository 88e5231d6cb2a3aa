namespace ShapeGen;

/// <summary>What a window sees beyond the edge of its input.</summary>
public enum Padding
{
    /// <summary>Nothing: windows stay inside, and the output is smaller than the input.</summary>
    Valid = 0,

    /// <summary>As much as makes the output ⌈input / stride⌉ long, the smaller half in front.</summary>
    Same = 1,

    /// <summary>All of it in front, so that no step sees a later one: for layers over steps alone.</summary>
    Causal = 2,
}
