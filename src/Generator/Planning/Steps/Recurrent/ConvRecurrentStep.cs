namespace ShapeGen.Generator.Planning.Steps.Recurrent;

/// <summary>
/// Takes a cell whose products are convolutions through time. A time step convolves its frame to the gates of every position, adds
/// the convolution of the last output to them, and updates the cell; so the gates of one frame alone lie in memory.
/// </summary>
/// <param name="Steps">Time steps.</param>
/// <param name="Units">Filters of the cell.</param>
/// <param name="Cell">The functions of the cell.</param>
/// <param name="Input">The convolution of a frame, to (positions, blocks, gates, lanes).</param>
/// <param name="Product">The convolution of an output, likewise.</param>
/// <param name="Block">Lanes of a block.</param>
internal sealed record ConvRecurrentStep(int Steps, int Units, LstmCell Cell, ConvStep Input, ConvStep Product, int Block) : Step
{
    public override int InputLength => Steps * Input.InputLength;

    public override int OutputLength => (ReturnsSequence ? Steps : 1) * FrameLength;

    /// <summary>Writes the output of every time step, else that of the last.</summary>
    public bool ReturnsSequence { get; init; }

    /// <summary>Begins with the last time step.</summary>
    public bool IsBackward { get; init; }

    /// <summary>Writes the outputs of a sequence in the reverse of the order in which they are computed.</summary>
    public bool ReversesOutput { get; init; }

    /// <summary>Blocks that hold all filters.</summary>
    public int Blocks => ((Units - 1) / Block) + 1;

    /// <summary>Positions of an output.</summary>
    public int Positions => Input.Parts[0].Outputs;

    /// <summary>Elements of the output of a time step.</summary>
    public int FrameLength => Positions * Units;

    /// <summary>Elements of the gates of a frame.</summary>
    public int GatesLength => Positions * Blocks * Cell.Gates * Block;

    /// <summary>Elements of the memory, a number a filter in whole blocks.</summary>
    public int MemoryLength => Positions * Blocks * Block;

    /// <summary>The gates, the memory, and the last output.</summary>
    public override IReadOnlyList<int> WorkspaceLengths => [GatesLength, MemoryLength, FrameLength];

    /// <summary>Where the weights of <see cref="Input"/> start, in elements from the start of the packed weights.</summary>
    public int InputOffset { get; init; }

    /// <summary>Where the weights of <see cref="Product"/> start.</summary>
    public int ProductOffset { get; init; }

    public override int WeightsOffset => InputOffset;

    public override Step ToKernel(ElementType element) => (ConvRecurrentStep)base.ToKernel(element) with
    {
        Input = (ConvStep)Input.ToKernel(element),
        Product = (ConvStep)Product.ToKernel(element),
        InputOffset = 0,
        ProductOffset = ProductOffset - InputOffset,
    };

    public override Step ChooseTiles(ElementType element) => this with { Input = (ConvStep)Input.ChooseTiles(element), Product = (ConvStep)Product.ChooseTiles(element) };

    public override IEnumerable<Step> ReadHalves() => [new WidenStep(InputLength, IsScaled: false) { Comment = $"Half to float, for {Comment}" }, this];

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout) => Input.PackWeights(layout).Concat(Product.PackWeights(layout)).ToEquatableArray();

    public override Step WithWeights(EquatableArray<PackedWeight> weights)
    {
        int own = Input.Parts.Count(part => part.Taps > 0) + (Input.Bias < 0 ? 0 : 1);
        var input = (ConvStep)Input.WithWeights(weights.Take(own).ToEquatableArray());
        var product = (ConvStep)Product.WithWeights(weights.Skip(own).ToEquatableArray());
        return this with { Input = input, Product = product, InputOffset = input.WeightsOffset, ProductOffset = product.WeightsOffset };
    }

    public override IEnumerable<string> Describe(ElementType element)
    {
        string order = $"{(IsBackward ? ", from the last to the first" : "")}{(ReversesOutput && ReturnsSequence ? ", written in reverse" : "")}";
        yield return $"{Steps} steps of {Positions} positions by {Units} filters{order}, {(ReturnsSequence ? "all of them" : "the last")} written";
        yield return Cell.Describe();
        foreach (string line in Input.Describe(element).Concat(Product.Describe(element)))
        {
            yield return line;
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Steps < 1 || Units < 1 || Block != element.BlockLanes())
        {
            yield return $"takes {Steps} steps of {Units} filters in blocks of {Block}";
            yield break;
        }

        if (Input.Filters != Blocks * Cell.Gates * Block || Product.Filters != Input.Filters || Product.Channels != Units || Product.OutputLength != Input.OutputLength || !Product.Accumulates)
        {
            yield return $"adds a convolution of {Product.Channels} channels to {Product.Filters} gates to one of {Input.Filters} gates of {Units} filters";
        }

        foreach (string fault in Input.Faults(element, facts).Concat(Product.Faults(element, facts)))
        {
            yield return fault;
        }
    }
}
