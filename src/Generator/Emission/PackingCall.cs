using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes the call that brings a weight into its place in the packed buffer.</summary>
internal static class PackingCall
{
    /// <param name="weight">The weight's place.</param>
    /// <param name="buffer">The span that the place's offset counts from.</param>
    /// <param name="name">The span of each weight, by its index.</param>
    /// <param name="context">The model.</param>
    public static string Of(PackedWeight weight, string buffer, Func<int, string> name, ModelContext context)
    {
        string source = weight.Fold is { } fold ? Folded(weight, fold, name, context)
            : weight.Columns is { } columns ? Ordered(name(weight.Weight), columns) : name(weight.Weight);
        string target = $"{buffer}.Slice({CSharpLiteral.Of(weight.Offset)}, {CSharpLiteral.Of(weight.Length)})";
        string shape = $"{CSharpLiteral.Of(weight.Inputs)}, {CSharpLiteral.Of(weight.Units)}";
        string packing = $"{KernelWriter.Services}.WeightPacking";
        return weight.Packing switch
        {
            WeightPacking.AsIs => $"{source}.CopyTo({target});",
            WeightPacking.PaddedRows => $"{packing}.PadRows({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Width)});",
            WeightPacking.Transposed => $"{packing}.PadColumns({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Width)});",
            WeightPacking.GroupedPanels when weight.Taps.Count > 0 => $"{packing}.TapPanels({source}, {target}, [{string.Join(", ", weight.Taps.Select(CSharpLiteral.Of))}], {CSharpLiteral.Of(weight.Inputs / weight.Taps.Count)}, {CSharpLiteral.Of(weight.Units)}, {CSharpLiteral.Of(weight.Width)}, {CSharpLiteral.Of(weight.LastWidth)});",
            WeightPacking.GroupedPanels => $"{packing}.GroupedPanels({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Groups)}, {CSharpLiteral.Of(weight.Width)}, {CSharpLiteral.Of(weight.LastWidth)});",
            WeightPacking.WinogradPanels => $"{KernelWriter.Services}.WinogradWeights.Pack({source}, {target}, {CSharpLiteral.Of(weight.Inputs / WinogradGrid.Taps)}, {CSharpLiteral.Of(weight.Units)}, {CSharpLiteral.Of(weight.Width)}, {CSharpLiteral.Of(weight.LastWidth)});",
            WeightPacking.Repeated => $"{KernelWriter.Services}.ChannelWeights.Repeat({source}, {target});",
            WeightPacking.ScaleAndShift => ScaleAndShift(weight.Statistics!, name, context, target),
            WeightPacking.HalfPairs => $"{KernelWriter.Services}.HalfWeights.Pack({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Width)});",
            _ => $"{packing}.Panels({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Width)}, {CSharpLiteral.Of(weight.LastWidth)});",
        };
    }

    /// <summary>A weight with its columns in the order of the cell's update.</summary>
    private static string Ordered(string name, GateColumns columns)
    {
        string gates = $"{CSharpLiteral.Of(columns.Gates)}, {CSharpLiteral.Of(columns.Units)}, {CSharpLiteral.Of(columns.First)}, {CSharpLiteral.Of(columns.Count)}, {CSharpLiteral.Of(columns.Block)}";
        string rows = columns.Row < 0 ? name : $"{name}.Slice({CSharpLiteral.Of(columns.Row * columns.Gates * columns.Units)}, {CSharpLiteral.Of(columns.Gates * columns.Units)})";
        return $"{KernelWriter.Services}.GateOrder.Interleave({rows}, {gates})";
    }

    /// <summary>A weight with what is folded into it.</summary>
    private static string Folded(PackedWeight weight, WeightFold fold, Func<int, string> name, ModelContext context)
    {
        string weights = $"{KernelWriter.Services}.FoldedWeights";
        string epsilon = CSharpLiteral.Of(fold.Statistics?.Epsilon ?? 0);
        return weight.IsBias
            ? $"{weights}.Bias<{context.Element}>({Names(name, weight.Weight, fold.Statistics!.Gamma, fold.Statistics.Beta, fold.Statistics.Mean, fold.Statistics.Variance)}, {epsilon})"
            : $"{weights}.Kernel<{context.Element}>({name(weight.Weight)}, {CSharpLiteral.Of(weight.ChannelPitch)}, {Names(name, fold.Statistics?.Gamma ?? -1, fold.Statistics?.Variance ?? -1)}, {epsilon}, {CSharpLiteral.Of(fold.Factor)})";
    }

    /// <summary>Weights as arguments; what is left out is an empty span.</summary>
    private static string Names(Func<int, string> name, params IEnumerable<int> weights) => string.Join(", ", weights.Select(w => w < 0 ? "default" : name(w)));

    private static string ScaleAndShift(ChannelStatistics statistics, Func<int, string> name, ModelContext context, string target)
    {
        string types = $"{context.Element}, {context.Model.ElementType.ComputeName()}";
        string weights = Names(name, statistics.Gamma, statistics.Beta, statistics.Mean, statistics.Variance);
        return $"{KernelWriter.Services}.ChannelWeights.ScaleAndShift<{types}>({weights}, {CSharpLiteral.Of(statistics.Epsilon)}, {target});";
    }
}
