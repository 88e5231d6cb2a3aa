namespace ShapeGen;

/// <summary>
/// Activation functions by Keras' names. All work element by element, except <see cref="Softmax"/>,
/// <see cref="LogSoftmax"/>, <see cref="Sparsemax"/> and <see cref="Glu"/>, which work along the last axis.
/// </summary>
/// <remarks>Formulas: https://keras.io/api/layers/activations/.</remarks>
public enum Activation
{
    /// <summary>x</summary>
    Linear = 0,

    /// <summary>max(x, 0)</summary>
    Relu,

    /// <summary>min(max(x, 0), 6)</summary>
    Relu6,

    /// <summary>x for x ≥ 0, else 0.2·x</summary>
    LeakyRelu,

    /// <summary>x for x &gt; 0, else e^x − 1</summary>
    Elu,

    /// <summary>1.0507009873554805·x for x &gt; 0, else 1.0507009873554805·1.6732632423543772·(e^x − 1)</summary>
    Selu,

    /// <summary>max(x, 0) + min(0, e^x − 1)</summary>
    Celu,

    /// <summary>x·Φ(x) with the normal distribution Φ(x) = (1 + erf(x/√2)) / 2</summary>
    Gelu,

    /// <summary>x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))): Keras' <c>gelu(approximate=True)</c></summary>
    GeluApproximate,

    /// <summary>x·sigmoid(x), also called swish</summary>
    Silu,

    /// <summary>x·tanh(softplus(x))</summary>
    Mish,

    /// <summary>1 / (1 + e^−x)</summary>
    Sigmoid,

    /// <summary>min(max(x/6 + 0.5, 0), 1)</summary>
    HardSigmoid,

    /// <summary>x·hard_sigmoid(x), also called hard swish</summary>
    HardSilu,

    /// <summary>min(max(x, −1), 1)</summary>
    HardTanh,

    /// <summary>tanh(x)</summary>
    Tanh,

    /// <summary>x − tanh(x)</summary>
    TanhShrink,

    /// <summary>x − 0.5 for x &gt; 0.5, x + 0.5 for x &lt; −0.5, else 0</summary>
    SoftShrink,

    /// <summary>x where |x| &gt; 0.5, else 0</summary>
    HardShrink,

    /// <summary>log(1 + e^x)</summary>
    Softplus,

    /// <summary>x / (1 + |x|)</summary>
    Softsign,

    /// <summary>(x + √(x² + 4)) / 2</summary>
    Squareplus,

    /// <summary>0 for x ≤ −1, x for x ≥ 1, else (x + 1)² / 4</summary>
    SparsePlus,

    /// <summary>0 for x ≤ −1, 1 for x ≥ 1, else (x + 1) / 2</summary>
    SparseSigmoid,

    /// <summary>e^x</summary>
    Exponential,

    /// <summary>log(sigmoid(x)) = −softplus(−x)</summary>
    LogSigmoid,

    /// <summary>e^(x − max) / Σ e^(x − max) along the last axis</summary>
    Softmax,

    /// <summary>x − max − log Σ e^(x − max) along the last axis</summary>
    LogSoftmax,

    /// <summary>The Euclidean projection of the last axis onto the probability simplex (Martins and Astudillo, 2016)</summary>
    Sparsemax,

    /// <summary>a·sigmoid(b), where a and b are the two halves of the last axis: halves that axis</summary>
    Glu,
}
