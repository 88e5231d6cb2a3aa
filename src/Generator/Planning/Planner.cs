using ShapeGen.Generator.Planning.Passes;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Planning.Verification;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Planning;

/// <summary>A model and, where it is valid, its plan.</summary>
internal sealed record PlannedModel(ShapedModel Model, ExecutionPlan? Plan);

/// <summary>Lowers the layers to steps and runs the passes over them, in this order.</summary>
internal static class Planner
{
    public static IReadOnlyList<IPass> Passes { get; } =
    [
        new SimplifyTransposes(),
        new ElideViews(),
        new CancelTransposes(),
        new SeparateOutputs(),
        new AbsorbPadding(),
        new FoldNormalizations(),
        new AddInProducts(),
        new FuseActivations(),
        new ChooseTiles(),
        new SplitSums(),
        new ReadHalves(),
        new ConcatenateInPlace(),
        new PackWeights(),
        new AssignBuffers(),
        new ChooseChunk(),
    ];

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

        Problem[] found = [.. MemberRules.Check(model, plan), .. WeightsRule.Check(model, plan), .. ScratchRule.Check(model, plan)];
        return found.Length == 0
            ? new PlannedModel(model, plan)
            : new PlannedModel(model with { Problems = model.Problems.Concat(found).ToEquatableArray() }, null);
    }

    private static ExecutionPlan Build(ShapedModel model)
    {
        var draft = new PlanDraft(model);
        Lower(draft);
        Run(draft, Passes);
        return draft.ToPlan();
    }

    /// <summary>Runs passes over a lowered model, with the verifier before the first and after each.</summary>
    public static void Run(PlanDraft draft, IEnumerable<IPass> passes)
    {
        PlanFacts facts = PlanFacts.None;
        PlanVerifier.Verify(draft, facts, "lowering");
        foreach (IPass pass in passes)
        {
            pass.Run(draft);
            facts |= pass.Establishes;
            PlanVerifier.Verify(draft, facts, pass.GetType().Name);
        }
    }

    /// <summary>Fills a draft with the steps that the layers lower to.</summary>
    public static void Lower(PlanDraft draft)
    {
        ShapedModel model = draft.Model;
        List<ValueId> tensors = [.. Enumerable.Range(0, model.Inputs.Count).Select(i => new ValueId(i))];
        int[] firstWeights = new int[model.Layers.Count];
        int weights = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            ShapedLayer layer = model.Layers[i];
            firstWeights[i] = layer.SharedWith < 0 ? weights : firstWeights[layer.SharedWith];
            weights += layer.Weights.Count;
            tensors.Add(layer.Layer.Lower(new Lowering(layer, [.. layer.Sources.Select(source => tensors[source])], firstWeights[i], draft)));
        }

        draft.Outputs.AddRange(model.Outputs.Select(output => tensors[output.Source]));
    }
}
