namespace ShapeGen.Generator.Planning;

/// <summary>What the passes have settled in a draft, and so what <see cref="Verification.PlanVerifier"/> may hold it to.</summary>
[Flags]
internal enum PlanFacts
{
    None = 0,

    /// <summary>Every step moves or computes something.</summary>
    ViewsElided = 1,

    /// <summary>Every step knows its kernel, phases and tiles.</summary>
    TilesChosen = 2,

    /// <summary>Every weight has its place in the packed buffer.</summary>
    WeightsPacked = 4,

    /// <summary>Every step knows where it reads and writes.</summary>
    BuffersAssigned = 8,

    /// <summary>The samples of a batch that go together are counted.</summary>
    ChunkChosen = 16,

    /// <summary>Every output of the model is a value that a step writes for it alone.</summary>
    OutputsSeparated = 32,
}
