namespace ShapeGen.Generator.Layers;

/// <summary>How a layer's output follows from a sequence, its input's first axis, whose steps arrive one by one.</summary>
internal enum TimeRule
{
    /// <summary>It needs the whole sequence.</summary>
    WholeSequence,

    /// <summary>Each step by itself.</summary>
    EachStep,

    /// <summary>Each step, and what is kept of the steps before it.</summary>
    KeepsState,

    /// <summary>The same, and the output is no sequence any more, but what follows from all steps so far.</summary>
    EndsSequence,
}
