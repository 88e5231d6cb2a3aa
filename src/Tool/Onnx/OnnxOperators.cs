using ShapeGen.Tool.Onnx.Operators;

namespace ShapeGen.Tool.Onnx;

/// <summary>The catalogue of operators.</summary>
internal static class OnnxOperators
{
    private static readonly OnnxOperator[] Families =
    [
        new Arithmetic(), new ConvolutionOperators(), new DenseOperators(), new Functions(), new Joining(), new NormalizationOperators(), new Parts(),
        new PoolingOperators(), new RecurrentOperators(), new Reshaping(), new Resizing(), new ShapeArithmetic(), new TransposedConvolution(),
    ];

    private static readonly Dictionary<string, OnnxOperator> ByType =
        Families.SelectMany(family => family.Types.Select(type => (type, family))).ToDictionary(pair => pair.type, pair => pair.family, StringComparer.Ordinal);

    public static OnnxOperator? Find(string type) => ByType.GetValueOrDefault(type);
}
