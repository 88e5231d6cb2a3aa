using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Regularization;

/// <summary>What regularises training: the identity at inference.</summary>
/// <param name="SpatialRank">The spatial axes that the input must have, or 0 for any input.</param>
/// <param name="DataFormat">Where the channels stand, where there are such.</param>
internal sealed record RegularizationLayer(int SpatialRank, DataFormat DataFormat) : Layer
{
    private const string SpatialDropout = "SpatialDropout";

    public static IEnumerable<LayerDefinition> Definitions { get; } =
    [
        Define("ActivityRegularization", arguments => CheckFactors(arguments, "L1", "L2")),
        Define("AlphaDropout", CheckRate),
        Define("GaussianDropout", CheckRate),
        Define("GaussianNoise", arguments => CheckFactors(arguments, "stddev")),
        DefineSpatial(1),
        DefineSpatial(2),
        DefineSpatial(3),
    ];

    public override bool PassesMask => true;

    public override TimeRule Time => TimeRule.EachStep;

    public override bool KeepsAxes => true;

    public override bool KeepsElements => true;

    public override DataFormat? FormatOf(TensorShape input) => SpatialRank == 0 ? null : DataFormat;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems)
    {
        if (SpatialRank == 0 || SpatialInput.HasRank(input, problems, SpatialDropout, SpatialRank, DataFormat))
        {
            problems.Add(RuleIds.ChangesNothing, $"changes nothing at inference: {input.Shape} passes as it is", repairs: Repair.Remove());
        }

        return input.Shape;
    }

    public override ValueId Lower(Lowering lowering) => lowering.Value;

    private static LayerDefinition Define(string name, Action<LayerArguments> check) => new(name, arguments =>
    {
        check(arguments);
        return new RegularizationLayer(0, default);
    });

    private static LayerDefinition DefineSpatial(int rank) => new($"{SpatialDropout}{rank}D", arguments =>
    {
        CheckRate(arguments);
        return new RegularizationLayer(rank, arguments.Enumeration<DataFormat>("DataFormat"));
    });

    private static void CheckRate(LayerArguments arguments)
    {
        double rate = arguments.Number("rate");
        if (!(rate >= 0 && rate <= 1))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a rate between 0 and 1, but {InvariantText.Of(rate)} is declared", "rate");
        }
    }

    private static void CheckFactors(LayerArguments arguments, params string[] names)
    {
        foreach (string name in names)
        {
            arguments.Finite(name, 0, 0);
        }
    }
}
