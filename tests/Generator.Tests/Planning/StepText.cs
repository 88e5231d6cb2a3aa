using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>The steps of a plan in a line, by what their weights and stores take over from other layers.</summary>
internal static class StepText
{
    public static string Of(string attributes) => Of(Parsed.Plan(attributes));

    public static string Of(ExecutionPlan plan) => string.Join(' ', plan.Steps.Select(Of));

    private static string Of(Step step) => step switch
    {
        ProductStep product => Name(step)
            + (product.Fold is { Factor: not 1 } ? "*factor" : "")
            + (product.Fold is { Statistics: not null } ? "*norm" : "")
            + (product.AddsOther ? "+other" : "")
            + (product.Activation is { } function ? $"+{function}" : ""),
        MergeStep merge => merge.Operation.ToString() + (merge.Activation is { } function ? $"+{function}" : ""),
        ElementwiseStep elementwise => elementwise.Function,
        _ => Name(step),
    };

    private static string Name(Step step) => step.GetType().Name.Replace("Step", "");
}
