using ShapeGen.Generator.Emission.Steps;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>What happens to a block of sums before it is stored: another value is added, and then a function applied.</summary>
internal static class ProductEnd
{
    /// <summary>The expression of what is stored.</summary>
    /// <param name="step">The step.</param>
    /// <param name="blocks">How the kernel says what it does.</param>
    /// <param name="compute"><c>float</c> or <c>double</c>.</param>
    /// <param name="sum">The expression of the sums.</param>
    /// <param name="other">The reference of the other value, from which it lies as the output does.</param>
    /// <param name="at">Where in it.</param>
    /// <param name="lanes">Lanes that are stored, or 0 for a whole block.</param>
    public static string Of(ProductStep step, BlockOperations blocks, string compute, string sum, string other, string at, int lanes = 0)
    {
        string load = lanes > 0 ? blocks.LoadFirst(other, at, lanes) : blocks.Load(other, at);
        string value = step.AddsOther ? $"{sum} + {load}" : sum;
        return step.Activation is { } function ? blocks.Apply("Activations", function, compute, value) : value;
    }
}
