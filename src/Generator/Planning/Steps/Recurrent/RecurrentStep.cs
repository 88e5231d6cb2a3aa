using ShapeGen.Generator.Planning.Kernels;

namespace ShapeGen.Generator.Planning.Steps.Recurrent;

/// <summary>
/// Takes a cell through time. The input is the projection of every time step, (steps, blocks, gates, lanes), whose bias is
/// added already; the state starts at zero and lies in a workspace. With a mask a second input holds the integers of each time step: where
/// all of them are 0, the step leaves the state as it is.
/// </summary>
/// <param name="Steps">Time steps.</param>
/// <param name="Units">Units of the cell.</param>
/// <param name="Cell">What a time step makes of a unit.</param>
/// <param name="Kernel">The index of the recurrent kernel, (units, gates · units), among the model's weights.</param>
/// <param name="Bias">The index of the bias whose second row the recurrent product takes, or −1.</param>
/// <param name="Block">Lanes of a block.</param>
internal sealed record RecurrentStep(int Steps, int Units, RecurrentCell Cell, int Kernel, int Bias, int Block) : Step
{
    /// <summary>Blocks of a panel at most: four gates of them are the sums that 32 registers hold.</summary>
    private const int MostBlocks = 4;

    public override int InputLength => Steps * Blocks * Cell.Gates * Block;

    public override IReadOnlyList<int> InputLengths => IsMasked ? [InputLength, Steps * MaskWidth] : [InputLength];

    public override bool ReadsIndices(int input) => input == 1;

    public override int OutputLength => (ReturnsSequence ? Steps : 1) * Units;

    /// <summary>Writes the output of every time step, else that of the last.</summary>
    public bool ReturnsSequence { get; init; }

    /// <summary>Begins with the last time step.</summary>
    public bool IsBackward { get; init; }

    /// <summary>Writes the outputs of a sequence in the reverse of the order in which they are computed.</summary>
    public bool ReversesOutput { get; init; }

    /// <summary>Integers of a time step in the mask, the second input; 0 where there is none.</summary>
    public int MaskWidth { get; init; }

    public bool IsMasked => MaskWidth > 0;

    /// <summary>A time step that the mask leaves out gives zeros; else the output before it once more.</summary>
    public bool ZeroesMasked { get; init; }

    /// <summary>The state lasts from one run to the next, each of which is one time step.</summary>
    public bool IsStreamed { get; init; }

    public override int KeptWorkspaces => IsStreamed ? 1 : 0;

    /// <summary>Where the weights of each round start, in elements from the start of the packed weights.</summary>
    public EquatableArray<int> KernelOffsets { get; init; }

    /// <summary>Elements from the start of the packed weights.</summary>
    public int BiasOffset { get; init; }

    /// <summary>Blocks that hold all units.</summary>
    public int Blocks => ((Units - 1) / Block) + 1;

    /// <summary>Elements of one number a unit, in whole blocks.</summary>
    public int StateLength => Blocks * Block;

    /// <summary>The first number of <see cref="RecurrentCell.Memories"/> in the first workspace, after the output.</summary>
    public int MemoryOffset => StateLength;

    /// <summary>Where <see cref="RecurrentCell.Interim"/> starts in the second workspace, after the sums of all gates.</summary>
    public int InterimOffset => Blocks * Cell.Gates * Block;

    /// <summary>Rows of weights that are asked for ahead; none where they stay in a core's own caches.</summary>
    public int PrefetchedRows { get; init; }

    /// <summary>
    /// Blocks of the first half and of the second are updated in pairs, so that their weights are two long streams. Where weights stay in
    /// the second-level cache, two streams by registers of 256 bits arrive sooner than one, or than any by 512 bits.
    /// </summary>
    public bool HasTwoStreams { get; init; }

    /// <summary>Elements of the state: the output and memories of all units, zero before the first time step.</summary>
    public int KeptLength => MemoryOffset + (Cell.Memories * StateLength);

    /// <summary>The state, and what is left of a time step: sums, and what one round leaves to the next.</summary>
    public override IReadOnlyList<int> WorkspaceLengths => [KeptLength, InterimOffset + (Cell.Interim * StateLength)];

    public override int WeightsOffset => KernelOffsets.Count == 0 ? 0 : KernelOffsets.Min();

    /// <summary>Blocks in panels of nearly equal size; one that ends within a block stands by itself.</summary>
    public IReadOnlyList<RecurrentPanel> Panels
    {
        get
        {
            int size = PanelBlocks;
            int whole = Blocks / size;
            int rest = Blocks % size;
            int lanes = Units - ((Blocks - 1) * Block);
            if (rest > 0)
            {
                return [new RecurrentPanel(0, whole, size, Block), new RecurrentPanel(whole * size, 1, rest, lanes)];
            }

            return lanes == Block ? [new RecurrentPanel(0, whole, size, Block)]
                : whole == 1 ? [new RecurrentPanel(0, 1, size, lanes)]
                : [new RecurrentPanel(0, whole - 1, size, Block), new RecurrentPanel((whole - 1) * size, 1, size, lanes)];
        }
    }

    private int PanelBlocks
    {
        get
        {
            if (HasTwoStreams)
            {
                return 1;
            }

            int panels = ((Blocks - 1) / MostBlocks) + 1;
            return ((Blocks - 1) / panels) + 1;
        }
    }

    /// <summary>Partial sums of each product: as many as the gates leave of the sums that 16 registers hold.</summary>
    public static int Phases(RecurrentRound round) => round.Gates switch { 1 => 4, 2 => 2, _ => 1 };

    /// <summary>The tiles of a register file: whole panels, or pairs of blocks, in 32 registers, their blocks one by one in 16.</summary>
    public IEnumerable<RecurrentTile> Tiles(RegisterFile file)
    {
        if (HasTwoStreams && file == RegisterFile.Wide)
        {
            yield return new RecurrentTile(new RecurrentPanel(0, Blocks / 2, 1, Block), 0, 1, 1, Block) { OtherStream = Blocks / 2 };
            yield break;
        }

        foreach (RecurrentPanel panel in Panels)
        {
            if (file == RegisterFile.Wide)
            {
                yield return new RecurrentTile(panel, 0, 1, panel.Blocks, panel.LastLanes);
                continue;
            }

            int whole = panel.LastLanes == Block ? panel.Blocks : panel.Blocks - 1;
            if (whole > 0)
            {
                yield return new RecurrentTile(panel, 0, whole, 1, Block);
            }

            if (whole < panel.Blocks)
            {
                yield return new RecurrentTile(panel, whole, 1, 1, panel.LastLanes);
            }
        }
    }

    public override Step ChooseTiles(ElementType element)
    {
        long bytes = (long)Units * Blocks * Block * Cell.Gates * element.Size();
        return this with
        {
            PrefetchedRows = bytes > Budget.FarBytes ? Budget.PrefetchedRowsAlone : 0,
            HasTwoStreams = bytes is > Budget.NearestBytes and <= Budget.FarBytes && Blocks % 2 == 0 && element != ElementType.Half,
        };
    }

    public override Step ToKernel(ElementType element) => (RecurrentStep)base.ToKernel(element) with
    {
        Kernel = 0,
        Bias = Bias < 0 ? -1 : 1,
        KernelOffsets = KernelOffsets.Select(offset => offset - WeightsOffset).ToEquatableArray(),
        BiasOffset = Bias < 0 ? 0 : BiasOffset - WeightsOffset,
    };

    public override EquatableArray<PackedWeight> PackWeights(WeightLayout layout)
    {
        var weights = new List<PackedWeight>();
        foreach (RecurrentRound round in Cell.Rounds)
        {
            var columns = new GateColumns(Units, Cell.Gates, Units, Block) { First = round.First, Count = round.Gates };
            int width = PanelBlocks * round.Gates * Block;
            weights.Add(layout.Place(Kernel, WeightPacking.Panels, Units, columns.Width, width, (long)Units * columns.Width) with
            {
                Columns = columns,
                LastWidth = columns.Width % width,
            });
        }

        if (Bias >= 0)
        {
            var columns = new GateColumns(Cell.BiasRows, Cell.Gates, Units, Block) { Row = Cell.BiasRows - 1 };
            weights.Add(layout.Place(Bias, WeightPacking.AsIs, 1, columns.Width, columns.Width, columns.Width) with { Columns = columns });
        }

        return weights.ToEquatableArray();
    }

    public override Step WithWeights(EquatableArray<PackedWeight> weights) => this with
    {
        KernelOffsets = weights.Take(Cell.Rounds.Count).Select(weight => weight.Offset).ToEquatableArray(),
        BiasOffset = Bias < 0 ? 0 : weights[weights.Count - 1].Offset,
    };

    public override IEnumerable<string> Describe(ElementType element)
    {
        string order = $"{(IsBackward ? ", from the last to the first" : "")}{(ReversesOutput && ReturnsSequence ? ", written in reverse" : "")}";
        yield return $"{Steps} steps of {Units} units{order}, {(ReturnsSequence ? "all of them" : "the last")} written";
        if (IsStreamed)
        {
            yield return "the state is kept";
        }

        if (IsMasked)
        {
            yield return $"a step whose {(MaskWidth == 1 ? "index is 0" : $"{MaskWidth} indices are all 0")} keeps the state and gives {(ZeroesMasked ? "zeros" : "the output before it")}";
        }

        yield return Cell.Describe();
        if (Block > 0)
        {
            string panels = string.Join(" and ", Panels.Select(panel => panel.Count == 1 ? $"{panel.Blocks}" : $"{panel.Count} × {panel.Blocks}"));
            string rounds = string.Join(", then ", Cell.Rounds.Select(round => $"{round.Gates} {(round.Gates == 1 ? "gate" : "gates")} in {PhaseCount.Describe(Phases(round))}"));
            yield return $"panels of {panels} blocks of {Block} units, {rounds}; {(HasTwoStreams ? "two streams of 256 bits" : "narrow by 1")}";
        }
    }

    public override IEnumerable<string> Faults(ElementType element, PlanFacts facts)
    {
        if (Steps < 1 || Units < 1 || Kernel < 0 || Block != element.BlockLanes())
        {
            yield return $"takes {Steps} steps of {Units} units in blocks of {Block} with weight {Kernel}";
            yield break;
        }

        if (MaskWidth < 0 || (ZeroesMasked && !IsMasked))
        {
            yield return $"has a mask of {MaskWidth} integers a step";
        }

        if (Cell.BiasRows == 1 && Bias >= 0)
        {
            yield return "adds a bias twice";
        }

        if (HasTwoStreams && (Blocks % 2 != 0 || element == ElementType.Half))
        {
            yield return $"reads {Blocks} blocks of {element} in two streams";
        }

        int block = 0;
        foreach (RecurrentPanel panel in Panels)
        {
            bool isLast = panel.First + (panel.Count * panel.Blocks) == Blocks;
            if (panel.First != block || panel.Count < 1 || panel.Blocks is < 1 or > MostBlocks || (panel.LastLanes != Block && (!isLast || panel.Count > 1)))
            {
                yield return $"has a panel of {panel.Blocks} blocks at block {panel.First}, after {block}";
            }

            block = panel.First + (panel.Count * panel.Blocks);
        }

        if (block != Blocks)
        {
            yield return $"has panels of {block} blocks for {Blocks}";
        }
    }
}
