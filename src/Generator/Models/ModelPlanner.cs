using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>Lowers a model's layers to steps, lets them be planned, and checks the rules that need a plan.</summary>
internal static class ModelPlanner
{
    public static PlannedModel Plan(ShapedModel model)
    {
        if (model.Declaration.IsBlock)
        {
            return new PlannedModel(model, null);
        }

        ExecutionPlan? plan = model.IsValid ? Build(model) : null;
        if (model.IsSilenced || model.IsOutOfReach)
        {
            return new PlannedModel(model, plan);
        }

        EquatableArray<Problem> found = new([.. MemberRules.Check(model, plan), .. WeightsRule.Check(model, plan), .. ScratchRule.Check(model, plan)]);
        return new PlannedModel(model, found.Count == 0 ? plan : null, found);
    }

    /// <summary>A draft with the steps that the layers lower to.</summary>
    public static PlanDraft Lower(ShapedModel model)
    {
        var draft = new PlanDraft(SignatureOf(model));
        List<ValueId> tensors = [.. Enumerable.Range(0, model.Inputs.Count).Select(i => new ValueId(i))];
        int[] firstWeights = new int[model.Layers.Count];
        int weights = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            ShapedLayer layer = model.Layers[i];
            firstWeights[i] = layer.SharedWith < 0 ? weights : firstWeights[layer.SharedWith];
            weights += layer.Weights.Count;
            tensors.Add(layer.Layer.Lower(new Lowering(PlaceOf(layer, firstWeights[i]), [.. layer.Sources.Select(source => tensors[source])], draft)));
        }

        draft.Outputs.AddRange(model.Outputs.Select(output => tensors[output.Source]));
        return draft;
    }

    /// <summary>What a plan of the model must keep to.</summary>
    public static PlanSignature SignatureOf(ShapedModel model) => new(
        model.Type.FullName,
        model.ElementType,
        model.Inputs.Select(input => new PlanBuffer(input.ShownName, input.Shape, input.IsInteger)).ToEquatableArray(),
        model.Outputs.Select(output => new PlanBuffer(output.ShownName, output.Shape)).ToEquatableArray(),
        model.Layers.SelectMany(layer => layer.Weights, (layer, weight) => new PlanWeight($"{layer.ShownName}/{weight.Name}", weight)).ToEquatableArray(),
        MayTakeMask(model));

    private static ExecutionPlan Build(ShapedModel model)
    {
        PlanDraft draft = Lower(model);
        Planner.Run(draft, Planner.Passes);
        ExecutionPlan plan = draft.ToPlan();
        return plan with { Stepped = SteppedModel.Plan(model, plan) };
    }

    private static LoweredLayer PlaceOf(ShapedLayer layer, int firstWeight)
    {
        return new LoweredLayer(layer.Inputs.Select(Seen).ToEquatableArray(), Seen(layer.Output), firstWeight, layer.Masks, layer.Comment)
        {
            Steps = layer.Steps,
            Sequence = layer.Sequence,
        };

        // A layer that is applied to each time step by itself sees one of them.
        TensorShape Seen(TensorShape shape) => layer.Steps == 0 ? shape : new TensorShape(shape.Dimensions.Skip(1).ToEquatableArray());
    }

    /// <summary>A chain, in which every layer before the one that leaves positions out works on each position by itself.</summary>
    private static bool MayTakeMask(ShapedModel model)
    {
        int masking = model.Layers.TakeWhile(l => l.Layer.PassesMask).Count();
        return model.IsChain && masking < model.Layers.Count && model.Layers[masking].Layer.TakesMask;
    }
}
