using ShapeGen.Generator.Planning.Passes;
using ShapeGen.Generator.Planning.Values;
using ShapeGen.Generator.Planning.Verification;

namespace ShapeGen.Generator.Planning;

/// <summary>Runs the passes over the steps that the layers lowered to, in this order.</summary>
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
}
