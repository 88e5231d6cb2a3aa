namespace ShapeGen.Generator.Layers.Activation;

/// <summary>The runtime's <c>Activation</c> enum, by value; a test holds the two together.</summary>
internal enum ActivationFunction
{
    Linear = 0,
    Relu,
    Relu6,
    LeakyRelu,
    Elu,
    Selu,
    Celu,
    Gelu,
    GeluApproximate,
    Silu,
    Mish,
    Sigmoid,
    HardSigmoid,
    HardSilu,
    HardTanh,
    Tanh,
    TanhShrink,
    SoftShrink,
    HardShrink,
    Softplus,
    Softsign,
    Squareplus,
    SparsePlus,
    SparseSigmoid,
    Exponential,
    LogSigmoid,
    Softmax,
    LogSoftmax,
    Sparsemax,
    Glu,
}

internal static class ActivationFunctions
{
    /// <summary>Works along the last axis rather than element by element.</summary>
    public static bool IsAlongRow(this ActivationFunction function) => function
        is ActivationFunction.Softmax or ActivationFunction.LogSoftmax or ActivationFunction.Sparsemax or ActivationFunction.Glu;

    /// <summary>Halves the last axis.</summary>
    public static bool HalvesRow(this ActivationFunction function) => function == ActivationFunction.Glu;
}
