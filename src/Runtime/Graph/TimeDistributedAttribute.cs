namespace ShapeGen;

/// <summary>
/// Applies a block to each time step of its input, the first axis, with the same weights. Weights are
/// <c>&lt;use&gt;/&lt;layer&gt;/kernel</c>, where the use is called <c>time_distributed</c> if it has no name.
/// </summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>, whose layers see a time step.</typeparam>
public sealed class TimeDistributedAttribute<TBlock> : BlockUseAttribute;
