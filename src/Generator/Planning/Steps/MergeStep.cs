namespace ShapeGen.Generator.Planning.Steps;

/// <summary>How a <see cref="MergeStep"/> combines the elements of its inputs, by the names of Keras' layers.</summary>
internal enum MergeOperation
{
    Add,
    Subtract,
    Multiply,
    Average,

    /// <summary>IEEE 754-2019 maximum: NaN propagates, +0 is greater than −0.</summary>
    Maximum,

    /// <summary>IEEE 754-2019 minimum.</summary>
    Minimum,
}

/// <summary>Combines inputs element by element, from the first to the last; an input's axis of size 1 is broadcast.</summary>
/// <param name="Operation">How.</param>
/// <param name="Dimensions">The output's dimensions.</param>
/// <param name="InputDimensions">Each input's dimensions, with leading ones of size 1: the output's, or 1.</param>
internal sealed record MergeStep(MergeOperation Operation, EquatableArray<int> Dimensions, EquatableArray<EquatableArray<int>> InputDimensions) : Step
{
    public override int InputLength => InputLengths[0];

    public override IReadOnlyList<int> InputLengths => [.. InputDimensions.Select(Product)];

    public override int OutputLength => Product(Dimensions);

    public override bool WorksInPlace => true;

    /// <summary>The element-wise function fused into the store, or null.</summary>
    public string? Activation { get; init; }

    /// <summary>Nothing is broadcast.</summary>
    public bool IsOfEqualShapes => InputDimensions.All(input => input == Dimensions);

    public override Step? FuseActivation(string function) => Activation is null ? this with { Activation = function } : null;

    /// <summary>
    /// The same with the fewest axes: neighbours that every input has both of, or neither, become one. Equal shapes end
    /// as one axis.
    /// </summary>
    public MergeStep Simplify()
    {
        List<int> dimensions = [];
        List<int>[] inputs = [.. InputDimensions.Select(_ => new List<int>())];
        for (int axis = 0; axis < Dimensions.Count; axis++)
        {
            bool[] isFull = [.. InputDimensions.Select(input => input[axis] == Dimensions[axis])];
            if (Dimensions[axis] == 1)
            {
                continue;
            }

            int last = dimensions.Count - 1;
            bool joins = last >= 0 && inputs.Select((input, i) => (input[last] == dimensions[last]) == isFull[i]).All(same => same);
            if (joins)
            {
                dimensions[last] *= Dimensions[axis];
            }
            else
            {
                dimensions.Add(Dimensions[axis]);
            }

            for (int i = 0; i < inputs.Length; i++)
            {
                int size = isFull[i] ? dimensions[dimensions.Count - 1] : 1;
                if (joins)
                {
                    inputs[i][last] = size;
                }
                else
                {
                    inputs[i].Add(size);
                }
            }
        }

        return dimensions.Count == 0
            ? this with { Dimensions = new([1]), InputDimensions = inputs.Select(_ => new EquatableArray<int>([1])).ToEquatableArray() }
            : this with { Dimensions = dimensions.ToEquatableArray(), InputDimensions = inputs.Select(input => input.ToEquatableArray()).ToEquatableArray() };
    }

    /// <summary>Elements from one index of an axis to the next in an input; 0 where it is broadcast.</summary>
    public int Stride(int input, int axis) =>
        InputDimensions[input][axis] < Dimensions[axis] ? 0 : InputDimensions[input].Skip(axis + 1).Aggregate(1, (product, d) => product * d);

    public override IEnumerable<string> Describe(ElementType element) =>
        [$"{Operation} of {string.Join(", ", InputDimensions.Select(Show))} → {Show(Dimensions)}{(Activation is null ? "" : $", {Activation}")}"];

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        bool fits = InputDimensions.Count >= 2 && Dimensions.Count > 0 && Dimensions.All(d => d > 0)
            && InputDimensions.All(input => input.Count == Dimensions.Count && input.Zip(Dimensions, (d, size) => d == size || d == 1).All(same => same));
        if (!fits)
        {
            yield return $"merges {string.Join(", ", InputDimensions.Select(Show))} to {Show(Dimensions)}";
        }
    }

    private static int Product(EquatableArray<int> dimensions) => dimensions.Aggregate(1, (product, d) => product * d);

    private static string Show(EquatableArray<int> dimensions) => $"({string.Join(", ", dimensions)})";
}
