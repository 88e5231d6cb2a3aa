namespace ShapeGen.Generator.Diagnostics;

/// <summary>The rules by number: 00xx declaration, 01xx shape, 02xx advice, 03xx call sites, 04xx weights files. <see cref="Rules"/> holds their texts.</summary>
internal static class RuleIds
{
    public const string NotPartial = "SHAPE0001";
    public const string NoInput = "SHAPE0002";
    public const string SeveralInputs = "SHAPE0003";
    public const string SeveralDeclarations = "SHAPE0004";
    public const string UnsupportedTarget = "SHAPE0005";
    public const string MemberExists = "SHAPE0006";
    public const string UnsupportedElementType = "SHAPE0007";
    public const string DuplicateName = "SHAPE0008";
    public const string NoLayers = "SHAPE0009";
    public const string InvalidInputFrom = "SHAPE0010";
    public const string MissingLayer = "SHAPE0011";
    public const string MisnamedArgument = "SHAPE0012";
    public const string UnknownName = "SHAPE0021";
    public const string UnreadOutput = "SHAPE0022";
    public const string InvalidBlock = "SHAPE0023";
    public const string DimensionNotPositive = "SHAPE0101";
    public const string TooLarge = "SHAPE0102";
    public const string RankMismatch = "SHAPE0103";
    public const string FeatureMismatch = "SHAPE0104";
    public const string DenseOnSpatial = "SHAPE0105";
    public const string ArgumentOutOfRange = "SHAPE0106";
    public const string MixedFormats = "SHAPE0107";
    public const string UnequalShapes = "SHAPE0111";
    public const string RepetitionChangesShape = "SHAPE0112";
    public const string IntegerInput = "SHAPE0121";
    public const string UntakenMask = "SHAPE0122";
    public const string ManyParameters = "SHAPE0201";
    public const string NothingToPool = "SHAPE0202";
    public const string ChangesNothing = "SHAPE0203";
    public const string SoftmaxOfOne = "SHAPE0204";
    public const string LengthMismatch = "SHAPE0301";
    public const string ShortDestination = "SHAPE0302";
    public const string SharedBuffer = "SHAPE0303";
    public const string MadeWithoutWeights = "SHAPE0304";
    public const string OtherElementType = "SHAPE0305";
    public const string WeightsMismatch = "SHAPE0401";
    public const string UnreadableWeights = "SHAPE0402";
}
