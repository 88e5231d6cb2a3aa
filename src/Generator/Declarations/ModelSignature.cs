using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Declarations;

/// <summary>The buffers of a generated model, as its assembly tells them.</summary>
/// <param name="Inputs">What <c>Forward</c> reads, in the order of its parameters.</param>
/// <param name="Outputs">What it writes.</param>
internal sealed record ModelSignature(IReadOnlyList<SignatureBuffer> Inputs, IReadOnlyList<SignatureBuffer> Outputs)
{
    private const string OfOneEach = "ModelSignatureAttribute";
    private const string OfOneBuffer = "BufferSignatureAttribute";
    private const string Namespace = "ShapeGen.CompilerServices";

    /// <summary>The signature of a type, or null where it has none: it is no model, or a stub.</summary>
    public static ModelSignature? Read(INamedTypeSymbol type)
    {
        AttributeData[] signatures = [.. type.GetAttributes().Where(a => a.AttributeClass is { Name: OfOneEach or OfOneBuffer } found && found.ContainingNamespace.ToDisplayString() == Namespace)];
        if (signatures.FirstOrDefault(a => a.AttributeClass!.Name == OfOneEach) is { ConstructorArguments.Length: 3 } single)
        {
            string element = Element(single.ConstructorArguments[2]);
            return new ModelSignature(
                [new SignatureBuffer(null, AttributeReader.ReadIntegers(single.ConstructorArguments[0]), element)],
                [new SignatureBuffer(null, AttributeReader.ReadIntegers(single.ConstructorArguments[1]), element)]);
        }

        AttributeData[] buffers = [.. signatures.Where(a => a.AttributeClass!.Name == OfOneBuffer && a.ConstructorArguments.Length == 4 && a.ConstructorArguments[0].Value is string { Length: > 0 })];
        var signature = new ModelSignature(
            [.. buffers.Where(a => a.ConstructorArguments[1].Value is false).Select(ReadBuffer)],
            [.. buffers.Where(a => a.ConstructorArguments[1].Value is true).Select(ReadBuffer)]);
        return signature.Inputs.Count > 0 && signature.Outputs.Count > 0 ? signature : null;
    }

    private static SignatureBuffer ReadBuffer(AttributeData attribute) => new(
        attribute.ConstructorArguments[0].Value as string,
        AttributeReader.ReadIntegers(attribute.ConstructorArguments[2]),
        Element(attribute.ConstructorArguments[3]));

    private static string Element(TypedConstant type) => (type.Value as ITypeSymbol)?.ToDisplayString() ?? "float";
}

/// <summary>One input or output.</summary>
/// <param name="Parameter">The parameter of <c>Forward</c>; null where there is one input and one output.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="ElementTypeName">The element type as C# shows it.</param>
internal sealed record SignatureBuffer(string? Parameter, EquatableArray<int> Shape, string ElementTypeName);
