using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Layers.Activation;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Steps.Recurrent;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Recurrent;

/// <summary>A cell that goes through a sequence, (steps, features) → (units), or (steps, units) where all its outputs are returned.</summary>
internal sealed record RecurrentLayer(int Units, RecurrentCell Cell, bool UseBias, bool ReturnSequences, bool GoBackwards) : Layer
{
    private const string ReturnsAll = "ReturnSequences";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
    [
        new("SimpleRNN", arguments => Bind(arguments, activation => new SimpleCell(activation))),
        new("LSTM", arguments =>
        {
            // It chooses the bias that training starts with.
            _ = arguments.Boolean("UnitForgetBias", absent: true);
            string? gates = RecurrentFunctions.Read(arguments, RecurrentFunctions.Gates);
            return Bind(arguments, activation => new LstmCell(activation, gates));
        }),
        new("GRU", arguments =>
        {
            string? gates = RecurrentFunctions.Read(arguments, RecurrentFunctions.Gates);
            bool isAfter = arguments.Boolean("ResetAfter", absent: true);
            return Bind(arguments, activation => isAfter ? new ResetAfterCell(activation, gates) : new ResetBeforeCell(activation, gates));
        }),
    ];

    public override bool JoinsPositions => true;

    public override TimeRule Time => GoBackwards || ReversesOutput ? TimeRule.WholeSequence : ReturnSequences ? TimeRule.KeepsState : TimeRule.EndsSequence;

    /// <summary>The outputs are turned round: those of the other direction then stand beside them in time.</summary>
    public bool ReversesOutput { get; init; }

    public override Layer? InReverse() => this with { GoBackwards = !GoBackwards, ReversesOutput = !ReversesOutput };

    /// <summary>A time step that the mask leaves out gives zeros; else the output before it once more.</summary>
    public bool ZeroOutputForMask { get; init; }

    /// <summary>As in Keras: two sequences are joined with zeros where the mask leaves steps out, two last outputs with those of the steps that count.</summary>
    public override Layer AsDirection() => this with { ZeroOutputForMask = ReturnSequences };

    public override int MaskAxes => 2;

    /// <summary>A mask ends here, and does not go on with the sequence.</summary>
    public bool StopsMask { get; init; }

    public override int MaskAfter(IReadOnlyList<int> masks) => ReturnSequences && !StopsMask ? masks[0] : -1;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        if (shape.Rank != 2)
        {
            ReportRank(input, problems);
        }
        else
        {
            RecurrentFunctions.CheckSize(shape[0], Cell.Gates, Units, input, problems);
        }

        return ReturnSequences ? new TensorShape(shape.Rank == 2 ? shape[0] : 1, Units) : new TensorShape(Units);
    }

    public override EquatableArray<WeightSpec> Weights(TensorShape input)
    {
        int width = Cell.Gates * Units;
        WeightSpec[] kernels =
        [
            new("kernel", new TensorShape(input.Rank == 0 ? 1 : input.Last, width)),
            new("recurrent_kernel", new TensorShape(Units, width)),
        ];
        WeightSpec bias = new("bias", Cell.BiasRows == 1 ? new TensorShape(width) : new TensorShape(Cell.BiasRows, width));
        return (UseBias ? [.. kernels, bias] : kernels).ToEquatableArray();
    }

    public override IEnumerable<Alternative> Alternatives(TensorShape input) => ReturnSequences || input.Rank != 2 ? [] :
        [new Alternative(new TensorShape(input[0], Units), $"with {ReturnsAll} = true there", Repair.Set(ReturnsAll, "true") with { IsOfOrigin = true })];

    public override ValueId Lower(Lowering lowering)
    {
        TensorShape input = lowering.Input;
        int block = lowering.Element.BlockLanes();
        var columns = new GateColumns(input.Last, Cell.Gates, Units, block);
        int bias = UseBias ? lowering.Weight(2) : -1;
        ValueId projected = lowering.Add(
            new DenseStep(input[0], input.Last, columns.Width, lowering.Weight(0), bias)
            {
                Columns = columns,
                BiasColumns = UseBias ? columns with { Rows = Cell.BiasRows, Row = 0 } : null,
            },
            lowering.Value);
        var step = new RecurrentStep(input[0], Units, Cell, lowering.Weight(1), Cell.BiasRows > 1 ? bias : -1, block)
        {
            ReturnsSequence = ReturnSequences,
            IsBackward = GoBackwards,
            ReversesOutput = ReversesOutput,
            IsStreamed = lowering.Sequence > 0,
        };
        return lowering.Mask(0) is { } mask
            ? lowering.Add(step with { MaskWidth = lowering.MaskWidth(0), ZeroesMasked = ZeroOutputForMask }, projected, mask)
            : lowering.Add(step, projected);
    }

    private void ReportRank(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        string start = $"expects (steps, features), receives {shape} from {input.Origin}";
        if (input.Alternatives.FirstOrDefault(a => a.Output.Rank == 2) is { Repair.IsOfOrigin: true } other)
        {
            problems.Add(RuleIds.RankMismatch, $"{start}: {other.Condition} it receives {other.Output}", repairs: other.Repair);
            return;
        }

        (string wayOut, Repair[] repairs) = DeclaredAxes.ExplainBatch(input, 2, DataFormat.ChannelsLast, WayOut(shape), Repairs(shape));
        problems.Add(RuleIds.RankMismatch, $"{start}: {wayOut}", repairs: repairs);
    }

    /// <summary>A sequence has a time axis and one of features.</summary>
    private static string WayOut(TensorShape shape) => shape.Rank switch
    {
        0 => "there is no time axis, so remove the layer",
        1 => $"the time axis is missing; a sequence of one feature a step is made by {Reshape(shape)} before it",
        _ => $"{Reshape(shape)} before it takes the first axis as time and all others as features",
    };

    private static Repair[] Repairs(TensorShape shape) => shape.Rank == 0 ? [Repair.Remove()] : [Repair.Insert(Reshape(shape).Trim('[', ']'))];

    private static string Reshape(TensorShape shape) => $"[Reshape({InvariantText.Of(shape[0])}, {InvariantText.Of((int)Math.Min(shape.ElementCount / Math.Max(1, shape[0]), int.MaxValue))})]";

    private static RecurrentLayer Bind(LayerArguments arguments, Func<string?, RecurrentCell> cell) => new(
        arguments.Positive("units"),
        cell(RecurrentFunctions.Read(arguments, RecurrentFunctions.Values)),
        arguments.Boolean("UseBias", absent: true),
        arguments.Boolean(ReturnsAll, absent: false),
        arguments.Boolean("GoBackwards", absent: false))
    {
        ZeroOutputForMask = arguments.Boolean("ZeroOutputForMask", absent: false),
        StopsMask = arguments.Boolean("StopsMask", absent: false),
    };
}
