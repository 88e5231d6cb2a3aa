namespace ShapeGen.SelfCheck.Reference;

/// <summary>One layer as Keras documents it, in double precision, with a bound on the error of a model that computes it in its own type.</summary>
internal interface IReferenceLayer
{
    ReferenceTensor Run(ReferenceTensor input, ReferenceContext context);
}

/// <summary>What a run has beside its input.</summary>
/// <param name="Rounding">The rounding of the model's element type.</param>
/// <param name="Weights">The weights in Keras' order, or none.</param>
/// <param name="Mask">The steps that count, or null for all.</param>
internal sealed record ReferenceContext(Rounding Rounding, double[][] Weights, bool[]? Mask = null);
