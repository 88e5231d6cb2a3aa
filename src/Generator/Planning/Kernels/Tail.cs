namespace ShapeGen.Generator.Planning.Kernels;

/// <summary>How a kernel treats what fills no whole block. <c>docs/kernels.md</c> explains each, and a test holds the page to this list.</summary>
internal enum Tail
{
    /// <summary>Blocks divide what there is.</summary>
    None,

    /// <summary>The last block steps back over elements that another block covers as well; their results are the same twice, or repeating them changes nothing.</summary>
    Overlap,

    /// <summary>The last block steps back, and the elements that were counted before are cleared.</summary>
    ClearedOverlap,

    /// <summary>A single element is loaded by itself, into a block whose other lanes are neutral.</summary>
    Single,

    /// <summary>Only the first lanes of the last block are loaded or stored.</summary>
    Partial,

    /// <summary>A block is split: its last lanes belong before its first ones.</summary>
    Turned,

    /// <summary>One lane is left of each row; the lanes of several rows form a block.</summary>
    Diagonal,

    /// <summary>What is left goes one element after the other, without vectors.</summary>
    Scalar,

    /// <summary>A last panel is as wide as what is left, and has a kernel of its own.</summary>
    NarrowerPanel,
}

/// <summary>Tails in words.</summary>
internal static class Tails
{
    /// <summary>The end of a kernel's line in the plan's text: nothing where there is no tail.</summary>
    public static string Describe(this Tail tail) => tail switch
    {
        Tail.None => "",
        Tail.ClearedOverlap => ", cleared overlap tail",
        Tail.NarrowerPanel => ", narrower last panel",
        _ => $", {tail.ToString().ToLowerInvariant()} tail",
    };
}
