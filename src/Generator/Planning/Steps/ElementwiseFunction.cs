namespace ShapeGen.Generator.Planning.Steps;

/// <summary>What the functions of <c>ShapeGen.CompilerServices</c> cost, and where they are.</summary>
internal static class ElementwiseFunction
{
    private static readonly string[] Short = ["Relu", "Relu6", "LeakyRelu", "HardSigmoid", "HardSilu", "HardTanh", "SoftShrink", "HardShrink"];

    private static readonly string[] Exponential =
    [
        "Elu", "Selu", "Celu", "Gelu", "GeluApproximate", "Silu", "Mish", "Sigmoid", "Tanh", "TanhShrink", "Softplus", "Exponential", "LogSigmoid",
    ];

    /// <summary>It is a few instructions.</summary>
    public static bool IsShort(string function) => Short.Contains(function);

    /// <summary>The class whose method is compiled into a loop over blocks.</summary>
    public static string InlinedClass(string function) => Exponential.Contains(function) ? "ElementwiseFunctions" : "Activations";
}
