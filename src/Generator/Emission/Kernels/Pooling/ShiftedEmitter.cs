using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;
using ShapeGen.Generator.Planning.Kernels.Pooling;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels.Pooling;

/// <summary>
/// Writes <see cref="ShiftedKernel"/>. Lanes are the channels turned by <c>shift</c>: those of the last block's last lanes are
/// one row ahead, begin with what lies before the boundary and end before the last row. Their phases are turned by one as
/// well, which <see cref="Reductions.JoinPhases"/> does not notice: each channel is summed in the same order as ever.
/// </summary>
internal sealed class ShiftedEmitter : PoolKernelEmitter<ShiftedKernel>
{
    private const string Shift = "shift";

    /// <summary>The elements before the first boundary; the kernel is right for any number below a block.</summary>
    private static readonly KernelParameter ShiftParameter = new("nuint", Shift, IsValue: true);

    /// <summary>Calls the kernel where the input is off a boundary, and else those for inputs on one.</summary>
    public override void WriteStep(StepContext<PoolStep> context)
    {
        PerFile<PoolKernel> kernels = context.Step.Choice!.Kernels;
        PerFile<PoolKernel> onLine = kernels.Select(kernel => kernel.OnLine());
        using (context.Method())
        {
            string condition = "if";
            foreach (RegisterFile file in RegisterFiles.All)
            {
                if (kernels[file] is ShiftedKernel shifted)
                {
                    WriteCall(context, condition, file, shifted.Boundary);
                    condition = "else if";
                }
            }

            context.Writer.Line();
            For(onLine.Wide).WriteLadder(context, onLine);
        }

        WriteKernel(context, kernels.Wide, Method(context, RegisterFile.Wide));
        if (kernels.Narrow is ShiftedKernel && Method(context, RegisterFile.Narrow) != Method(context, RegisterFile.Wide))
        {
            WriteKernel(context, kernels.Narrow, Method(context, RegisterFile.Narrow));
        }

        WriteKernels(context, onLine);
    }

    private static void WriteCall(StepContext<PoolStep> context, string condition, RegisterFile file, int boundary)
    {
        SourceWriter writer = context.Writer;
        string bits = file == RegisterFile.Wide ? "512" : "256";
        using (writer.Block($"{condition} (global::System.Runtime.Intrinsics.Vector{bits}.IsHardwareAccelerated)"))
        {
            string remainder = boundary == context.Element.BlockLanes() ? "" : $" % {CSharpLiteral.Of(boundary)}";
            writer.Line($"nuint {Shift} = {KernelWriter.Services}.CacheLine.ElementsBefore(ref x){remainder};");
            using (writer.Block($"if ({Shift} > 0)"))
            {
                string lanes = $"{KernelWriter.Services}.Lanes{bits}<{context.Compute}>";
                writer.Line($"{Method(context, file)}<{lanes}>({KernelWriter.Pass([.. context.Parameters, ShiftParameter])});");
                writer.Line("return;");
            }
        }
    }

    /// <summary>Both files share a method where they have the same tile.</summary>
    private static string Method(StepContext<PoolStep> context, RegisterFile file)
    {
        PerFile<PoolKernel> kernels = context.Step.Choice!.Kernels;
        bool isShared = kernels.Wide.OnLine() == kernels.Narrow.OnLine();
        return context.Kernel.Name + "Shifted" + (file == RegisterFile.Wide || isShared ? "" : KernelWriter.NarrowSuffix);
    }

    protected override void WriteKernel(StepContext<PoolStep> context, ShiftedKernel kernel, string method)
    {
        if (kernel.Aligned.Tiling.HasOneTile)
        {
            WriteTurned(context, kernel, method, Comment(context, kernel));
            return;
        }

        // All tiles but the last as they are, some channels further on.
        SourceWriter writer = context.Writer;
        string turned = method + "Tile";
        using (context.Kernel.Generic(method, [.. context.Parameters, ShiftParameter], comment: Comment(context, kernel)))
        {
            string stride = CSharpLiteral.Of(kernel.Aligned.Tiling.Tiles[0].Stride);
            using (writer.Block($"for (nuint lane = {Shift}; lane < {CSharpLiteral.Of(kernel.LastStart)}; lane += {stride})"))
            {
                string aligned = context.Kernel.FileMethod(RegisterFile.Narrow, isUniform: false).Name;
                writer.Line($"{aligned}Tile<V>(ref At(ref x, lane), ref At(ref y, lane));");
            }

            writer.Line($"{turned}<V>({KernelWriter.Pass([.. context.Parameters, ShiftParameter])});");
        }

        WriteTurned(context, kernel, turned, "");
    }

    private static string Comment(StepContext<PoolStep> context, ShiftedKernel kernel) =>
        "The input lies between two boundaries of memory, where loads of whole blocks would touch two lines each. So blocks are read from the first boundary on,"
        + $" {Shift} elements further on, and {(kernel.Aligned.Tiling.HasOneTile ? "all" : "the last tile's")} lanes are turned:"
        + " the last block's last lanes are the first channels, one row ahead. They begin with what is before the boundary (before), and the last row ends without them (after)."
        + $" {RowSums.Explain(context.Step.Choice!.Order)}{new MaximumWitness(context.Step.Reduction, kernel.Turned.Witnesses).Explanation}";

    /// <summary>Writes the kernel of the tile that ends with a row.</summary>
    private static void WriteTurned(StepContext<PoolStep> context, ShiftedKernel kernel, string method, string comment)
    {
        PoolStep step = context.Step;
        SourceWriter writer = context.Writer;
        PoolOrder order = step.Choice!.Order;
        IReadOnlyList<int> offsets = kernel.LastTile.Offsets;
        int last = offsets.Count - 1;
        string neutral = step.Reduction.Neutral(context.Compute);
        var witness = new MaximumWitness(step.Reduction, kernel.Turned.Witnesses);
        var sums = new RowSums(context, offsets, witness);
        using (context.Kernel.Generic(method, [.. context.Parameters, ShiftParameter], comment: comment))
        {
            writer.Line($"ref {context.Source} line = {KernelWriter.At("x", KernelWriter.Plus(Shift, kernel.LastStart))};");
            sums.WriteFirst("line");
            writer.Line($"V before = V.LoadLast(ref x, {Shift}, (int){Shift}, {neutral});");
            witness.Start(writer, [.. sums.Names, "before"]);
            string turned = RowSums.Name(order.Phases - 1, last);
            writer.Line($"{turned} = {step.Reduction.CombineNumbers("before", turned)};");

            int lastRow = step.Positions - 1;
            sums.WriteRows("line", 1, lastRow, kernel.Turned.Loop);
            sums.WriteRow("line", lastRow, last);
            string end = CSharpLiteral.Of((lastRow * step.Channels) + offsets[last]);
            writer.Line($"V after = V.LoadFirst(ref line, {end}, {CSharpLiteral.Of(context.Element.BlockLanes())} - (int){Shift}, {neutral});");
            witness.Combine(writer, RowSums.Name(lastRow % order.Phases, last), "after");

            sums.WriteStores((value, at) => WriteStore(context, value, kernel.LastStart + offsets[at], at == last));
            witness.End(context, "y", step.Positions, step.Channels, step.Channels);
        }
    }

    private static void WriteStore(StepContext<PoolStep> context, string value, int offset, bool isTurned)
    {
        SourceWriter writer = context.Writer;
        string at = KernelWriter.Plus(Shift, offset);
        if (!isTurned)
        {
            writer.Line($"V.Store({value}, ref y, {at});");
            return;
        }

        string block = CSharpLiteral.Of(context.Element.BlockLanes());
        writer.Line($"V turned = {value};");
        writer.Line($"V.StoreFirst(turned, ref y, {at}, {block} - (int){Shift});");
        writer.Line($"V.StoreLast(turned, ref y, {Shift}, (int){Shift});");
    }
}
