namespace ShapeGen;

/// <summary>y = activation(x + block(x)); the block must keep the shape. Weights are named as by <see cref="ApplyAttribute{TBlock}"/>.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
public sealed class ResidualAttribute<TBlock> : BlockUseAttribute
{
    /// <summary>Applied to the sum; linear by default.</summary>
    public Activation Activation { get; set; } = Activation.Linear;
}
