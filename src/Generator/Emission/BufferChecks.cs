using ShapeGen.Generator.Core;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes the checks that a model makes of each of its buffers before its kernels run without any.</summary>
internal static class BufferChecks
{
    private const string Arguments = "global::ShapeGen.CompilerServices.GraphArguments";

    /// <summary>The documentation of what an integer that is out of range throws, on a line of its own, or nothing.</summary>
    public static string IntegerException(ShapedModel model) => model.HasIntegers
        ? "\n<exception cref=\"global::System.ArgumentOutOfRangeException\">An integer is none of the rows that it stands for; nothing has been written.</exception>"
        : "";

    /// <summary>Writes the checks of lengths, overlaps and integers; those of a batch begin with the number of its samples, <c>samples</c>.</summary>
    public static void Write(ModelContext context, IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs, bool isBatch)
    {
        SourceWriter writer = context.Writer;
        string samples = isBatch ? "samples" : "1";
        if (isBatch)
        {
            writer.Line($"int samples = {Arguments}.CountSamples({inputs[0].Parameter}, {inputs[0].Length}, {Described(inputs[0])});");
        }

        foreach (BufferName input in isBatch ? inputs.Skip(1) : inputs)
        {
            writer.Line($"{Arguments}.CheckInput({input.Parameter}, {samples}, {input.Length}, {Described(input)});");
        }

        foreach (BufferName output in outputs)
        {
            writer.Line($"{Arguments}.CheckDestination({output.Parameter}, {samples}, {output.Length}, {Described(output)});");
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            string written = Written(outputs[i]);
            foreach (BufferName input in inputs)
            {
                string check = input.IsInteger ? "CheckApartFromIntegers" : "CheckApart";
                writer.Line($"{Arguments}.{check}({outputs[i].Parameter}, {written}, {input.Parameter}, {CSharpLiteral.Of(outputs[i].Plain)}, {CSharpLiteral.Of(input.Plain)});");
            }

            foreach (BufferName other in outputs.Take(i))
            {
                writer.Line($"{Arguments}.CheckApart({outputs[i].Parameter}, {written}, {other.Parameter}.Slice(0, {Written(other)}), {CSharpLiteral.Of(outputs[i].Plain)}, {CSharpLiteral.Of(other.Plain)});");
            }
        }

        WriteIntegers(context, inputs);

        string Written(BufferName output) => isBatch ? $"samples * {output.Length}" : output.Length;
    }

    /// <summary>An input of integers must suit every layer that looks them up: the one with the fewest rows decides.</summary>
    private static void WriteIntegers(ModelContext context, IReadOnlyList<BufferName> inputs)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].IsInteger && context.Model.Layers.Where(layer => layer.Sources.Contains(i)).OrderBy(layer => layer.Layer.Vocabulary).FirstOrDefault() is { } layer)
            {
                string label = CSharpLiteral.Of(LayerNames.Label(layer.TypeName, layer.Name));
                context.Writer.Line($"{Arguments}.CheckIntegers({inputs[i].Parameter}, {CSharpLiteral.Of(layer.Layer.Vocabulary)}, {inputs[i].Length}, {label}, {CSharpLiteral.Of(inputs[i].Plain)});");
            }
        }
    }

    private static string Described(BufferName buffer) => $"{CSharpLiteral.Of(buffer.Shape.ToString())}, {CSharpLiteral.Of(buffer.Plain)}";
}
