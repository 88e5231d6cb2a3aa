namespace ShapeGen;

/// <summary>How attention scores a query and a key.</summary>
public enum ScoreMode
{
    /// <summary>Their dot product.</summary>
    Dot = 0,

    /// <summary>The sum of tanh(query + key) over the features, times a weight.</summary>
    Concat = 1,
}
