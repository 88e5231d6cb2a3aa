using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;

namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>
/// Makes models whose numbers lie at, just below and just above the limits that plans are made by, up to the longest
/// array; primes among them, which nothing can be cut into parts of.
/// </summary>
internal static class LimitMaker
{
    private static readonly int[] Limits =
    [
        8, 16, 32, 64, Budget.LongestSum, Budget.PartialSum, Budget.LongestSum * 4, Budget.LongestSum * 16, Budget.LongestSum * 64,
        Budget.WideAccumulators * 8, Budget.WideAccumulators * 16, Budget.NearestBytes, Budget.NearBytes, Budget.FarBytes, Budget.ScratchTogether,
        Budget.StackBytes, 46340, 1290, 65536, 1 << 24, 1 << 25, 1 << 28, 1 << 30,
    ];

    /// <summary>The attributes of a model.</summary>
    public static string Attributes(Dice dice)
    {
        int[] shape = Shape(dice);
        string element = dice.Pick("", "", "<double>", "<System.Half>");
        IEnumerable<string> layers = Enumerable.Range(0, dice.Between(1, 3)).Select(_ => Layer(dice, shape));
        return $"[InputShape{element}({string.Join(", ", shape)})] {string.Join(" ", layers)}";
    }

    private static int[] Shape(Dice dice)
    {
        int[] shape = new int[dice.Pick(1, 2, 2, 2, 3, 3, 4)];
        long room = TensorShape.MaximumLength;
        int last = dice.Below(shape.Length);
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = axis == last ? 1 : (int)Math.Clamp(dice.Chance(40) ? dice.Between(1, 9) : Near(dice, dice.Pick(Limits)), 1, Math.Max(1, room));
            room /= shape[axis];
        }

        // One axis takes what is left, or another number near a limit.
        shape[last] = (int)Math.Clamp(dice.Chance(60) ? Near(dice, (int)room) : Near(dice, dice.Pick(Limits)), 1, Math.Max(1, room));
        return shape;
    }

    private static string Layer(Dice dice, int[] shape)
    {
        string format = dice.Pick("", "", "DataFormat = DataFormat.ChannelsFirst");
        return dice.Below(7) switch
        {
            0 or 1 or 2 when shape.Length is >= 2 and <= 4 => $"[Global{dice.Pick("Average", "Average", "Max")}Pooling{shape.Length - 1}D({format})]",
            3 => $"[Dense({Near(dice, dice.Pick(1, 2, 16, 64, 1000, 1 << 14))})]",
            4 => "[Flatten]",
            5 => $"[Permute({string.Join(", ", Enumerable.Range(1, shape.Length).Reverse())})]",
            _ => $"[Activation(Activation.{dice.Pick("Relu", "Softmax", "Tanh")})]",
        };
    }

    /// <summary>The number itself, one next to it, or the prime next to it.</summary>
    private static int Near(Dice dice, int number) => dice.Below(6) switch
    {
        0 => number,
        1 => Math.Max(1, number - 1),
        2 => Math.Min(int.MaxValue - 1, number) + 1,
        _ => PrimeBelow(number),
    };

    private static int PrimeBelow(int number)
    {
        int candidate = number;
        while (candidate > 2 && !IsPrime(candidate))
        {
            candidate--;
        }

        return Math.Max(1, candidate);
    }

    private static bool IsPrime(int number)
    {
        for (int divisor = 2; (long)divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
