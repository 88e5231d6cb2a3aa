namespace ShapeGen.Generator.Emission.Steps;

/// <summary>A loop over the blocks of a run of elements, the last one partial.</summary>
internal static class LaneLoop
{
    /// <param name="writer">Where to write.</param>
    /// <param name="block">Lanes of a block.</param>
    /// <param name="length">Elements of the run.</param>
    /// <param name="whole">Writes a whole block at <c>i</c>, given what loads the same block behind a reference; an empty name is the run's own.</param>
    /// <param name="partial">The same for the first lanes of the last block, given also where it starts and how many there are.</param>
    /// <param name="source">The run's reference.</param>
    /// <param name="index">The loop's index.</param>
    public static void Write(
        SourceWriter writer,
        int block,
        int length,
        Func<Func<string, string>, string> whole,
        Func<Func<string, string>, string, string, string> partial,
        string source,
        string index = "i")
    {
        int end = length / block * block;
        string Name(string reference) => reference.Length == 0 ? source : reference;
        if (end > 0)
        {
            using (writer.Block($"for (nuint {index} = 0; {index} < {CSharpLiteral.Of(end)}; {index} += {CSharpLiteral.Of(block)})"))
            {
                writer.Line(whole(reference => $"V.Load(ref {Name(reference)}, {index})"));
            }
        }

        if (end < length)
        {
            string first = CSharpLiteral.Of(end);
            string lanes = CSharpLiteral.Of(length - end);
            writer.Line(partial(reference => $"V.LoadFirst(ref {Name(reference)}, {first}, {lanes}, 0)", first, lanes));
        }
    }
}
