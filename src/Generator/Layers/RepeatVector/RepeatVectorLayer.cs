using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.RepeatVector;

/// <summary>(features) → (n, features).</summary>
internal sealed record RepeatVectorLayer(int N) : Layer
{
    public static LayerDefinition Definition { get; } = new("RepeatVector", arguments => new RepeatVectorLayer(arguments.Positive("n")));

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        TensorShape shape = input.Shape;
        if (shape.Rank != 1)
        {
            problems.Add(RuleIds.RankMismatch, $"expects (features), receives {shape} from {input.Origin}: insert [Flatten] before it", repairs: Repair.Insert("Flatten"));
            return new TensorShape(N, (int)Math.Min(shape.ElementCount, int.MaxValue));
        }

        return new TensorShape(N, shape[0]);
    }

    public override ValueId Lower(Lowering lowering) =>
        lowering.Add(CopyStep.Of([new CopyAxis(1, 0, N) { Repeats = N }], lowering.Input[0], channelsFirst: false), lowering.Value);
}
