namespace ShapeGen;

/// <summary>
/// Runs a block of one recurrent layer through time in both directions, each with weights of its own, and joins the outputs. Those of the
/// backward direction are put into the order of time first. Weights are <c>&lt;use&gt;/forward/&lt;layer&gt;/kernel</c> and
/// <c>&lt;use&gt;/backward/&lt;layer&gt;/kernel</c>, where the use is called <c>bidirectional</c> if it has no name.
/// </summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/> and one recurrent layer.</typeparam>
public sealed class BidirectionalAttribute<TBlock> : BlockUseAttribute
{
    /// <summary>
    /// How the outputs of both directions become one: <see cref="Merge.Concatenate"/>, the default, <see cref="Merge.Add"/>,
    /// <see cref="Merge.Multiply"/> or <see cref="Merge.Average"/>. With <see cref="Merge.None"/> they stay apart: the forward one is read by the next
    /// layer, and both by the names <c>&lt;use&gt;/forward</c> and <c>&lt;use&gt;/backward</c>.
    /// </summary>
    public Merge Merge { get; set; } = Merge.Concatenate;
}
