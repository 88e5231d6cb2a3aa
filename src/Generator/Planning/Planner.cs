using ShapeGen.Generator.Planning.Passes;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Planning;

/// <summary>A model and, where it is valid, its plan.</summary>
internal sealed record PlannedModel(ShapedModel Model, ExecutionPlan? Plan);

/// <summary>Lowers the layers to steps and runs the passes over them, in this order.</summary>
internal static class Planner
{
    private static readonly IReadOnlyList<IPass> Passes =
    [
        new SimplifyTransposes(),
        new ElideViews(),
        new FuseActivations(),
        new ChooseTiles(),
        new ReadHalves(),
        new PackWeights(),
        new AssignBuffers(),
        new ChooseChunk(),
    ];

    public static PlannedModel Plan(ShapedModel model)
    {
        ExecutionPlan? plan = model.IsValid ? Build(model) : null;
        if (model.IsSilenced || model.IsOutOfReach)
        {
            return new PlannedModel(model, plan);
        }

        Problem[] found = [.. MemberRules.Check(model, plan), .. WeightsRule.Check(model, plan)];
        return found.Length == 0
            ? new PlannedModel(model, plan)
            : new PlannedModel(model with { Problems = model.Problems.Concat(found).ToEquatableArray() }, null);
    }

    private static ExecutionPlan Build(ShapedModel model)
    {
        var draft = new PlanDraft(model);
        Lower(model, draft.Steps);
        foreach (IPass pass in Passes)
        {
            pass.Run(draft);
        }

        return draft.ToPlan();
    }

    private static void Lower(ShapedModel model, List<Step> steps)
    {
        int weight = 0;
        foreach (ShapedLayer layer in model.Layers)
        {
            layer.Layer.Lower(new Lowering(layer, weight, steps));
            weight += layer.Weights.Count;
        }
    }
}
