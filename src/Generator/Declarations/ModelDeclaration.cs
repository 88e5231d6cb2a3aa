namespace ShapeGen.Generator.Declarations;

/// <summary>Stage 1: what the user wrote on one type, free of symbols and syntax.</summary>
/// <param name="Type">The partial class and what is known about it.</param>
/// <param name="Inputs">All <c>[InputShape]</c> and <c>[InputFrom]</c>; exactly one in a valid model.</param>
/// <param name="Layers">The layer attributes in source order.</param>
internal sealed record ModelDeclaration(
    ModelType Type,
    EquatableArray<InputDeclaration> Inputs,
    EquatableArray<LayerDeclaration> Layers);

/// <summary>One <c>[InputShape]</c> or <c>[InputFrom]</c>.</summary>
/// <param name="AttributeIndex">Its place among the type's ShapeGen attributes.</param>
/// <param name="Dimensions">What <c>[InputShape]</c> or a referenced assembly's model says.</param>
/// <param name="ElementTypeName">The element type as C# shows it, so that an unsupported one can be named.</param>
/// <param name="Source">Where the shape comes from.</param>
/// <param name="SourceName">The model that <c>[InputFrom]</c> names, for messages.</param>
/// <param name="Upstream">That model's own declaration, where it is of this compilation.</param>
internal sealed record InputDeclaration(
    int AttributeIndex,
    EquatableArray<int> Dimensions,
    string ElementTypeName,
    InputSource Source = InputSource.Shape,
    string? SourceName = null,
    ModelDeclaration? Upstream = null);

internal enum InputSource
{
    /// <summary><c>[InputShape]</c>, or a half-typed attribute.</summary>
    Shape,

    /// <summary><c>[InputFrom]</c> a model of this compilation: <see cref="InputDeclaration.Upstream"/>.</summary>
    Model,

    /// <summary><c>[InputFrom]</c> a model of another assembly, by its <c>[ModelSignature]</c>.</summary>
    Signature,

    /// <summary><c>[InputFrom]</c> the model itself or one that leads back to it.</summary>
    Cycle,

    /// <summary><c>[InputFrom]</c> a type that is no model.</summary>
    NoModel,

    /// <summary>An attribute that the compiler itself reports.</summary>
    Malformed,
}

/// <summary>One layer attribute.</summary>
/// <param name="LayerType">The attribute's name without suffix: <c>Dense</c>.</param>
/// <param name="AttributeIndex">Its place among the type's ShapeGen attributes.</param>
/// <param name="Arguments">The arguments that were written, by constructor parameter or property name.</param>
/// <param name="IsMalformed">The compiler reports this attribute itself: say nothing about it.</param>
internal sealed record LayerDeclaration(
    string LayerType,
    int AttributeIndex,
    EquatableArray<ArgumentDeclaration> Arguments,
    bool IsMalformed = false);

/// <summary>One argument: an <see cref="int"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/>, an enum's number or an <see cref="EquatableArray{T}"/> of int or double.</summary>
internal sealed record ArgumentDeclaration(string Name, object? Value);

/// <summary>The class a model is written on.</summary>
/// <param name="Namespace">Without <c>global::</c>; empty in the global namespace.</param>
/// <param name="Name">The identifier, with <c>@</c> where it is a keyword.</param>
/// <param name="ContainingTypes">From the outermost inwards, as <c>class Outer</c>.</param>
/// <param name="IsStatic">The user wrote <c>static</c>.</param>
/// <param name="HasParameterlessConstructor">A weightless model can be made by <c>new()</c>.</param>
/// <param name="Obstacles">What keeps the generator from writing into this type.</param>
/// <param name="WeightObstacles">What keeps it from doing so where the layers have weights.</param>
/// <param name="NotPartial">How far out the innermost type without <c>partial</c> stands (0 is the model itself), or −1.</param>
/// <param name="StrayAttribute">The first ShapeGen attribute on another partial declaration than the first one's, or −1.</param>
/// <param name="Members">The user's members that might collide with generated ones.</param>
internal sealed record ModelType(
    string Namespace,
    string Name,
    EquatableArray<string> ContainingTypes,
    bool IsStatic,
    bool HasParameterlessConstructor,
    EquatableArray<string> Obstacles,
    EquatableArray<string> WeightObstacles,
    int NotPartial,
    int StrayAttribute,
    EquatableArray<MemberDeclaration> Members)
{
    /// <summary>The name of a type around the model, counted from inside; 0 is the model itself.</summary>
    public string NameAt(int distance) =>
        distance == 0 ? Name : ContainingTypes[ContainingTypes.Count - distance].Split(' ')[1];

    /// <summary><c>Namespace.Outer+Model</c>, unescaped, as reflection writes it: a namespace and a class around it may share a name while someone types.</summary>
    public string FullName => $"{(Namespace.Length > 0 ? $"{Namespace}." : "")}{string.Join("+", ContainingTypes.Select(t => t.Split(' ')[1]).Append(Name))}".Replace("@", "");
}

/// <summary>A member that the user wrote.</summary>
/// <param name="Name">Its name; <c>.ctor</c> for an instance constructor.</param>
/// <param name="Signature">For methods the parameter types, <c>(float[], int)</c>; null for all else, which collides by name alone.</param>
internal sealed record MemberDeclaration(string Name, string? Signature);
