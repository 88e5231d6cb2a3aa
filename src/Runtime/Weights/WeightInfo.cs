namespace ShapeGen;

/// <summary>
/// A weight that a model needs: its name in a weights file, its shape and its element type. Tools can check a file
/// against a model's <c>Weights</c> without loading it.
/// </summary>
public readonly struct WeightInfo : IEquatable<WeightInfo>
{
    private readonly string? _name;
    private readonly int[]? _shape;

    /// <summary>Describes a weight.</summary>
    /// <param name="name">Layer and weight, for instance <c>dense/kernel</c>; the weight follows the last slash.</param>
    /// <param name="shape">The dimensions in Keras' order, for instance (in, units).</param>
    /// <param name="elementType">The type that the model holds the weight in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public WeightInfo(string name, ReadOnlySpan<int> shape, Type elementType)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(elementType);
        long length = 1;
        foreach (int dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            length = checked(length * dimension);
        }

        _name = name;
        _shape = shape.ToArray();
        ElementType = elementType;
        Length = length;
    }

    /// <summary>Layer and weight, for instance <c>dense/kernel</c>.</summary>
    public string Name => _name ?? "";

    /// <summary>The dimensions in Keras' order.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</summary>
    public Type ElementType { get => field ?? typeof(float); }

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public long Length { get; }

    /// <summary>Whether two weights agree in name, shape and type.</summary>
    public static bool operator ==(WeightInfo left, WeightInfo right) => left.Equals(right);

    /// <summary>Whether two weights differ in name, shape or type.</summary>
    public static bool operator !=(WeightInfo left, WeightInfo right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WeightInfo other) =>
        Name == other.Name && ElementType == other.ElementType && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WeightInfo other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Length, ElementType);

    /// <summary>For instance <c>dense/kernel (64, 10) float</c>.</summary>
    public override string ToString() => $"{Name} {ShapeText} {TypeText}";

    internal string ShapeText => SafeTensorsText.Shape(_shape ?? []);

    private string TypeText => ElementType == typeof(float) ? "float"
        : ElementType == typeof(double) ? "double"
        : ElementType.Name;
}
