using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Weights;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes what a model with weights has: the packed field, its private constructor, <c>Load</c> and <c>FromWeights</c>.</summary>
internal static class WeightsWriter
{
    private const string SafeTensors = "global::ShapeGen.SafeTensors";
    private const string Arguments = "global::ShapeGen.CompilerServices.ModelArguments";

    public static void Write(ModelContext context)
    {
        WriteList(context);
        WriteField(context);
        WriteLoad(context);
        WriteFromWeights(context);
    }

    private static IEnumerable<(ShapedLayer Layer, WeightSpec Weight)> Weights(ShapedModel model) =>
        model.Layers.SelectMany(l => l.Weights, (layer, weight) => (layer, weight));

    private static void WriteList(ModelContext context)
    {
        if (context.IsTaken(ModelMembers.WeightList))
        {
            return;
        }

        SourceWriter writer = context.Writer;
        writer.Line();
        writer.Line(ModelContext.GeneratedCode);
        writer.Line($"private static readonly global::ShapeGen.WeightInfo[] {ModelMembers.WeightList} =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach ((ShapedLayer layer, WeightSpec weight) in Weights(context.Model))
            {
                writer.Line($"new({CSharpLiteral.Of($"{layer.Name}/{weight.Name}")}, {CSharpLiteral.Of(weight.Shape)}, typeof({context.Element})),");
            }
        }

        writer.Line("];");
    }

    private static void WriteField(ModelContext context)
    {
        SourceWriter writer = context.Writer;
        string buffer = $"{KernelWriter.Services}.AlignedBuffer<{context.Element}>";
        bool isStub = context.Plan is null;
        if (!isStub)
        {
            writer.Line();
            writer.Line(ModelContext.GeneratedCode);
            writer.Line($"private readonly {buffer} {ModelMembers.PackedWeights};");
        }

        if (!context.IsTaken(".ctor"))
        {
            writer.Line();
            writer.Line("/// <summary>The only constructor: a model without weights cannot exist.</summary>");
            writer.Line(ModelContext.GeneratedCode);
            string body = isStub ? "{ }" : $"=> {ModelMembers.PackedWeights} = packedWeights;";
            writer.Line($"private {context.Model.Type.Name}({buffer} packedWeights) {body}");
        }
    }

    private static void WriteLoad(ModelContext context)
    {
        string name = context.Model.Type.Reference;

        // A project's own Load() may well read the embedded file in another way: it stays.
        if (context.EmbeddedWeights is { } resource && !context.IsTaken(ModelMembers.Load, "()"))
        {
            context.Method(
                """
                <summary>Makes the model from the weights that travel in this assembly, the project's <c>ShapeGenWeights</c> file.</summary>
                """,
                $"public static {name} Load()",
                () =>
                {
                    context.Writer.Line($"using {SafeTensors} file = {KernelWriter.Services}.EmbeddedWeights.Open(typeof({name}).Assembly, {CSharpLiteral.Of(resource)});");
                    context.Writer.Line("return Load(file);");
                });
        }

        if (!context.IsTaken(ModelMembers.Load, "(string)"))
        {
            context.Method(
                """
                <summary>Makes the model from a safetensors file; tensors beyond <c>Weights</c> are ignored.</summary>
                <param name="path">The file.</param>
                <exception cref="global::ShapeGen.SafeTensorsException">The file is damaged, or a weight is missing or has another shape or type.</exception>
                """,
                $"public static {name} Load(string path)",
                () => WriteOpened(context, "Open(path)"));
        }

        if (!context.IsTaken(ModelMembers.Load, "(System.IO.Stream)"))
        {
            context.Method(
                """
                <summary>Makes the model from a stream of a safetensors file; it need not be seekable and stays open.</summary>
                <param name="stream">The stream.</param>
                <exception cref="global::ShapeGen.SafeTensorsException">The file is damaged, or a weight is missing or has another shape or type.</exception>
                """,
                $"public static {name} Load(global::System.IO.Stream stream)",
                () => WriteOpened(context, "Read(stream)"));
        }

        if (!context.IsTaken(ModelMembers.Load, "(ShapeGen.SafeTensors)"))
        {
            context.Method(
                """
                <summary>Makes the model from an open safetensors file, which several models may share.</summary>
                <param name="file">The file; it may be disposed afterwards.</param>
                <exception cref="global::ShapeGen.SafeTensorsException">A weight is missing or has another shape or type.</exception>
                """,
                $"public static {name} Load({SafeTensors} file)",
                () => WriteRead(context));
        }
    }

    private static void WriteOpened(ModelContext context, string open)
    {
        context.Writer.Line($"using {SafeTensors} file = {SafeTensors}.{open};");
        context.Writer.Line("return Load(file);");
    }

    private static void WriteRead(ModelContext context)
    {
        SourceWriter writer = context.Writer;
        writer.Line($"using {KernelWriter.Services}.WeightSource source = new(file, {ModelMembers.WeightList});");
        writer.Line("return FromWeights(");
        using (writer.Indent())
        {
            (ShapedLayer Layer, WeightSpec Weight)[] weights = [.. Weights(context.Model)];
            for (int i = 0; i < weights.Length; i++)
            {
                string end = i == weights.Length - 1 ? ");" : ",";
                TensorShape? pyTorch = weights[i].Weight.PyTorchShape;
                bool isMatrix = pyTorch is { Rank: 2 };
                OtherKernel[] others = isMatrix ? [.. OtherKernels.Of(weights[i].Layer)] : [];
                string order = isMatrix || pyTorch is null ? $"isMatrixKernel: {(isMatrix ? "true" : "false")}" : CSharpLiteral.Of(pyTorch);
                string read = $"source.Read<{context.Element}>(in {ModelMembers.WeightList}[{CSharpLiteral.Of(i)}], {order}";
                writer.Line(others.Length == 0 ? $"{read}){end}" : $"{read},");
                for (int other = 0; other < others.Length; other++)
                {
                    string open = other == 0 ? "    [" : "     ";
                    string close = other == others.Length - 1 ? $"]){end}" : ",";
                    writer.Line($"{open}new({CSharpLiteral.Of(others[other].Inputs)}, {CSharpLiteral.Of(others[other].Reason)}){close}");
                }
            }
        }
    }

    private static void WriteFromWeights(ModelContext context)
    {
        ShapedModel model = context.Model;
        string element = context.Element.Replace("global::", "");
        (ShapedLayer Layer, WeightSpec Weight)[] weights = [.. Weights(model)];
        if (context.IsTaken(ModelMembers.FromWeights, $"({string.Join(", ", weights.Select(_ => $"System.ReadOnlySpan<{element}>"))})"))
        {
            return;
        }

        string[] names = ParameterNames.Of(weights.Select(w => $"{w.Layer.Name}_{w.Weight.Name}"));
        bool isLong = LongModel.Has(weights.Length);
        string parameterDocs = isLong
            ? "<remarks>A parameter for each of <c>Weights</c>, in their order and with their elements in row-major order.</remarks>"
            : string.Join("\n", weights.Select((w, i) =>
                $"<param name=\"{names[i].TrimStart('@')}\">{CSharpLiteral.XmlText(w.Layer.ShownName)}/{w.Weight.Name}, {w.Weight.Shape} in row-major order.</param>"));
        context.Method(
            $"""
            <summary>Makes the model from weights in the order of Keras' <c>get_weights()</c>; they are copied.</summary>
            {parameterDocs}
            <exception cref="global::System.ArgumentException">A weight has another length.</exception>
            """,
            $"public static {model.Type.Reference} FromWeights({string.Join(", ", names.Select(n => $"{context.WeightSource} {n}"))})",
            () =>
            {
                SourceWriter writer = context.Writer;

                // Literals, because a type or namespace of the user's may be called nameof.
                if (isLong)
                {
                    string lengths = string.Join(", ", names.Select(name => $"{name}.Length"));
                    writer.Line($"{Arguments}.CheckWeights([{lengths}], {ModelMembers.WeightList}, {CSharpLiteral.Of(string.Join(" ", names.Select(name => name.TrimStart('@'))))});");
                }
                else
                {
                    for (int i = 0; i < names.Length; i++)
                    {
                        writer.Line($"{Arguments}.CheckWeight({names[i]}.Length, in {ModelMembers.WeightList}[{CSharpLiteral.Of(i)}], {CSharpLiteral.Of(names[i].TrimStart('@'))});");
                    }
                }

                writer.Line($"{KernelWriter.Services}.AlignedBuffer<{context.Element}> packedWeights = new({CSharpLiteral.Of(context.Plan!.WeightsLength)});");
                foreach (PackedWeight weight in context.Plan.Weights)
                {
                    writer.Line(Pack(weight, names, context));
                }

                writer.Line($"return new {model.Type.Reference}(packedWeights);");
            });
    }

    private static string Pack(PackedWeight weight, string[] names, ModelContext context)
    {
        string source = weight.Fold is { } fold ? Folded(weight, fold, names, context)
            : weight.Columns is { } columns ? Ordered(names[weight.Weight], columns) : names[weight.Weight];
        string target = $"packedWeights.Span.Slice({CSharpLiteral.Of(weight.Offset)}, {CSharpLiteral.Of(weight.Length)})";
        string shape = $"{CSharpLiteral.Of(weight.Inputs)}, {CSharpLiteral.Of(weight.Units)}";
        string packing = $"{KernelWriter.Services}.WeightPacking";
        return weight.Packing switch
        {
            WeightPacking.AsIs => $"{source}.CopyTo({target});",
            WeightPacking.PaddedRows => $"{packing}.PadRows({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Width)});",
            WeightPacking.Transposed => $"{packing}.PadColumns({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Width)});",
            WeightPacking.GroupedPanels when weight.Taps.Count > 0 => $"{packing}.TapPanels({source}, {target}, [{string.Join(", ", weight.Taps.Select(CSharpLiteral.Of))}], {CSharpLiteral.Of(weight.Inputs / weight.Taps.Count)}, {CSharpLiteral.Of(weight.Units)}, {CSharpLiteral.Of(weight.Width)}, {CSharpLiteral.Of(weight.LastWidth)});",
            WeightPacking.GroupedPanels => $"{packing}.GroupedPanels({source}, {target}, {shape}, {CSharpLiteral.Of(weight.Groups)}, {CSharpLiteral.Of(weight.Width)}, {CSharpLiteral.Of(weight.LastWidth)});",
            WeightPacking.Repeated => $"{KernelWriter.Services}.ChannelWeights.Repeat({source}, {target});",
            WeightPacking.ScaleAndShift => ScaleAndShift(weight.Statistics!, names, context, target),
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
    private static string Folded(PackedWeight weight, WeightFold fold, string[] names, ModelContext context)
    {
        string weights = $"{KernelWriter.Services}.FoldedWeights";
        string epsilon = CSharpLiteral.Of(fold.Statistics?.Epsilon ?? 0);
        return weight.IsBias
            ? $"{weights}.Bias<{context.Element}>({Names(names, weight.Weight, fold.Statistics!.Gamma, fold.Statistics.Beta, fold.Statistics.Mean, fold.Statistics.Variance)}, {epsilon})"
            : $"{weights}.Kernel<{context.Element}>({names[weight.Weight]}, {CSharpLiteral.Of(weight.ChannelPitch)}, {Names(names, fold.Statistics?.Gamma ?? -1, fold.Statistics?.Variance ?? -1)}, {epsilon}, {CSharpLiteral.Of(fold.Factor)})";
    }

    /// <summary>Weights as arguments; what is left out is an empty span.</summary>
    private static string Names(string[] names, params IEnumerable<int> weights) => string.Join(", ", weights.Select(w => w < 0 ? "default" : names[w]));

    private static string ScaleAndShift(ChannelStatistics statistics, string[] names, ModelContext context, string target)
    {
        string types = $"{context.Element}, {context.Model.ElementType.ComputeName()}";
        string weights = Names(names, statistics.Gamma, statistics.Beta, statistics.Mean, statistics.Variance);
        return $"{KernelWriter.Services}.ChannelWeights.ScaleAndShift<{types}>({weights}, {CSharpLiteral.Of(statistics.Epsilon)}, {target});";
    }
}
