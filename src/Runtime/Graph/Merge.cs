namespace ShapeGen;

/// <summary>How the branches of <see cref="ParallelAttribute"/> become one tensor, by the names of Keras' merging layers.</summary>
public enum Merge
{
    /// <summary>The sum.</summary>
    Add,

    /// <summary>The first minus the second; of two branches only.</summary>
    Subtract,

    /// <summary>The product.</summary>
    Multiply,

    /// <summary>The mean.</summary>
    Average,

    /// <summary>The largest value.</summary>
    Maximum,

    /// <summary>The smallest value.</summary>
    Minimum,

    /// <summary>One after the other along <see cref="ParallelAttribute.Axis"/>.</summary>
    Concatenate,

    /// <summary>Not at all: of <see cref="BidirectionalAttribute{TBlock}"/> alone, whose directions are then read by their names.</summary>
    None,
}
