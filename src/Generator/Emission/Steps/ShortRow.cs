using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>Writes the normalisation of a row of a few blocks, which stay in registers, in the order of the runtime's <c>RowStatistics</c>.</summary>
/// <param name="context">The step.</param>
/// <param name="from">The reference of the row.</param>
/// <param name="to">That of its result.</param>
internal sealed class ShortRow(StepContext<NormalizeStep> context, string from, string to)
{
    private readonly NormalizeStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;
    private readonly int _block = context.Element.BlockLanes();

    private bool IsCentered => _step.Statistic == RowStatistic.Deviation;

    private int WholeBlocks => _step.Length / _block;

    /// <summary>Elements of a last block that is partial.</summary>
    private int Rest => _step.Length % _block;

    private string Length => CSharpLiteral.Of(_step.Length, context.Compute);

    /// <param name="result">The expression of a result, of that of a block divided by its statistic and of what loads the same block of a reference.</param>
    public void Write(Func<string, Func<string, string>, string> result)
    {
        for (int block = 0; block < WholeBlocks; block++)
        {
            _writer.Line($"V {Value(block)} = V.Load(ref {from}, {At(block)});");
        }

        WriteCenter();
        WriteFactor();
        for (int block = 0; block < WholeBlocks; block++)
        {
            int at = block;
            _writer.Line($"V.Store({result($"{Value(block)} * factor", reference => $"V.Load(ref {reference}, {At(at)})")}, ref {to}, {At(block)});");
        }

        if (Rest > 0)
        {
            string last = result($"{Value(WholeBlocks)} * factor", reference => First(reference, "0"));
            _writer.Line($"V.StoreFirst({last}, ref {to}, {At(WholeBlocks)}, {CSharpLiteral.Of(Rest)});");
        }
    }

    /// <summary>Takes the mean away from the values.</summary>
    private void WriteCenter()
    {
        if (IsCentered)
        {
            WriteSums("sum", (sum, value) => $"{sum} + {value}", value => value);
            string rest = Rest == 0 ? "" : WholeBlocks == 0 ? First(from, "0") : $" + {First(from, "0")}";
            _writer.Line($"{context.Compute} mean = V.SumAcross({Total("sum")}{rest}) / {Length};");
            _writer.Line("V center = V.Splat(mean);");
            for (int block = 0; block < WholeBlocks; block++)
            {
                _writer.Line($"{Value(block)} -= center;");
            }
        }

        if (Rest > 0)
        {
            // Lanes after the row hold the center, whose difference is 0.
            _writer.Line($"V {Value(WholeBlocks)} = {(IsCentered ? $"{First(from, "mean")} - center" : First(from, "0"))};");
        }
    }

    /// <summary>What the values are multiplied by.</summary>
    private void WriteFactor()
    {
        WriteSums("square", (sum, value) => $"V.MultiplyAdd({value}, {value}, {sum})", value => $"{value} * {value}");
        string last = Value(WholeBlocks);
        string total = Rest == 0 ? Total("square") : WholeBlocks == 0 ? $"{last} * {last}" : $"V.MultiplyAdd({last}, {last}, {Total("square")})";
        string sum = $"V.SumAcross({total})";
        string epsilon = CSharpLiteral.Of(_step.Epsilon, context.Compute);
        string divisor = _step.Statistic == RowStatistic.Norm ? $"{context.Compute}.Max({sum}, {epsilon})" : $"({sum} / {Length}) + {epsilon}";
        _writer.Line($"V factor = V.Splat({CSharpLiteral.Of(1, context.Compute)} / {context.Compute}.Sqrt({divisor}));");
    }

    /// <summary>Whole groups of blocks go to as many sums, the blocks after them to the first.</summary>
    private void WriteSums(string name, Func<string, string, string> add, Func<string, string> start)
    {
        for (int block = 0; block < WholeBlocks; block++)
        {
            int phase = block < WholeBlocks / NormalizeStep.Phases * NormalizeStep.Phases ? block % NormalizeStep.Phases : 0;
            string sum = $"{name}{CSharpLiteral.Of(phase)}";
            bool isFirst = block == phase;
            _writer.Line(isFirst ? $"V {sum} = {start(Value(block))};" : $"{sum} = {add(sum, Value(block))};");
        }
    }

    private string Total(string name) => WholeBlocks >= NormalizeStep.Phases ? $"{name}0 + {name}2 + ({name}1 + {name}3)" : WholeBlocks > 0 ? $"{name}0" : "";

    private string First(string reference, string fill) => $"V.LoadFirst(ref {reference}, {At(WholeBlocks)}, {CSharpLiteral.Of(Rest)}, {fill})";

    private string At(int block) => CSharpLiteral.Of(block * _block);

    private static string Value(int block) => $"x{CSharpLiteral.Of(block)}";
}
