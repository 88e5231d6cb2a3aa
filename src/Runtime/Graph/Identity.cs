namespace ShapeGen;

/// <summary>A block without layers: the branch of a <see cref="ParallelAttribute"/> that passes its input on.</summary>
public sealed class Identity
{
    private Identity()
    {
    }
}
