using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Emission.Steps.Recurrent;

/// <summary>
/// Writes what a time step gives that the mask leaves out: zeros, or the output before it once more, which is the state's. The state
/// starts at zero, so before the first step that counts both are the same.
/// </summary>
/// <param name="context">The step.</param>
/// <param name="method">The method.</param>
internal sealed class MaskedOutput(StepContext<RecurrentStep> context, string method)
{
    private readonly RecurrentStep _step = context.Step;
    private readonly SourceWriter _writer = context.Writer;

    private IReadOnlyList<KernelParameter> Parameters => [new(context.Compute, "own"), new(context.Destination, "y")];

    /// <summary>The condition that the mask leaves a time step out.</summary>
    /// <param name="row">The variable of the time step that is read, or null for the only one.</param>
    public string Condition(string? row)
    {
        string mask = StepEmitter.SourceName(1);
        string first = WindowLoops.Sum(0, (row, _step.MaskWidth));
        return _step.MaskWidth == 1
            ? $"{KernelWriter.Element(mask, first)} == 0"
            : $"!global::System.MemoryExtensions.ContainsAnyExcept({KernelWriter.Marshal}.CreateReadOnlySpan({KernelWriter.At(mask, first)}, {CSharpLiteral.Of(_step.MaskWidth)}), 0)";
    }

    /// <summary>Writes the call.</summary>
    /// <param name="place">The variable of the time step that is written, or null for the only one.</param>
    public void WriteCall(string? place) =>
        _writer.Line($"{method}<V>(ref own, {KernelWriter.At("y", WindowLoops.Sum(0, (place, _step.Units)))});");

    public void Write()
    {
        using (context.Kernel.Generic(method, Parameters, comment: _step.ZeroesMasked ? "A time step that does not count gives zeros." : "A time step that does not count gives the output before it once more."))
        {
            LaneLoop.Write(
                _writer,
                _step.Block,
                _step.Units,
                load => $"V.Store({Value(load(""))}, ref y, lane);",
                (load, first, lanes) => $"V.StoreFirst({Value(load(""))}, ref y, {first}, {lanes});",
                "own",
                "lane");
        }
    }

    private string Value(string state) => _step.ZeroesMasked ? "V.Zero" : state;
}
