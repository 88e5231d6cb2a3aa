namespace ShapeGen.Generator.Core;

/// <summary>One argument: an <see cref="int"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/>, an enum's number or an <see cref="EquatableArray{T}"/> of int, double or string.</summary>
internal sealed record ArgumentDeclaration(string Name, object? Value);
