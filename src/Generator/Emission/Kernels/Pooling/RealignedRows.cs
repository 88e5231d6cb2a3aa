using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>Rows of whole blocks and one lane that are written out one after the other and share the blocks that they load.</summary>
/// <param name="context">The step.</param>
/// <param name="witness">What sees the values of a maximum.</param>
/// <param name="loopStart">The block that the index <c>i</c> of a loop around the rows starts at; null where there is none.</param>
internal sealed class RealignedRows(StepContext<PoolStep> context, MaximumWitness witness, int? loopStart = null)
{
    /// <summary>The sums of the last channel: those of the phases in the first lanes.</summary>
    public const string Last = "last";

    /// <summary>What half of the values are multiplied by.</summary>
    private const string One = "one";

    /// <summary>What a maximum and its witness take turns with; one name, because the compiler has but so many locals.</summary>
    private const string Moved = "moved";

    private readonly int _phases = context.Step.Choice!.Order.Phases;
    private readonly int _block = context.Element.BlockLanes();
    private readonly int _wholeBlocks = context.Step.Channels / context.Element.BlockLanes();
    private readonly HashSet<int> _loaded = [];

    /// <summary>The blocks that hold the last channel of each row since the last diagonal.</summary>
    private readonly List<string> _lastLanes = [];

    private int _sums;

    /// <summary>The first row of each phase starts its sums.</summary>
    public void WriteFirst()
    {
        PoolStep step = context.Step;
        if (step.Reduction == Reduction.Maximum)
        {
            context.Writer.Line($"V {Moved};");
        }
        else if (_wholeBlocks > 1)
        {
            context.Writer.Line($"V {One} = V.Constant(1);");
        }

        for (int row = 0; row < _phases; row++)
        {
            for (int block = 0; block < _wholeBlocks; block++)
            {
                context.Writer.Line($"V {RowSums.Name(row, block)} = {Block(row, block)};");
            }

            _lastLanes.Add(LastBlock(row));
        }

        context.Writer.Line($"V {Last} = {Diagonal(0)};");
        IEnumerable<string> started = Enumerable.Range(0, _phases).SelectMany(row => Enumerable.Range(0, _wholeBlocks).Select(block => RowSums.Name(row, block)));
        witness.Start(context.Writer, [.. started, Last]);
    }

    /// <summary>Rows that start with one of the first phase.</summary>
    public void Write(int from, int to)
    {
        for (int row = from; row < to; row++)
        {
            for (int block = 0; block < _wholeBlocks; block++)
            {
                Combine(RowSums.Name(row % _phases, block), Block(row, block));
            }

            _lastLanes.Add(LastBlock(row));
            if (_lastLanes.Count == _phases)
            {
                Combine(Last, Diagonal(row % _block / _phases));
            }
        }
    }

    /// <summary>The last row is loaded as it lies: a block after it would not be the input's.</summary>
    public void WriteLast(int row)
    {
        PoolStep step = context.Step;
        for (int block = 0; block < _wholeBlocks; block++)
        {
            string sum = RowSums.Name(row % _phases, block);
            string index = CSharpLiteral.Of((row * step.Channels) + (block * _block));
            context.Writer.Line($"{sum} = {witness.CombineAt(sum, "x", index)};");
        }

        context.Writer.Line($"V end = V.SplatAt(ref x, {CSharpLiteral.Of((step.Positions * step.Channels) - 1)});");
        _lastLanes.Add("end");
        if (_lastLanes.Count < _phases)
        {
            context.Writer.Line($"V nothing = V.Constant({step.Reduction.Neutral(context.Compute)});");
            _lastLanes.AddRange(Enumerable.Repeat("nothing", _phases - _lastLanes.Count));
        }

        Combine(Last, Diagonal(row % _block / _phases));
    }

    /// <summary>
    /// Combines a sum with a block. Of the sums of several blocks half are multiply-adds, which give the same bits: a unit
    /// that adds also moves lanes, and there are more additions than loads then.
    /// </summary>
    private void Combine(string sum, string block)
    {
        if (context.Step.Reduction == Reduction.Mean)
        {
            bool multiplies = _wholeBlocks > 1 && sum != Last && _sums++ % 2 == 1;
            context.Writer.Line(multiplies ? $"{sum} = V.MultiplyAdd({block}, {One}, {sum});" : $"{sum} = {sum} + {block};");
            return;
        }

        if (block.Contains('('))
        {
            context.Writer.Line($"{Moved} = {block};");
            block = Moved;
        }

        witness.Combine(context.Writer, sum, block);
    }

    /// <summary>One of a row's whole blocks.</summary>
    private string Block(int row, int block)
    {
        int start = (row * context.Step.Channels) + (block * _block);
        string first = Load(start / _block);
        return start % _block == 0 ? first : $"V.Realign({first}, {Load((start / _block) + 1)}, {CSharpLiteral.Of(start % _block)})";
    }

    /// <summary>The block with a row's last lane.</summary>
    private string LastBlock(int row) => Load((((row + 1) * context.Step.Channels) - 1) / _block);

    /// <summary>The last lanes of four rows.</summary>
    private string Diagonal(int four)
    {
        string diagonal = $"V.Diagonal({string.Join(", ", _lastLanes)}, {CSharpLiteral.Of(four)})";
        _lastLanes.Clear();
        return diagonal;
    }

    /// <summary>The name of a block, which is loaded where it is not yet.</summary>
    private string Load(int block)
    {
        string name = (loopStart is null ? "b" : "i") + CSharpLiteral.Of(block);
        if (_loaded.Add(block))
        {
            string index = loopStart is { } start ? KernelWriter.Plus("i", (block - start) * _block) : CSharpLiteral.Of(block * _block);
            context.Writer.Line($"V {name} = V.Load(ref x, {index});");
        }

        return name;
    }
}
