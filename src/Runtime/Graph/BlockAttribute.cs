namespace ShapeGen;

/// <summary>
/// Makes a class a block: layers with a name, to be used in models by <see cref="ApplyAttribute{TBlock}"/>,
/// <see cref="ResidualAttribute{TBlock}"/> and <see cref="ParallelAttribute"/>. It stands in the place of
/// <see cref="InputShapeAttribute"/>: the shapes come from where the block is used. A block is no model and has no
/// <c>Forward</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class BlockAttribute : Attribute;
