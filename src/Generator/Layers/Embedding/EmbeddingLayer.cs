using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Embedding;

/// <summary>A row of a table for each integer.</summary>
internal sealed record EmbeddingLayer(int InputDim, int OutputDim, bool MaskZero) : Layer
{
    public static LayerDefinition Definition { get; } = new(
        "Embedding",
        arguments => new EmbeddingLayer(arguments.Positive("inputDim"), arguments.Positive("outputDim"), arguments.Boolean("MaskZero", absent: false)));

    public override int Vocabulary => InputDim;

    public override bool MakesMask => MaskZero;

    public override TimeRule Time => TimeRule.EachStep;

    /// <summary>A Dense over each vector is meant.</summary>
    public override bool WorksOnLastAxis => true;

    public override TensorShape InferShape(LayerInput input, LayerProblems problems) => new([.. input.Shape.Dimensions, OutputDim]);

    public override EquatableArray<WeightSpec> Weights(TensorShape input) =>
        new([new WeightSpec("embeddings", new TensorShape(InputDim, OutputDim))]);

    public override ValueId Lower(Lowering lowering) =>
        lowering.Add(new GatherStep((int)lowering.Input.ElementCount, InputDim, OutputDim, lowering.Weight(0)), lowering.Value);
}
