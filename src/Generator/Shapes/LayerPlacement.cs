using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Graph;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Shapes;

/// <summary>Places the layers of a graph one after the other: binds their arguments and infers their shapes and weights.</summary>
internal sealed class LayerPlacement
{
    private readonly ElementType _element;
    private readonly List<Problem> _problems;
    private readonly List<LayerInput> _tensors;
    private readonly List<ShapedLayer> _layers = [];
    private readonly HashSet<string> _causes = new(StringComparer.Ordinal);
    private readonly List<(Problem Problem, bool IsRepeated)> _found = [];

    /// <param name="inputs">The model's inputs.</param>
    /// <param name="names">The names that they were given; null for one without.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="element">What the model computes with.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public LayerPlacement(IReadOnlyList<ResolvedInput> inputs, IReadOnlyList<string?> names, string model, ElementType element, List<Problem> problems)
    {
        _element = element;
        _problems = problems;
        _tensors = [.. inputs.Select((input, i) => new LayerInput(input.Shape, names[i] is { } name ? $"the input \"{LayerNames.OnOneLine(name)}\"" : "the input", input.AttributeIndex < 0 ? null : new NodePosition(default, input.AttributeIndex, "", model), [])
        {
            IsDeclared = input.AttributeIndex >= 0,
            IsRankGuessed = input.IsRankGuessed,
            IsUnknown = !input.IsKnown,
            IsInteger = input.IsInteger,
        })];
    }

    public IReadOnlyList<ShapedLayer> Layers => _layers;

    /// <summary>An argument inside a block is wrong, which the block's own analysis reports.</summary>
    public bool IsMalformed { get; private set; }

    public TensorShape ShapeOf(int tensor) => _tensors[tensor].Shape;

    public void Place(GraphNode node)
    {
        var found = new LayerProblems();
        var arguments = new LayerArguments(node.Declaration.LayerType, node.Declaration.Arguments, node.Declaration.Blocks.Select(block => block.Name).ToEquatableArray(), found);
        Layer layer = node.Definition.Bind(arguments);
        if (node.GivenName is not null && string.IsNullOrWhiteSpace(node.GivenName))
        {
            found.Add(RuleIds.ArgumentOutOfRange, "needs a Name that is not blank, or none", "Name");
        }

        if (node.Position.IsReportedByBlock)
        {
            IsMalformed |= found.HasErrors;
            found = new LayerProblems();
        }

        // Without a real input only the arguments can be wrong: its absence is reported, and once is enough.
        LayerInput[] inputs = [.. node.Sources.Select(source => _tensors[source] with { Element = _element })];
        bool isKnown = !node.IsOpen && inputs.All(input => !input.IsUnknown);
        LayerProblems shapes = isKnown ? found : new LayerProblems();
        layer = node.IsDirection ? layer.AsDirection() : layer;
        if (node.IsReversed)
        {
            layer = Reverse(layer, shapes);
        }

        int steps = node.IsTimeDistributed ? StepsOf(inputs, shapes) : 0;
        LayerInput[] frames = steps == 0 ? inputs : [.. inputs.Select(FrameOf)];
        bool fits = IntegerRule.Check(layer, inputs, shapes);
        TensorShape output = layer.InferShape(frames, fits ? shapes : new LayerProblems());
        EquatableArray<WeightSpec> weights = layer.Weights(frames.Select(frame => frame.Shape).ToEquatableArray());
        if (FindMaskFault(layer, inputs, steps) is { } fault)
        {
            shapes.Add(RuleIds.UntakenMask, fault);
        }

        output = steps == 0 ? output : new TensorShape([steps, .. output.Dimensions]);
        if (isKnown && !found.HasErrors)
        {
            CheckSize(frames[0], output, layer, weights, found);
        }

        var shaped = new ShapedLayer(layer, node.Definition.Name, node.Name, node.Position, node.Sources, inputs.Select(input => input.Shape).ToEquatableArray(), output, weights)
        {
            Masks = inputs.Select(input => input.Mask).ToEquatableArray(),
            Steps = steps,
            Origin = inputs[0].Origin,
            Alternatives = frames[0].Alternatives.Concat(layer.OwnAlternatives(frames[0].Shape)).Where(a => a.Repair is not null).ToEquatableArray(),
        };
        if (node.SharedWith >= 0)
        {
            CheckShared(node, _layers[node.SharedWith], weights, isKnown);
            shaped = shaped with { SharedWith = node.SharedWith, Weights = default };
        }

        _layers.Add(shaped);
        _tensors.Add(After(shaped, node, inputs) with { IsUnknown = !isKnown, IsInteger = false, Mask = MaskAfter(shaped, node) });
        Report(node, inputs[0], found);
    }

    /// <summary>What an output gives must have been computed: integers only come in.</summary>
    public void CheckOutputs(IReadOnlyList<(string Name, int Source)> outputs) =>
        _problems.AddRange(outputs.Select(output => _tensors[output.Source]).Where(tensor => tensor.IsInteger && !tensor.IsUnknown && tensor.OriginPosition is not null).Select(IntegerRule.Unread));

    /// <summary>
    /// The mask of a layer's output: its own, or what it makes of those of its inputs as long as the steps stay. After a use that is applied to
    /// each time step it is the one from before the use, whatever happened inside.
    /// </summary>
    private int MaskAfter(ShapedLayer layer, GraphNode node)
    {
        if (node.PassesMaskOf >= 0)
        {
            return _tensors[node.PassesMaskOf].Mask;
        }

        int axis = layer.Steps > 0 ? 1 : 0;
        return layer.Layer.MakesMask ? layer.Sources[0]
            : layer.Output.Rank > axis && layer.Input.Rank > axis && layer.Output[axis] == layer.Input[axis] ? layer.Layer.MaskAfter([.. layer.Masks])
            : -1;
    }

    /// <summary>Why a layer would differ from Keras' with the masks of its inputs; null where it does not.</summary>
    private string? FindMaskFault(Layer layer, IReadOnlyList<LayerInput> inputs, int steps)
    {
        if (layer.FindMaskFault([.. inputs.Select(input => input.Mask)]) is { } own)
        {
            return own;
        }

        int outer = steps > 0 ? 1 : 0;
        TensorShape? unfit = inputs.Where(input => input.Mask >= 0 && layer.MaskAxes > 0).Select(input => _tensors[input.Mask].Shape)
            .FirstOrDefault(mask => mask.Rank - outer < 1 || mask.Rank - outer > layer.MaskAxes);
        return unfit is null ? null
            : $"takes a mask of one integer for each step that it goes through, but that of its input has the shape {unfit}: set MaskZero = false";
    }

    /// <summary>The layer through time in the other direction; reports one that does not go through time.</summary>
    private static Layer Reverse(Layer layer, LayerProblems problems)
    {
        if (layer.InReverse() is { } reversed)
        {
            return reversed;
        }

        problems.Add(RuleIds.InvalidBlock, "does not go through time, so that there is no other direction: Bidirectional takes a block of one recurrent layer");
        return layer;
    }

    /// <summary>The time steps that a layer is applied to one by one; 0 where the inputs have no such axis, or not the same, which is reported.</summary>
    private static int StepsOf(IReadOnlyList<LayerInput> inputs, LayerProblems problems)
    {
        LayerInput first = inputs[0];
        if (inputs.FirstOrDefault(input => input.Shape.Rank < 2) is { } low)
        {
            problems.Add(RuleIds.RankMismatch, $"is applied to each time step, but {low.Shape} from {low.Origin} has no time axis before its features: use the block with [Apply<…>]");
            return 0;
        }

        if (inputs.FirstOrDefault(input => input.Shape[0] != first.Shape[0]) is { } other)
        {
            problems.Add(RuleIds.UnequalShapes, $"is applied to each time step, but {first.Shape} from {first.Origin} and {other.Shape} from {other.Origin} have different numbers of them: make the first axes equal");
            return 0;
        }

        return first.Shape[0];
    }

    /// <summary>What arrives at a layer that is applied to each time step.</summary>
    private static LayerInput FrameOf(LayerInput input) => input with
    {
        Shape = new TensorShape(input.Shape.Dimensions.Skip(1).ToEquatableArray()),
        Origin = $"the time steps of {input.Shape} from {input.Origin}",
        Alternatives = [],
        IsDeclared = false,
    };

    /// <summary>A repeated use must keep its shape; what goes wrong in later repetitions follows from that.</summary>
    public void CheckRepetitions(IReadOnlyList<Repetition> repetitions)
    {
        Repetition[] changing = [.. repetitions.Where(r => !_tensors[r.Input].IsUnknown && !_tensors[r.Output].IsUnknown && ShapeOf(r.Input) != ShapeOf(r.Output))];
        _problems.AddRange(_found.Where(f => changing.Length == 0 || !f.IsRepeated).Select(f => f.Problem));
        foreach (Repetition repetition in changing)
        {
            string message = $"makes {ShapeOf(repetition.Output)} of {ShapeOf(repetition.Input)}, which the next repetition cannot start from: a repeated block must keep its shape, so change the block or remove Repeat";
            var problem = new Problem(
                RuleIds.RepetitionChangesShape,
                repetition.Position.At("Repeat"),
                new EquatableArray<string>([repetition.Label + repetition.Position.Within, message]),
                new EquatableArray<Repair>([Repair.RemoveArgument("Repeat") with { AttributeIndex = repetition.Position.AttributeIndex, Scope = repetition.Position.Scope }]));

            // Where the use itself has an error, the shape that it makes is a guess.
            if (!_found.Any(f => !f.IsRepeated && Rules.IsError(f.Problem.RuleId) && repetition.Position.Leads(f.Problem.Anchor)) && _causes.Add(repetition.Position.Cause(problem)))
            {
                _problems.Add(problem);
            }
        }
    }

    private void Report(GraphNode node, LayerInput input, LayerProblems found)
    {
        string label = node.Label + node.Position.Within;
        foreach (LayerProblem item in found.Items.Where(item => !(input.IsRankGuessed && item.RuleId == RuleIds.RankMismatch)))
        {
            var problem = new Problem(
                item.RuleId,
                node.Position.At(item.Argument, item.Element),
                new EquatableArray<string>([label, item.Message]),
                item.Repairs.Select(repair => Locate(repair, node.Position, input.OriginPosition)).OfType<Repair>().ToEquatableArray(),
                item.Magnitude);
            if (_causes.Add(node.Position.Cause(problem)))
            {
                _found.Add((problem, node.IsRepeated));
            }
        }
    }

    /// <summary>The attribute that a repair changes; null where that would be an input.</summary>
    private static Repair? Locate(Repair repair, NodePosition own, NodePosition? origin)
    {
        NodePosition? position = repair.IsOfOrigin ? origin : own;
        return position is null ? null : repair with { AttributeIndex = position.AttributeIndex, Scope = position.Scope };
    }

    /// <summary>What arrives at the next layer; after layers that leave every element in its place it still comes from before them.</summary>
    private static LayerInput After(ShapedLayer layer, GraphNode node, IReadOnlyList<LayerInput> inputs) => layer.Layer.KeepsElements
        ? inputs[0] with { Shape = layer.Output, IsDeclared = inputs[0].IsDeclared && layer.Output == inputs[0].Shape }
        : new LayerInput(layer.Output, $"{node.Label} of {string.Join(" and ", layer.Inputs)}", layer.Position, [.. layer.Layer.Alternatives(layer.Input)], layer.Layer.WorksOnLastAxis || (layer.Layer.KeepsAxes && inputs.Count > 1 && inputs.Any(input => input.IsBehindLastAxis)));

    /// <summary>Reported once, on the use that takes the weights.</summary>
    private void CheckShared(GraphNode node, ShapedLayer other, EquatableArray<WeightSpec> weights, bool isKnown)
    {
        int unequal = isKnown && !_tensors[other.Sources[0]].IsUnknown ? FirstUnequal(weights, other.Weights) : -1;
        if (unequal < 0 || node.Sharing is not { } sharing)
        {
            return;
        }

        string message = $"takes the weights of \"{LayerNames.OnOneLine(sharing.Other)}\", but needs a {weights[unequal].Name} of {weights[unequal].Shape} where that has {other.Weights[unequal].Shape}: both uses must read the same shape";
        var problem = new Problem(RuleIds.UnequalShapes, sharing.Use.At("SharesWeights"), new EquatableArray<string>([sharing.Label + sharing.Use.Within, message]));
        if (_causes.Add(sharing.Use.Cause(problem)))
        {
            _found.Add((problem, node.IsRepeated));
        }
    }

    private static int FirstUnequal(EquatableArray<WeightSpec> left, EquatableArray<WeightSpec> right) =>
        Enumerable.Range(0, left.Count).Where(i => left[i] != right[i]).DefaultIfEmpty(-1).First();

    private static void CheckSize(LayerInput input, TensorShape output, Layer layer, EquatableArray<WeightSpec> weights, LayerProblems problems)
    {
        if (input.Shape.ElementCount <= TensorShape.MaximumLength && output.ElementCount > TensorShape.MaximumLength)
        {
            problems.Add(RuleIds.TooLarge, $"makes {output} of {input.Shape}: more than the {TensorShape.MaximumLength} values that an array can hold");
        }

        Repair[] repairs =
        [
            .. from alternative in input.Alternatives
               where alternative.Repair?.Kind == RepairKind.ExchangeLayer && layer.Weights(alternative.Output).All(w => w.Length <= TensorShape.MaximumLength)
               select alternative.Repair,
        ];
        foreach (WeightSpec weight in weights.Where(w => w.Length > TensorShape.MaximumLength))
        {
            string wayOut = repairs.Length > 0 ? $"; {repairs[0].Text} before it needs far fewer" : "";
            string name = weight.Name is "kernel" or "bias" ? $"a {weight.Name}" : $"the weight {weight.Name}";
            problems.Add(
                RuleIds.TooLarge,
                $"needs {name} of {weight.Shape} for {input.Shape} from {input.Origin}: {InvariantText.Grouped(weight.Length)} parameters, more than the {InvariantText.Grouped(TensorShape.MaximumLength)} that an array can hold{wayOut}",
                repairs: repairs);
        }
    }
}
