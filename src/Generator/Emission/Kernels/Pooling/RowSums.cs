using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>The results of a tile in registers, one for each phase and block, and the rows that go past them.</summary>
/// <param name="context">The step.</param>
/// <param name="offsets">Where the tile's blocks start in a row.</param>
/// <param name="witness">What sees the values of a maximum.</param>
internal sealed class RowSums(StepContext<PoolStep> context, IReadOnlyList<int> offsets, MaximumWitness witness)
{
    private readonly PoolStep _step = context.Step;
    private readonly PoolOrder _order = context.Step.Choice!.Order;

    /// <summary>What a kernel's comment says about the names and the order of the results.</summary>
    public static string Explain(PoolOrder order)
    {
        string joined = order.Phases switch { 1 => "", 2 => ", which end as 0 + 1", _ => ", which end as (0 + 2) + (1 + 3)" };
        return $"s<phase>_<block>: results so far; {(order.Phases == 1 ? "one phase takes all rows" : $"rows take turns in {order.Phases} phases{joined}")}.";
    }

    /// <summary>The name of a result.</summary>
    public static string Name(int phase, int block) => $"s{CSharpLiteral.Of(phase)}_{CSharpLiteral.Of(block)}";

    /// <summary>The names of all results, phase by phase.</summary>
    public IEnumerable<string> Names =>
        Enumerable.Range(0, _order.Phases).SelectMany(phase => Enumerable.Range(0, offsets.Count).Select(block => Name(phase, block)));

    /// <summary>Elements from a row to the next.</summary>
    private int Stride => _order.Fold * _step.Channels;

    /// <summary>The first row of each phase starts its results.</summary>
    public void WriteFirst(string reference) =>
        ForEach((phase, block, index) => context.Writer.Line($"V {Name(phase, block)} = V.Load(ref {reference}, {CSharpLiteral.Of(index)});"));

    /// <summary>The rows from one group of phases on up to a last one.</summary>
    public void WriteRows(string reference, int firstGroup, int rows, LoopShape loop)
    {
        SourceWriter writer = context.Writer;
        int group = _order.Phases * Stride;
        if (loop.Looped > 0)
        {
            string end = CSharpLiteral.Of((loop.Looped + firstGroup) * group);
            using (writer.Block($"for (nuint i = {CSharpLiteral.Of(firstGroup * group)}; i < {end}; i += {CSharpLiteral.Of(loop.Unroll * group)})"))
            {
                for (int u = 0; u < loop.Unroll; u++)
                {
                    int from = u * group;
                    ForEach((phase, block, index) =>
                        writer.Line($"{Name(phase, block)} = {witness.CombineAt(Name(phase, block), reference, KernelWriter.Plus("i", from + index))};"));
                }
            }
        }

        // The rows that the loop leaves, one phase after the other.
        for (int row = (loop.Looped + firstGroup) * _order.Phases; row < rows; row++)
        {
            WriteRow(reference, row, offsets.Count);
        }
    }

    /// <summary>Combines the first blocks of one row with the results of its phase.</summary>
    public void WriteRow(string reference, int row, int blocks)
    {
        int phase = row % _order.Phases;
        for (int block = 0; block < blocks; block++)
        {
            string index = CSharpLiteral.Of((row * Stride) + offsets[block]);
            context.Writer.Line($"{Name(phase, block)} = {witness.CombineAt(Name(phase, block), reference, index)};");
        }
    }

    /// <summary>Joins the phases of each block and lets the caller store the result.</summary>
    public void WriteStores(Action<string, int> store)
    {
        bool divides = _step.Reduction.Divides(_step.Divisor) && _order.Fold == 1;
        if (divides)
        {
            context.Writer.Line($"V count = V.Constant({CSharpLiteral.Of(_step.Divisor)});");
        }

        for (int block = 0; block < offsets.Count; block++)
        {
            string[] parts = [.. Enumerable.Range(0, _order.Phases).Select(phase => Name(phase, block))];
            string value = Reductions.JoinPhases(parts, (left, right) => _step.Reduction.CombineNumbers(left, right));
            if (_step.Reduction == Reduction.Maximum)
            {
                value = witness.Name(context.Writer, value);
                witness.Finish(context.Writer, value);
            }

            store(divides ? $"{(parts.Length > 1 ? $"({value})" : value)} / count" : value, block);
        }
    }

    /// <summary>Every phase and block, with its index in a group of rows.</summary>
    public void ForEach(Action<int, int, int> write)
    {
        for (int phase = 0; phase < _order.Phases; phase++)
        {
            for (int block = 0; block < offsets.Count; block++)
            {
                write(phase, block, (phase * Stride) + offsets[block]);
            }
        }
    }
}
