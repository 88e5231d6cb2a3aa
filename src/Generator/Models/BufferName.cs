using ShapeGen.Generator.Core;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>What the generated members call the inputs and outputs of a model that has several.</summary>
/// <param name="Parameter">The parameter of <c>Forward</c>: <c>image</c>.</param>
/// <param name="Shape">The shape of a sample.</param>
internal sealed record BufferName(string Parameter, TensorShape Shape)
{
    /// <summary>The parameter without the escape of a keyword.</summary>
    public string Plain => Parameter.TrimStart('@');

    /// <summary>The constant with the elements of a sample: <c>ImageLength</c>.</summary>
    public string Length => LengthName ?? $"{Pascal}Length";

    /// <summary>That constant where the parameter's name does not say it: of a model with one input and one output.</summary>
    public string? LengthName { get; init; }

    /// <summary>It holds integers.</summary>
    public bool IsInteger { get; init; }

    /// <summary>The property with the shape of a sample: <c>ImageShape</c>.</summary>
    public string ShapeProperty => $"{Pascal}Shape";

    /// <summary>What goes in and what comes out: <c>image (3), meta (2) → age (1)</c>.</summary>
    public static string Describe(IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs) => $"{Describe(inputs)} → {Describe(outputs)}";

    private static string Describe(IReadOnlyList<BufferName> buffers) => string.Join(", ", buffers.Select(buffer => $"{buffer.Plain} {buffer.Shape}"));

    private string Pascal => char.ToUpperInvariant(Plain[0]) + Plain.Substring(1);

    /// <summary>The parameter types of <c>Forward</c> and <c>ForwardBatch</c>, as C# shows them.</summary>
    public static string Signature(ShapedModel model, string element) =>
        $"({string.Join(", ", [.. model.Inputs.Select(input => $"System.ReadOnlySpan<{(input.IsInteger ? "int" : element)}>"), .. model.Outputs.Select(_ => $"System.Span<{element}>")])})";

    /// <summary>The inputs and outputs of a model, with names that differ.</summary>
    public static (IReadOnlyList<BufferName> Inputs, IReadOnlyList<BufferName> Outputs) Of(ShapedModel model)
    {
        // What a generated body calls the number of samples is taken.
        string[] names = [.. ParameterNames.Of(["samples", .. model.Inputs.Select(i => i.Name), .. model.Outputs.Select(o => o.Name)]).Skip(1)];
        return (
            [.. model.Inputs.Select((input, i) => new BufferName(names[i], input.Shape) { IsInteger = input.IsInteger })],
            [.. model.Outputs.Select((output, i) => new BufferName(names[model.Inputs.Count + i], output.Shape))]);
    }
}
