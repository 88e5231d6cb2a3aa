using ShapeGen.Generator.Emission.Steps;

namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>
/// A tile of a matrix product in registers: some rows by some blocks of lanes. Sums start with the bias, inputs go past them
/// one a phase at a time, and the end joins the phases, applies a function and stores. What steps from one row, input or
/// result to the next is data, so that any product with weights in rows of lanes can use it.
/// </summary>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Lanes">The tile's blocks, as the text has them.</param>
/// <param name="Phases">Partial sums of each result: 1, 2 or 4.</param>
/// <param name="Inputs">Values of a row that are multiplied.</param>
/// <param name="InputPitch">Elements from a row's first value to the next row's.</param>
/// <param name="OutputPitch">Elements from a row's first result to the next row's.</param>
/// <param name="WeightPitch">Elements from the weights of one value to those of the next.</param>
internal sealed record MatrixTile(int Rows, IReadOnlyList<LanePart> Lanes, int Phases, int Inputs, int InputPitch, int OutputPitch, int WeightPitch)
{
    /// <summary>What a kernel's comment says about the names of its locals.</summary>
    public const string Explanation = "s<row>_<phase>_<block>: sums, which start with the bias; phases end as (0 + 1) + (2 + 3).";

    /// <summary>The same of a kernel whose sums are cut into sections.</summary>
    public const string SectionExplanation = "A long sum is one of sections, each added to the result, and of the bias: the error of a sum grows with the number of its terms. s<row>_<phase>_<block>: sums of a section; phases end as (0 + 1) + (2 + 3).";

    /// <summary>How the kernel says what it does.</summary>
    public BlockOperations Blocks { get; init; } = BlockOperations.OfBlock;

    /// <summary>The reference of the first row's values.</summary>
    public string Source { get; init; } = "x";

    /// <summary>The reference of the first row's results.</summary>
    public string Destination { get; init; } = "y";

    /// <summary>The reference of the weights.</summary>
    public string Weights { get; init; } = "w";

    /// <summary>The reference of the weights of the second half of the blocks, a stream that goes beside that of the first; null where there is one stream.</summary>
    public string? OtherWeights { get; init; }

    /// <summary>The reference of the bias, or null.</summary>
    public string? Bias { get; init; }

    /// <summary>The reference of what is added to the first row's results; the others lie as the results do.</summary>
    public string Other { get; init; } = StepEmitter.OtherName;

    /// <summary>Rows of weights that are prefetched; 0 where none are.</summary>
    public int PrefetchedRows { get; init; }

    /// <summary>
    /// Values of a row whose products are added up before that sum is added to the result, which lies in the destination meanwhile; 0
    /// where all are one sum.
    /// </summary>
    public int Section { get; init; }

    /// <summary>Inputs of each phase that an iteration of the loop takes; more than one where they fill whole iterations.</summary>
    public int InputsTogether { get; init; } = 1;

    /// <summary>Weights are loaded into registers of their own, which all rows use; else they are operands of a single row.</summary>
    public bool SharesWeights { get; init; }

    /// <summary>The name of a sum.</summary>
    public static string Sum(int row, int phase, int block) => $"s{CSharpLiteral.Of(row)}_{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(block)}";

    /// <summary>Writes a whole tile.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="finish">The expression of a result, of that of a sum, the reference of what is added, where in it, and how many lanes of a block count.</param>
    public void Write(SourceWriter writer, Func<string, string, string, int, string> finish)
    {
        WriteSums(writer);
        WriteInputs(writer, (input, index, k, suffix) => WriteProducts(writer, input, index, k, suffix));
        WriteStores(writer, finish);
    }

    /// <summary>Declares the sums; those of the first phase start with the bias. To those of sections it comes last: it may be larger than all of them.</summary>
    public void WriteSums(SourceWriter writer) => ForEach(Phases, (row, phase, block) =>
    {
        writer.Line($"{Blocks.Type} {Sum(row, phase, block)} = {(Section > 0 || phase > 0 || Bias is null ? Blocks.Zero : row > 0 ? Sum(0, 0, block) : BiasOf(block))};");
        if (Section > 0 && phase == 0)
        {
            writer.Line(Blocks.Store(Sum(row, phase, block), Destination, ResultAt(row, block)));
        }
    });

    /// <summary>Writes what each input contributes: a loop over groups of one input a phase, and the inputs that make no group.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="write">
    /// Writes an input's part, given its number in the iteration, the loop's index or nothing, the input's number after that, and an end for
    /// the names of locals after the loop. The weights of the iteration's first input start at <c>at</c>.
    /// </param>
    public void WriteInputs(SourceWriter writer, Action<int, string, int, string> write)
    {
        int looped = Inputs / Phases * Phases;
        writer.Line("nuint at = 0;");
        if (Section == 0)
        {
            WriteLoop("0", CSharpLiteral.Of(looped));
        }
        else
        {
            using (writer.Block($"for (nuint section = 0; section < {CSharpLiteral.Of(looped)}; section += {CSharpLiteral.Of(Section)})"))
            {
                writer.Line(looped % Section == 0
                    ? $"nuint sectionEnd = section + {CSharpLiteral.Of(Section)};"
                    : $"nuint sectionEnd = global::System.Math.Min(section + {CSharpLiteral.Of(Section)}, {CSharpLiteral.Of(looped)});");
                WriteLoop("section", "sectionEnd");
                WriteSectionEnd(writer);
            }
        }

        void WriteLoop(string start, string end)
        {
            int together = Phases * InputsTogether;
            using (writer.Block($"for (nuint k = {start}; k < {end}; k += {CSharpLiteral.Of(together)}, at += {CSharpLiteral.Of(together * WeightPitch)})"))
            {
                for (int input = 0; input < together; input++)
                {
                    write(input, "k", input, "");
                }
            }
        }

        for (int k = looped; k < Inputs; k++)
        {
            write(k - looped, "", k, "Last");
        }
    }

    /// <summary>Adds to each sum of a phase what one input of an iteration contributes.</summary>
    public void WriteProducts(SourceWriter writer, int input, string index, int k, string suffix)
    {
        string names = CSharpLiteral.Of(input) + suffix;
        int phase = input % Phases;
        if (!SharesWeights)
        {
            WriteProductsAlone(writer, input, KernelWriter.Plus(index, k), names, suffix.Length == 0);
            return;
        }

        for (int block = 0; block < Lanes.Count; block++)
        {
            int offset = (input * WeightPitch) + Lanes[block].Offset;
            writer.Line($"{Blocks.Type} w{names}_{CSharpLiteral.Of(block)} = {Blocks.Load(Weights, KernelWriter.Plus("at", offset))};");
            WritePrefetch(writer, offset, suffix.Length == 0 && Lanes[block].IsStart);
        }

        for (int row = 0; row < Rows; row++)
        {
            string x = $"x{names}_{CSharpLiteral.Of(row)}";
            writer.Line($"{Blocks.Type} {x} = {Blocks.SplatAt(Source, KernelWriter.Plus(index, (row * InputPitch) + k))};");
            for (int block = 0; block < Lanes.Count; block++)
            {
                writer.Line(Blocks.AddProduct(Sum(row, phase, block), x, $"w{names}_{CSharpLiteral.Of(block)}"));
            }
        }
    }

    private void WriteProductsAlone(SourceWriter writer, int input, string k, string names, bool isInLoop)
    {
        writer.Line($"{Blocks.Type} x{names} = {Blocks.SplatAt(Source, k)};");
        foreach (int block in OtherWeights is null ? Enumerable.Range(0, Lanes.Count) : InTurn(Lanes.Count / 2))
        {
            int offset = (input * WeightPitch) + Lanes[block].Offset;
            string weights = OtherWeights is not null && block >= Lanes.Count / 2 ? OtherWeights : Weights;
            writer.Line(Blocks.AddProductAt(Sum(0, input % Phases, block), $"x{names}", weights, KernelWriter.Plus("at", offset)));
            WritePrefetch(writer, offset, isInLoop && Lanes[block].IsStart);
        }
    }

    /// <summary>The blocks of two streams in the order in which they are read: two of one and two of the other, or all where they are odd.</summary>
    private static IEnumerable<int> InTurn(int each) =>
        from part in Enumerable.Range(0, each % 2 == 0 ? each / 2 : 1)
        let length = each % 2 == 0 ? 2 : each
        from stream in new[] { 0, each }
        from block in Enumerable.Range(part * length, length)
        select stream + block;

    /// <summary>Prefetches the block of weights some rows after the one at an offset; after the last panel there is nothing, which does no harm.</summary>
    private void WritePrefetch(SourceWriter writer, int offset, bool isWanted)
    {
        if (isWanted && PrefetchedRows > 0)
        {
            writer.Line($"{KernelWriter.Services}.CacheLine.Prefetch(ref {Weights}, {KernelWriter.Plus("at", offset + (PrefetchedRows * WeightPitch))});");
        }
    }

    /// <summary>Adds the sums of a section to the results.</summary>
    private void WriteSectionEnd(SourceWriter writer)
    {
        for (int row = 0; row < Rows; row++)
        {
            WriteJoined(writer, row, block => [Blocks.Load(Destination, ResultAt(row, block)), Bracketed(row, block)]);
            for (int block = 0; block < Lanes.Count; block++)
            {
                writer.Line(Blocks.Store(Sum(row, 0, block), Destination, ResultAt(row, block)));
                for (int phase = 0; phase < Phases; phase++)
                {
                    writer.Line(BlockOperations.Clear(Sum(row, phase, block)));
                }
            }
        }
    }

    /// <summary>Makes of the sums of a row what they and others come to. Blocks may overlap, so all results are loaded before the first is stored.</summary>
    private void WriteJoined(SourceWriter writer, int row, Func<int, IEnumerable<string>> terms)
    {
        for (int block = 0; block < Lanes.Count; block++)
        {
            writer.Line($"{Sum(row, 0, block)} = {string.Join(" + ", terms(block))};");
        }
    }

    /// <summary>The expression of a sum of all phases.</summary>
    private string Join(int row, int block) => Reductions.Tree([.. Enumerable.Range(0, Phases).Select(phase => Sum(row, phase, block))], (left, right) => $"{left} + {right}");

    private string BiasOf(int block) => Blocks.Load(Bias!, CSharpLiteral.Of(Lanes[block].Offset));

    private string Bracketed(int row, int block) => Phases > 1 ? $"({Join(row, block)})" : Join(row, block);

    private string ResultAt(int row, int block) => CSharpLiteral.Of((row * OutputPitch) + Lanes[block].Offset);

    /// <summary>Joins the phases, and with the results what sections came to and the bias, and stores the results.</summary>
    public void WriteStores(SourceWriter writer, Func<string, string, string, int, string> finish)
    {
        for (int row = 0; row < Rows; row++)
        {
            if (Section > 0)
            {
                // Inputs that make no group of phases are in the sums still.
                WriteJoined(writer, row, block =>
                [
                    Blocks.Load(Destination, ResultAt(row, block)),
                    .. Inputs % Phases == 0 ? [] : (string[])[Bracketed(row, block)],
                    .. Bias is null ? [] : (string[])[BiasOf(block)],
                ]);
            }

            for (int block = 0; block < Lanes.Count; block++)
            {
                int stored = Lanes[block].StoredLanes;
                string at = ResultAt(row, block);
                string value = finish(Section > 0 ? Sum(row, 0, block) : Join(row, block), Other, at, stored);
                writer.Line(stored > 0 ? Blocks.StoreFirst(value, Destination, at, stored) : Blocks.Store(value, Destination, at));
            }
        }
    }

    private void ForEach(int phases, Action<int, int, int> write)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int phase = 0; phase < phases; phase++)
            {
                for (int block = 0; block < Lanes.Count; block++)
                {
                    write(row, phase, block);
                }
            }
        }
    }
}
