using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Emission.Steps.Recurrent;

/// <summary>Writes what a cell makes of a block of units, whose gates are sums in registers.</summary>
/// <param name="context">The step.</param>
/// <param name="number">The round among the cell's.</param>
/// <param name="tile">The units.</param>
internal sealed class CellUpdate(StepContext<RecurrentStep> context, int number, RecurrentTile tile)
{
    private readonly RecurrentStep _step = context.Step;
    private readonly RecurrentRound _round = context.Step.Cell.Rounds[number];
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>What the sum of a gate starts with.</summary>
    public string Start(int block, int gate)
    {
        bool isProductAlone = _step.Cell is ResetAfterCell && gate == 2;
        string projected = isProductAlone ? "" : Projected(block, _round.First + gate);
        if (_step.Bias < 0)
        {
            return isProductAlone ? "V.Zero" : projected;
        }

        string bias = $"V.Load(ref b, {CSharpLiteral.Of(Gate(block, _round.First + gate))})";
        return isProductAlone ? bias : $"{projected} + {bias}";
    }

    /// <summary>Writes the update, of the expressions of the gates' sums.</summary>
    public void Write(int block, IReadOnlyList<string> sums)
    {
        switch (_step.Cell)
        {
            case SimpleCell cell:
                WriteOutput(block, Apply(cell.Activation, sums[0]));
                break;
            case LstmCell cell:
                WriteLstm(cell, block, sums);
                break;
            case ResetAfterCell cell:
                _writer.Line($"V update = {Apply(cell.Recurrent, sums[0])};");
                _writer.Line($"V reset = {Apply(cell.Recurrent, sums[1])};");
                _writer.Line($"V value = {Apply(cell.Activation, $"V.MultiplyAdd(reset, {sums[2]}, {Projected(block, 2)})")};");
                WriteMixed(block);
                break;
            case ResetBeforeCell cell when number == 0:
                _writer.Line($"V update = {Apply(cell.Recurrent, sums[0])};");
                _writer.Line($"V reset = {Apply(cell.Recurrent, sums[1])};");
                _writer.Line($"V.Store(reset * V.Load(ref h, {Lane(block)}), ref own, {Lane(block, _step.InterimOffset)});");
                _writer.Line($"V.Store(update, ref own, {Lane(block, _step.InterimOffset + _step.StateLength)});");
                break;
            case ResetBeforeCell cell:
                _writer.Line($"V update = V.Load(ref own, {Lane(block, _step.InterimOffset + _step.StateLength)});");
                _writer.Line($"V value = {Apply(cell.Activation, sums[0])};");
                WriteMixed(block);
                break;
            default:
                throw new InvalidOperationException($"There is no update of {_step.Cell}.");
        }
    }

    private void WriteLstm(LstmCell cell, int block, IReadOnlyList<string> sums) =>
        WriteOutput(block, WriteLstm(_writer, cell, context.Compute, sums, "own", Lane(block, _step.MemoryOffset)));

    /// <summary>Writes the gates and the memory of long short-term memory; returns the expression of the output.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="cell">The functions.</param>
    /// <param name="compute">The type that is computed in.</param>
    /// <param name="gates">The expressions of the gates before their functions: i, f, c, o.</param>
    /// <param name="state">The reference of the memory.</param>
    /// <param name="index">The index of the memory.</param>
    public static string WriteLstm(SourceWriter writer, LstmCell cell, string compute, IReadOnlyList<string> gates, string state, string index)
    {
        writer.Line($"V input = {Apply(cell.Recurrent, gates[0], compute)};");
        writer.Line($"V forget = {Apply(cell.Recurrent, gates[1], compute)};");
        writer.Line($"V value = {Apply(cell.Activation, gates[2], compute)};");
        writer.Line($"V output = {Apply(cell.Recurrent, gates[3], compute)};");
        writer.Line($"V memory = V.MultiplyAdd(forget, V.Load(ref {state}, {index}), input * value);");
        writer.Line($"V.Store(memory, ref {state}, {index});");
        return $"output * {Apply(cell.Activation, "memory", compute)}";
    }

    /// <summary>The old output and the new value, in the parts that the update gate says.</summary>
    private void WriteMixed(int block)
    {
        string old = number == 0 ? "h" : "next";
        WriteOutput(block, $"V.MultiplyAdd(update, V.Load(ref {old}, {Lane(block)}), (V.Constant(1) - update) * value)");
    }

    private void WriteOutput(int block, string value)
    {
        _writer.Line($"V result = {value};");
        _writer.Line($"V.Store(result, ref next, {Lane(block)});");
        string at = CSharpLiteral.Of(block * _step.Block);
        bool isPartial = block == tile.Blocks - 1 && tile.LastLanes < _step.Block;
        _writer.Line(isPartial
            ? $"V.StoreFirst(result, ref y, {at}, {CSharpLiteral.Of(tile.LastLanes)});"
            : $"V.Store(result, ref y, {at});");
    }

    private string Apply(string? function, string value) => Apply(function, value, context.Compute);

    private static string Apply(string? function, string value, string compute) =>
        function is null ? value : $"{KernelWriter.Services}.Activations.{function}<V, {compute}>({value})";

    private string Projected(int block, int gate) => $"V.Load(ref x, {CSharpLiteral.Of(Gate(block, gate))})";

    private int Gate(int block, int gate) => ((block * _step.Cell.Gates) + gate) * _step.Block;

    private string Lane(int block, int offset = 0) => KernelWriter.Plus("lane", offset + (block * _step.Block));
}
