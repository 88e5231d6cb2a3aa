using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning;

/// <summary>A plan in the making: steps in topological order over values, which the passes rewrite.</summary>
internal sealed class PlanDraft
{
    public PlanDraft(PlanSignature model)
    {
        Model = model;
        foreach (PlanBuffer input in model.Inputs)
        {
            AddValue((int)Math.Min(input.Shape.ElementCount, int.MaxValue));
        }
    }

    /// <summary>What the plan must keep to.</summary>
    public PlanSignature Model { get; }

    /// <summary>All values; the model's inputs come first. A value that no step writes any more stays in the list and lies nowhere.</summary>
    public List<PlanValue> Values { get; } = [];

    public List<Step> Steps { get; } = [];

    /// <summary>The values that are the model's outputs, in its order.</summary>
    public List<ValueId> Outputs { get; } = [];

    public List<PackedWeight> Weights { get; } = [];

    public int WeightsLength { get; set; }

    public int ScratchLength { get; set; }

    /// <summary>Elements of the state of a model that is stepped.</summary>
    public int StateLength { get; set; }

    public int Chunk { get; set; } = 1;

    public bool IsInput(ValueId value) => value.Index < Model.Inputs.Count;

    /// <summary>The place of the step that writes a value, or −1 where that is an input of the model.</summary>
    public int FindProducer(ValueId value) => Steps.FindIndex(step => step.Writes == value);

    /// <summary>Whether a step reads or writes a value in the rows of several samples together.</summary>
    public bool IsInRowsTogether(ValueId value) => Steps.Any(step => step.BatchRows > 0 && (step.Writes == value || step.Reads.Contains(value)));

    public ValueId AddValue(int length)
    {
        Values.Add(new PlanValue(length));
        return new ValueId(Values.Count - 1);
    }

    /// <summary>Appends a step that reads values and writes a new one.</summary>
    public ValueId Add(Step step, params IReadOnlyList<ValueId> inputs)
    {
        ValueId output = AddValue(step.IsView ? Values[inputs[0].Index].Length : step.OutputLength);
        Steps.Add(WithWorkspaces(step with { Reads = inputs.ToEquatableArray(), Writes = output }));
        return output;
    }

    /// <summary>
    /// Puts steps in the place of one: the first reads what it read, each further one what the one before it writes in place
    /// of the first input, and the last writes what it wrote.
    /// </summary>
    public void Replace(int index, IReadOnlyList<Step> steps)
    {
        Step old = Steps[index];
        Steps.RemoveAt(index);
        EquatableArray<ValueId> inputs = old.Reads;
        for (int i = 0; i < steps.Count; i++)
        {
            ValueId output = i == steps.Count - 1 ? old.Writes : AddValue(steps[i].OutputLength);
            Steps.Insert(index + i, WithWorkspaces(steps[i] with { Reads = inputs, Writes = output }));
            inputs = new EquatableArray<ValueId>([output, .. old.Reads.Skip(1)]);
        }
    }

    /// <summary>Lets all that reads a value, the caller included, read another one.</summary>
    public void Redirect(ValueId from, ValueId to)
    {
        for (int i = 0; i < Steps.Count; i++)
        {
            if (Steps[i].Reads.Contains(from))
            {
                Steps[i] = Steps[i] with { Reads = Steps[i].Reads.Select(input => input == from ? to : input).ToEquatableArray() };
            }
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            Outputs[i] = Outputs[i] == from ? to : Outputs[i];
        }
    }

    public ExecutionPlan ToPlan()
    {
        List<Step> masked = MaskedSteps();
        return new ExecutionPlan(
            Values.ToEquatableArray(),
            Outputs.ToEquatableArray(),
            Steps.ToEquatableArray(),
            masked.ToEquatableArray(),
            Weights.ToEquatableArray(),
            WeightsLength,
            ScratchLength,
            Chunk,
            (long)ScratchLength * (ElementTypes.BlockBytes / Model.ElementType.BlockLanes()) <= Budget.StackBytes,
            masked.OfType<PoolStep>().Where(s => s.IsMasked).Select(s => s.Positions).FirstOrDefault());
    }

    private Step WithWorkspaces(Step step) =>
        step with { Workspaces = step.WorkspaceLengths.Select(AddValue).ToEquatableArray() };

    /// <summary>
    /// A model takes a mask where exactly one of its steps can leave positions out, and its layers let the mask reach that one.
    /// </summary>
    private List<Step> MaskedSteps() =>
        Model.MayTakeMask && Steps.Count(s => s.Mask() is PoolStep { IsMasked: true }) == 1 ? [.. Steps.Select(s => s.Mask() ?? s)] : [];
}

/// <summary>One rewriting of the draft.</summary>
internal interface IPass
{
    /// <summary>What holds from here on, in every later pass too.</summary>
    PlanFacts Establishes { get; }

    void Run(PlanDraft draft);
}
