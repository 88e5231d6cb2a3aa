namespace ShapeGen.Generator.Diagnostics;

/// <summary>The rules by number: 00xx declaration, 01xx shape. <see cref="Rules"/> holds their texts.</summary>
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
    public const string InvalidInputFrom = "SHAPE0010";
    public const string DimensionNotPositive = "SHAPE0101";
    public const string TooLarge = "SHAPE0102";
    public const string RankMismatch = "SHAPE0103";
    public const string FeatureMismatch = "SHAPE0104";
    public const string ArgumentOutOfRange = "SHAPE0106";
}
