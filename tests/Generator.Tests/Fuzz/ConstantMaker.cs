using System.Globalization;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Constant expressions: a given number in many words, or any number at all.</summary>
internal static class ConstantMaker
{
    /// <summary>An expression of a value.</summary>
    public static string Of(Dice dice, int value) => dice.Below(12) switch
    {
        0 when value >= 0 => $"0x{value:X}",
        1 when value < int.MaxValue => $"{Text(value + 1)} - 1",
        2 when value > int.MinValue => $"(int){Text(value)}L",
        3 => $"(true ? {Text(value)} : 0)",
        4 => $"sizeof(byte) * {Text(value)}",
        5 when value is >= 32 and < 127 => $"'{Escape((char)value)}'",
        6 => $"unchecked((int){unchecked((uint)value).ToString(CultureInfo.InvariantCulture)}u)",
        7 when dice.Chance(5) => Nested(value, dice.Between(1, 150)),
        _ => Text(value),
    };

    /// <summary>A number that a layer hardly expects.</summary>
    public static int Wild(Dice dice) => dice.Pick(
        int.MinValue, int.MaxValue, int.MinValue + 1, int.MaxValue - 1, 0x7FFFFFC7, 0x7FFFFFC8, -1, -2, 0, 0, 1, 1, 2, 3, 7, 46340, 46341, 65536,
        1 << 30, 1 << 31, -dice.Below(100), dice.Below(100), dice.Below(5000), (int)dice.Next());

    public static string WildNumber(Dice dice) => dice.Pick(
        "0", "1", "0.5", "-0.0", "-0.1", "1.0000001", "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.Epsilon", "double.MaxValue", "1f", "1e-300", "int.MaxValue", "'a'", "1.0 / 0");

    /// <summary>What no integer parameter takes.</summary>
    public static string IllTyped(Dice dice) => dice.Pick(
        "\"x\"", "null", "default", "2.5", "1L", "3000000000", "99999999999999999999", "new int()", "Unknown", "typeof(int)", "nameof(System)", "1 / 0", "int.MaxValue + 1", "new[] { \"a\" }",
        "(object)1", "Activation.Relu", "\"\\q\"", "", "..", "x => x", "stackalloc int[3]", "new int[2]", "1m", "$\"{1}\"", "true", "this", "(1, 2)", "^1", "sizeof(nint)");

    private static string Text(int value) => value == int.MinValue ? "int.MinValue" : value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(char c) => c is '\'' or '\\' ? $"\\{c}" : c.ToString();

    private static string Nested(int value, int depth) => new string('(', depth) + Text(value) + new string(')', depth);
}
