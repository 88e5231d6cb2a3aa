using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Emission.Steps.Recurrent;

/// <summary>
/// Writes what a cell makes of the sums of a round, a block of units at a time. It follows the products of all units: functions
/// of several blocks are then in flight together, where a tile would wait for those of its own.
/// </summary>
/// <param name="context">The step.</param>
/// <param name="method">The update's method.</param>
/// <param name="number">The round among the cell's.</param>
internal sealed class CellUpdate(StepContext<RecurrentStep> context, string method, int number)
{
    private readonly RecurrentStep _step = context.Step;
    private readonly RecurrentRound _round = context.Step.Cell.Rounds[number];
    private readonly SourceWriter _writer = context.Writer;

    private IReadOnlyList<KernelParameter> Parameters =>
    [
        new(context.Source, "x"),
        new(context.Destination, "y"),
        new(context.Compute, "own"),
        new(context.Compute, "own1"),
    ];

    /// <summary>Writes the call.</summary>
    /// <param name="row">The variable of the time step that is read, or null for the only one.</param>
    /// <param name="place">The variable of the time step that is written, or null for the only one.</param>
    public void WriteCall(string? row, string? place)
    {
        string x = KernelWriter.At("x", WindowLoops.Sum(0, (row, _step.Blocks * _step.Cell.Gates * _step.Block)));
        string y = KernelWriter.At("y", WindowLoops.Sum(0, (place, _step.Units)));
        _writer.Line($"{method}<V>({x}, {y}, ref own, ref own1);");
    }

    public void Write()
    {
        using (context.Kernel.Generic(method, Parameters))
        {
            // The functions are written once, for whole blocks and a partial last one: twice as many exceed what the JIT inlines in a method.
            WindowLoops.Loop(_writer, "block", _step.Blocks, WriteBlock);
        }
    }

    private void WriteBlock(string? block)
    {
        int gates = _step.Cell.Gates * _step.Block;
        _writer.Line($"nuint at = {WindowLoops.Sum(0, (block, gates))};");
        _writer.Line($"nuint lane = {WindowLoops.Sum(0, (block, _step.Block))};");
        string[] sums = [.. Enumerable.Range(_round.First, _round.Gates).Select(gate => $"V.Load(ref own1, {Gate(gate)})")];
        string? result = Result(sums);
        if (result is null)
        {
            return;
        }

        _writer.Line($"V result = {result};");
        _writer.Line("V.Store(result, ref own, lane);");
        WriteStore(_writer, "y", "lane", block, _step.Units, _step.Block);
    }

    /// <summary>Writes the store of a result, of which the last block may be partial.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="target">The reference.</param>
    /// <param name="at">Where in it.</param>
    /// <param name="block">The variable of the block, or null for the only one.</param>
    /// <param name="units">Elements of all blocks.</param>
    /// <param name="lanes">Lanes of a block.</param>
    public static void WriteStore(SourceWriter writer, string target, string at, string? block, int units, int lanes)
    {
        string whole = $"V.Store(result, ref {target}, {at});";
        if (units % lanes == 0)
        {
            writer.Line(whole);
            return;
        }

        string partial = $"V.StoreFirst(result, ref {target}, {at}, {CSharpLiteral.Of(units % lanes)});";
        if (block is null)
        {
            writer.Line(partial);
            return;
        }

        using (writer.Block($"if ({block} < {CSharpLiteral.Of(units / lanes)})"))
        {
            writer.Line(whole);
        }

        using (writer.Block("else"))
        {
            writer.Line(partial);
        }
    }

    /// <summary>Writes the update up to the output, whose expression it returns; null after a round that makes none.</summary>
    private string? Result(IReadOnlyList<string> sums)
    {
        switch (_step.Cell)
        {
            case SimpleCell cell:
                return Apply(cell.Activation, sums[0]);
            case LstmCell cell:
                return WriteLstm(_writer, cell, context.Compute, sums, "own", Lane(_step.MemoryOffset));
            case ResetAfterCell { Recurrent: "Sigmoid", Activation: "Tanh" } cell:
                _writer.Line($"V reset = {Apply(cell.Recurrent, sums[1])};");
                return $"{KernelWriter.Services}.ElementwiseFunctions.MixWithTanh<V, {context.Compute}>({sums[0]}, V.Load(ref own, lane), V.MultiplyAdd(reset, {sums[2]}, V.Load(ref x, {Gate(2)})))";
            case ResetAfterCell cell:
                _writer.Line($"V update = {Apply(cell.Recurrent, sums[0])};");
                _writer.Line($"V reset = {Apply(cell.Recurrent, sums[1])};");
                _writer.Line($"V value = {Apply(cell.Activation, $"V.MultiplyAdd(reset, {sums[2]}, V.Load(ref x, {Gate(2)}))")};");
                return Mixed;
            case ResetBeforeCell cell when number == 0:
                _writer.Line($"V update = {Apply(cell.Recurrent, sums[0])};");
                _writer.Line($"V reset = {Apply(cell.Recurrent, sums[1])};");
                _writer.Line($"V.Store(reset * V.Load(ref own, lane), ref own1, {Lane(_step.InterimOffset)});");
                _writer.Line($"V.Store(update, ref own1, {Lane(_step.InterimOffset + _step.StateLength)});");
                return null;
            case ResetBeforeCell cell:
                _writer.Line($"V update = V.Load(ref own1, {Lane(_step.InterimOffset + _step.StateLength)});");
                _writer.Line($"V value = {Apply(cell.Activation, sums[0])};");
                return Mixed;
            default:
                throw new InvalidOperationException($"There is no update of {_step.Cell}.");
        }
    }

    /// <summary>The old output and the new value, in the parts that the update gate says.</summary>
    private static string Mixed => "V.MultiplyAdd(update, V.Load(ref own, lane), (V.Constant(1) - update) * value)";

    /// <summary>Writes the gates and the memory of long short-term memory; returns the expression of the output.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="cell">The functions.</param>
    /// <param name="compute">The type that is computed in.</param>
    /// <param name="gates">The expressions of the gates before their functions: i, f, c, o.</param>
    /// <param name="state">The reference of the memory.</param>
    /// <param name="index">The index of the memory.</param>
    public static string WriteLstm(SourceWriter writer, LstmCell cell, string compute, IReadOnlyList<string> gates, string state, string index)
    {
        writer.Line($"V forget = {Apply(cell.Recurrent, gates[1], compute)};");
        writer.Line($"V added = {Gated(cell, gates[0], gates[2], compute)};");
        writer.Line($"V memory = V.MultiplyAdd(forget, V.Load(ref {state}, {index}), added);");
        writer.Line($"V.Store(memory, ref {state}, {index});");
        return Gated(cell, gates[3], "memory", compute);
    }

    /// <summary>The expression of a gate's function times that of a value.</summary>
    private static string Gated(LstmCell cell, string gate, string value, string compute) => cell is { Recurrent: "Sigmoid", Activation: "Tanh" }
        ? $"{KernelWriter.Services}.ElementwiseFunctions.SigmoidTimesTanh<V, {compute}>({gate}, {value})"
        : $"{Apply(cell.Recurrent, gate, compute)} * {Apply(cell.Activation, value, compute)}";

    private string Apply(string? function, string value) => Apply(function, value, context.Compute);

    private static string Apply(string? function, string value, string compute) =>
        function is null ? value : $"{KernelWriter.Services}.{RecurrentCell.ClassOf(function)}.{function}<V, {compute}>({value})";

    private string Gate(int gate) => KernelWriter.Plus("at", gate * _step.Block);

    private static string Lane(int offset) => KernelWriter.Plus("lane", offset);
}
