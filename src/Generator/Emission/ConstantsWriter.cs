using ShapeGen.Generator.Core;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes the lengths, shapes, the parameter count, the list of weights and the summary.</summary>
internal static class ConstantsWriter
{
    public static void Write(ModelContext context)
    {
        ShapedModel model = context.Model;
        bool isFirst = true;
        if (model.IsSingle)
        {
            Member(ModelMembers.InputLength, $"Elements of one input sample: {model.Input}.", $"const int {{0}} = {CSharpLiteral.Of(Length(model.Input))};");
            Member(ModelMembers.OutputLength, $"Elements of one output sample: {model.Output}.", $"const int {{0}} = {CSharpLiteral.Of(Length(model.Output))};");
        }

        Member(ModelMembers.ParameterCount, "Weight elements of all layers.", $"const long {{0}} = {CSharpLiteral.Of(model.ParameterCount)};");
        if (model.IsSingle)
        {
            Member(ModelMembers.InputShape, "The input shape without the batch axis.", $"static global::System.ReadOnlySpan<int> {{0}} => {CSharpLiteral.Of(model.Input)};");
            Member(ModelMembers.OutputShape, "The output shape without the batch axis.", $"static global::System.ReadOnlySpan<int> {{0}} => {CSharpLiteral.Of(model.Output)};");
        }
        else
        {
            WriteBuffers();
        }

        string weights = model.HasWeights ? ModelMembers.WeightList : "[]";
        Member(ModelMembers.Weights, "Name, shape and type of every weight.", $"static global::System.ReadOnlySpan<global::ShapeGen.WeightInfo> {{0}} => {weights};");
        WriteSummary(context);

        void WriteBuffers()
        {
            (IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs) = BufferName.Of(model);
            foreach (BufferName buffer in inputs.Concat(outputs))
            {
                Member(buffer.Length, $"Elements of one sample of {buffer.Plain}: {buffer.Shape}.", $"const int {{0}} = {CSharpLiteral.Of(Length(buffer.Shape))};");
                Member(buffer.ShapeProperty, $"The shape of {buffer.Plain} without the batch axis.", $"static global::System.ReadOnlySpan<int> {{0}} => {CSharpLiteral.Of(buffer.Shape)};");
            }
        }

        void Member(string name, string summary, string declaration)
        {
            if (context.IsTaken(name))
            {
                return;
            }

            if (!isFirst)
            {
                context.Writer.Line();
            }

            isFirst = false;
            context.Document($"<summary>{summary}</summary>");
            context.Writer.Line(ModelContext.GeneratedCode);
            context.Writer.Line("public " + declaration.Replace("{0}", name));
        }
    }

    /// <summary>The elements of a shape as a constant; of a wrong one, in a stub, what fits.</summary>
    public static int Length(TensorShape shape) => (int)Math.Max(1, Math.Min(shape.ElementCount, int.MaxValue));

    private static void WriteSummary(ModelContext context)
    {
        if (context.IsTaken(ModelMembers.Summary))
        {
            return;
        }

        SourceWriter writer = context.Writer;
        IEnumerable<string>? rows = LongModel.Has(context.Model.Layers.Count) ? SummaryTable.Rows(context.Model) : null;
        List<string> lines = [.. rows ?? SummaryTable.Lines(context.Model)];
        string quotes = "\"\"\"";
        while (lines.Any(l => l.Contains(quotes)))
        {
            quotes += "\"";
        }

        writer.Line();
        context.Document("<summary>The table that Keras' <c>model.summary()</c> prints.</summary>");
        writer.Line(ModelContext.GeneratedCode);
        writer.Line($"public static string {ModelMembers.Summary} => {(rows is null ? "" : $"{KernelWriter.Services}.SummaryText.Draw(")}{quotes}");
        using (writer.Indent())
        {
            foreach (string line in lines)
            {
                writer.Line(line);
            }

            writer.Line($"{quotes}{(rows is null ? "" : ")")};");
        }
    }
}
