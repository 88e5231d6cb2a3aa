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

    /// <summary>The weights in the order of Keras' <c>get_weights()</c>.</summary>
    public static (ShapedLayer Layer, WeightSpec Weight)[] Weights(ShapedModel model) =>
        [.. model.Layers.SelectMany(l => l.Weights, (layer, weight) => (layer, weight))];

    /// <summary>Their parameters.</summary>
    public static string[] Names(ShapedModel model) => ParameterNames.Of(Weights(model).Select(w => $"{w.Layer.Name}_{w.Weight.Name}"));

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
            string[] lines = [.. Weights(context.Model).Select(w => $"new({CSharpLiteral.Of($"{w.Layer.Name}/{w.Weight.Name}")}, {CSharpLiteral.Of(w.Weight.Shape)}, typeof({context.Element})),")];
            bool isBrief = LongModel.Has(lines.Length) && !lines.Any(line => line.Contains('{'));
            foreach (RepeatedLines part in isBrief ? RepeatedLines.Of(lines) : [new RepeatedLines(lines, 0, 1)])
            {
                WriteList(writer, part);
            }
        }

        writer.Line("];");
    }

    private static void WriteList(SourceWriter writer, RepeatedLines part)
    {
        if (part.Rounds == 1)
        {
            writer.Line(string.Join("\n", part.Lines));
            return;
        }

        writer.Line($".. {KernelWriter.Services}.RepeatedWeights.Of({CSharpLiteral.Of(part.First)}, {CSharpLiteral.Of(part.Last)},");
        writer.Line("[");
        using (writer.Indent())
        {
            writer.Line(string.Join("\n", part.Lines));
        }

        writer.Line("]),");
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
        if (RepeatedPacking.Of(context) is { } parts)
        {
            PackMethods.WriteLoad(context, parts);
            return;
        }

        writer.Line("return FromWeights(");
        using (writer.Indent())
        {
            (ShapedLayer Layer, WeightSpec Weight)[] weights = Weights(context.Model);
            for (int i = 0; i < weights.Length; i++)
            {
                WriteRead(context, weights[i].Layer, weights[i].Weight, CSharpLiteral.Of(i), i == weights.Length - 1 ? ");" : ",");
            }
        }
    }

    /// <summary>Reads one weight.</summary>
    /// <param name="context">The model.</param>
    /// <param name="layer">The weight's layer.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="index">Its place in the list of weights.</param>
    /// <param name="end">What follows the call.</param>
    public static void WriteRead(ModelContext context, ShapedLayer layer, WeightSpec weight, string index, string end)
    {
        SourceWriter writer = context.Writer;
        OtherKernel[] others = [.. Others(layer, weight)];
        string order = weight.PyTorchShape is { Rank: not 2 } pyTorch ? CSharpLiteral.Of(pyTorch) : $"isMatrixKernel: {(weight.PyTorchShape is null ? "false" : "true")}";
        string read = $"source.Read<{context.Element}>(in {ModelMembers.WeightList}[{index}], {order}";
        writer.Line(others.Length == 0 ? $"{read}){end}" : $"{read},");
        for (int other = 0; other < others.Length; other++)
        {
            string open = other == 0 ? "    [" : "     ";
            string close = other == others.Length - 1 ? $"]){end}" : ",";
            writer.Line($"{open}new({CSharpLiteral.Of(others[other].Inputs)}, {CSharpLiteral.Of(others[other].Reason)}){close}");
        }
    }

    /// <summary>What another kernel in a file would mean.</summary>
    public static IEnumerable<OtherKernel> Others(ShapedLayer layer, WeightSpec weight) =>
        weight.PyTorchShape is { Rank: 2 } ? OtherKernels.Of(layer) : [];

    private static bool IsFromWeightsTaken(ModelContext context)
    {
        string element = context.Element.Replace("global::", "");
        return context.IsTaken(ModelMembers.FromWeights, $"({string.Join(", ", Weights(context.Model).Select(_ => $"System.ReadOnlySpan<{element}>"))})");
    }

    private static void WriteFromWeights(ModelContext context)
    {
        if (IsFromWeightsTaken(context))
        {
            return;
        }

        ShapedModel model = context.Model;
        (ShapedLayer Layer, WeightSpec Weight)[] weights = Weights(model);
        string[] names = Names(model);
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
            () => WritePacking(context, names));
    }

    private static void WritePacking(ModelContext context, string[] names)
    {
        if (RepeatedPacking.Of(context) is { } parts)
        {
            PackMethods.WriteFromWeights(context, parts, names);
            return;
        }

        // Literals, because a type or namespace of the user's may be called nameof.
        SourceWriter writer = context.Writer;
        if (LongModel.Has(names.Length))
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

        WriteBuffer(context);
        foreach (PackedWeight weight in context.Plan!.Weights)
        {
            writer.Line(PackingCall.Of(weight, "packedWeights.Span", w => names[w], context));
        }

        WriteModel(context);
    }

    public static void WriteBuffer(ModelContext context) =>
        context.Writer.Line($"{KernelWriter.Services}.AlignedBuffer<{context.Element}> packedWeights = new({CSharpLiteral.Of(context.Plan!.WeightsLength)});");

    public static void WriteModel(ModelContext context) => context.Writer.Line($"return new {context.Model.Type.Reference}(packedWeights);");
}
