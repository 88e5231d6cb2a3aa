using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Declarations;

/// <summary>Stage 1: what the user wrote on one type, free of symbols and syntax.</summary>
/// <param name="Type">The partial class and what is known about it.</param>
/// <param name="Inputs">All <c>[InputShape]</c> and <c>[InputFrom]</c>; at least one in a valid model, none in a block.</param>
/// <param name="Layers">The layer attributes and uses of blocks in source order.</param>
/// <param name="Outputs">All <c>[Output]</c>; none where the last layer is the output.</param>
/// <param name="Block">The place of the first <c>[Block]</c> among the type's ShapeGen attributes, or −1 where the type is a model.</param>
internal sealed record ModelDeclaration(
    ModelType Type,
    EquatableArray<InputDeclaration> Inputs,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<OutputDeclaration> Outputs,
    int Block = -1)
{
    public bool IsBlock => Block >= 0;
}

/// <summary>One <c>[Output]</c>.</summary>
/// <param name="AttributeIndex">Its place among the type's ShapeGen attributes.</param>
/// <param name="Layer">The layer that it names.</param>
/// <param name="IsMalformed">The compiler reports this attribute itself.</param>
internal sealed record OutputDeclaration(int AttributeIndex, string Layer, bool IsMalformed = false);

/// <summary>One <c>[InputShape]</c> or <c>[InputFrom]</c>.</summary>
/// <param name="AttributeIndex">Its place among the type's ShapeGen attributes.</param>
/// <param name="Dimensions">What <c>[InputShape]</c> or a referenced assembly's model says.</param>
/// <param name="ElementTypeName">The element type as C# shows it, so that an unsupported one can be named.</param>
/// <param name="Source">Where the shape comes from.</param>
/// <param name="SourceName">The model that <c>[InputFrom]</c> names, for messages.</param>
/// <param name="Upstream">That model's own declaration, where it is of this compilation.</param>
/// <param name="Name">The name that was given, or null.</param>
internal sealed record InputDeclaration(
    int AttributeIndex,
    EquatableArray<int> Dimensions,
    string ElementTypeName,
    InputSource Source = InputSource.Shape,
    string? SourceName = null,
    ModelDeclaration? Upstream = null,
    string? Name = null)
{
    /// <summary>The element type, or null where it is none of ours.</summary>
    public ElementType? Element => ElementTypes.Parse(ElementTypeName);

    /// <summary>It holds integers, which a layer looks up and none computes with.</summary>
    public bool IsInteger => ElementTypeName == "int";
}

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

    /// <summary><c>[InputFrom]</c> at the end of more models than are followed.</summary>
    TooFar,

    /// <summary><c>[InputFrom]</c> a type that is no model.</summary>
    NoModel,

    /// <summary><c>[InputFrom]</c> a block, which has a shape only where it is used.</summary>
    Block,

    /// <summary><c>[InputFrom]</c> a model with several outputs, none of which is meant more than another.</summary>
    SeveralOutputs,

    /// <summary>An attribute that the compiler itself reports.</summary>
    Malformed,
}

/// <summary>One layer attribute, or a use of blocks.</summary>
/// <param name="LayerType">The attribute's name without suffix: <c>Dense</c>.</param>
/// <param name="AttributeIndex">Its place among the type's ShapeGen attributes.</param>
/// <param name="Arguments">The arguments that were written, by constructor parameter or property name.</param>
/// <param name="IsMalformed">The compiler reports this attribute itself: say nothing about it.</param>
internal sealed record LayerDeclaration(
    string LayerType,
    int AttributeIndex,
    EquatableArray<ArgumentDeclaration> Arguments,
    bool IsMalformed = false)
{
    /// <summary>The blocks that the attribute uses, by its type arguments; none for a layer.</summary>
    public EquatableArray<BlockDeclaration> Blocks { get; init; }

    /// <summary>What the compiler reports too, without the name that is meant.</summary>
    public EquatableArray<MisnamedArgument> Misnamed { get; init; }

    public object? Argument(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;
}

/// <summary>What a type argument of a block use stands for.</summary>
internal enum BlockKind
{
    /// <summary>A class with <c>[Block]</c>.</summary>
    Block,

    /// <summary><c>Identity</c>: passes its input on.</summary>
    Identity,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A type with layers, but neither <c>[Block]</c> nor an input.</summary>
    Unmarked,

    /// <summary>A type without layers.</summary>
    NoBlock,

    /// <summary>A block that the use stands in, directly or through others.</summary>
    Cycle,

    /// <summary>Its layers, with those of the blocks in it, are more than are read.</summary>
    TooLarge,

    /// <summary>A type that the compiler itself reports.</summary>
    Malformed,
}

/// <summary>A block as one use sees it: with its layers, so that a model changes where a block that it uses does.</summary>
/// <param name="Kind">What the type is.</param>
/// <param name="Name">The type's name; of a cycle all names of it, <c>A → B → A</c>.</param>
/// <param name="Layers">Its layer attributes and uses of blocks in source order.</param>
internal sealed record BlockDeclaration(BlockKind Kind, string Name, EquatableArray<LayerDeclaration> Layers = default)
{
    /// <summary>It is of a referenced assembly, so that no analysis here reports what is wrong in it.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>The cycle leads back to the type whose declaration this is part of.</summary>
    public bool IsOfReader { get; init; }
}

/// <summary>The class a model is written on.</summary>
/// <param name="Namespace">Without <c>global::</c>; empty in the global namespace.</param>
/// <param name="Name">The identifier, with <c>@</c> where it is a keyword.</param>
/// <param name="Reference">How the type's own code refers to it: by its name, or by its full one where a base class has a type of that name.</param>
/// <param name="ContainingTypes">From the outermost inwards, as <c>class Outer</c>.</param>
/// <param name="IsStatic">The user wrote <c>static</c>.</param>
/// <param name="HasParameterlessConstructor">A weightless model can be made by <c>new()</c>.</param>
/// <param name="Obstacles">What keeps the generator from writing into this type.</param>
/// <param name="WeightObstacles">What keeps it from doing so where the layers have weights.</param>
/// <param name="NotPartial">How far out the innermost type without <c>partial</c> stands (0 is the model itself), or −1.</param>
/// <param name="StrayAttribute">The first ShapeGen attribute on another partial declaration than the first one's, or −1.</param>
/// <param name="Members">The user's members that might collide with generated ones.</param>
/// <param name="InheritedMembers">Abstract members of base classes that generated ones might hide.</param>
internal sealed record ModelType(
    string Namespace,
    string Name,
    string Reference,
    EquatableArray<string> ContainingTypes,
    bool IsStatic,
    bool HasParameterlessConstructor,
    EquatableArray<string> Obstacles,
    EquatableArray<string> WeightObstacles,
    int NotPartial,
    int StrayAttribute,
    EquatableArray<MemberDeclaration> Members,
    EquatableArray<MemberDeclaration> InheritedMembers)
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
/// <param name="IsPreferred">It has an <c>[OverloadResolutionPriority]</c> by which calls may come to it that mean another.</param>
internal sealed record MemberDeclaration(string Name, string? Signature, bool IsPreferred = false);
