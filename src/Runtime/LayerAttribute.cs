namespace ShapeGen;

/// <summary>
/// The base of every layer attribute. The layers of a model apply in source order, as in <c>keras.Sequential</c>.
/// </summary>
/// <remarks>
/// Attributes are allowed on structs and more than once, and are not inherited, so that ShapeGen's own rules explain
/// what is wrong instead of the compiler's CS0579 and CS0592.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name, the first part of its weights' names. Default: Keras' automatic one, counted per model
    /// (<c>dense</c>, <c>dense_1</c>, <c>global_average_pooling2d</c>).
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The name of an earlier layer, of a use of a block or of an input, whose output this layer reads in place of the one
    /// before it.
    /// </summary>
    public string? From { get; set; }
}
