namespace ShapeGen.Generator.Planning.Values;

/// <summary>
/// A tensor of one sample, in static single assignment form: written once, by the caller or by one step, and read by any
/// number of later ones. What a step needs for itself alone is a value too.
/// </summary>
/// <param name="Length">Elements.</param>
internal sealed record PlanValue(int Length)
{
    /// <summary>Where it lies; decided by <see cref="Passes.AssignBuffers"/>.</summary>
    public BufferRef Place { get; init; }

    /// <summary>Where it starts in the memory that it shares with others as a part of theirs: 0 unless a concatenation finds it in its place.</summary>
    public int Lead { get; init; }

    /// <summary>Elements from one sample of a chunk to the next: more than <see cref="Length"/> where it is a part of another value.</summary>
    public int Pitch { get; init; }
}

/// <summary>Which memory a value lies in.</summary>
internal enum BufferKind
{
    /// <summary>The caller's input, of the storage type.</summary>
    Input,

    /// <summary>The caller's input of integers.</summary>
    Indices,

    /// <summary>The caller's destination, of the storage type.</summary>
    Output,

    /// <summary>Scratch of the compute type.</summary>
    Scratch,

    /// <summary>What a model that is stepped keeps from one time step to the next, of the compute type.</summary>
    State,
}

/// <summary>A place in memory.</summary>
/// <param name="Kind">Whose memory.</param>
/// <param name="Offset">Elements from the start of the buffer.</param>
/// <param name="Index">Which of the model's inputs or outputs it is.</param>
internal readonly record struct BufferRef(BufferKind Kind, int Offset = 0, int Index = 0)
{
    /// <summary>In words, for <see cref="PlanText"/> and faults.</summary>
    public override string ToString()
    {
        string name = Kind switch
        {
            BufferKind.Input or BufferKind.Indices => Index == 0 ? "input" : $"input {InvariantText.Of(Index + 1)}",
            BufferKind.Output => Index == 0 ? "output" : $"output {InvariantText.Of(Index + 1)}",
            BufferKind.State => "state",
            _ => "scratch",
        };
        return Kind is BufferKind.Scratch or BufferKind.State || Offset > 0 ? $"{name} at {InvariantText.Of(Offset)}" : name;
    }
}
