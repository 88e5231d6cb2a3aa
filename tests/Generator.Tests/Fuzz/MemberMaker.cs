namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Writes members that users have beside the generated ones.</summary>
internal static class MemberMaker
{
    /// <summary>Members that leave the generated ones alone.</summary>
    public static string Harmless(Dice dice, bool isStatic) => (isStatic ? dice.Below(5) : dice.Below(9)) switch
    {
        0 => "public static int Own => InputLength + OutputLength;",
        1 => "public static void Forward(int number) { }",
        2 => "public static class Nested { public const int InputLength = 3; }",
        3 => "private static readonly string s_text = Summary; public static string Text => s_text;",
        4 => "public static T Same<T>(T value) => value;",
        5 => "public int this[int index] => index;",
        6 => "public override string ToString() => Summary;",
        7 => "public string? Label { get; set; }",
        _ => "public event Action? Done { add { } remove { } }",
    };

    /// <summary>Members in the way of generated ones; <paramref name="name"/> is the type's, for constructors.</summary>
    public static string Colliding(Dice dice, string name, bool isStatic) => (isStatic ? dice.Below(9) : dice.Below(15)) switch
    {
        0 => "public const int InputLength = 3;",
        1 => "public static string Summary => \"mine\";",
        2 => "public static class Weights { }",
        3 => "public static void Forward(ReadOnlySpan<float> input, Span<float> destination) { }",
        4 => "public static void ForwardBatch(ReadOnlySpan<double> input, Span<double> destination) { }",
        5 => "public static int Forward => 1;",
        6 => "public delegate void OutputShape();",
        7 => "public static void Load(string path) { }",
        8 => "public static long ParameterCount() => 1;",
        9 => $"public {name}() {{ }}",
        10 => $"private {name}(int x) {{ }}",
        11 => $"static {name}() {{ }}",
        12 => "public required int Needed { get; set; }",
        13 when name != "_packedWeights" => "public int _packedWeights = 1;",
        _ => "public event Action? FromWeights { add { } remove { } }",
    };
}
