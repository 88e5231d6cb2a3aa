namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Makes chains of layers that fit each other, by its own reckoning of shapes.</summary>
internal static class ChainMaker
{
    private const int MaximumElements = 1 << 16;
    private const int MaximumUnits = 300;

    private static readonly string[] Functions = [.. Enum.GetNames<Activation>()];

    public static int[] InputShape(Dice dice)
    {
        int rank = dice.Pick(1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 0, 7);
        int largest = rank switch { <= 1 => dice.Pick(8, 64, 1000), 2 => dice.Pick(6, 40), 3 => dice.Pick(4, 16), _ => 4 };
        return [.. Enumerable.Range(0, rank).Select(_ => dice.Between(1, largest))];
    }

    /// <summary>A layer that fits after a shape.</summary>
    public static ChainLayer Next(Dice dice, int[] shape) => dice.Below(8) switch
    {
        0 or 1 when shape.Length > 0 => Dense(dice, shape),
        2 when shape.Length is >= 2 and <= 4 => Pool(dice, shape.Length - 1),
        3 when shape.Length is >= 2 and <= 4 => Pool(dice, shape.Length - 1),
        4 when shape.Length > 0 => new ChainPermute(Order(dice, shape.Length)),
        5 => Reshape(dice, shape),
        6 => new ChainFlatten(dice.Chance(40)),
        7 when dice.Chance(30) => new ChainDropout(),
        _ => new ChainActivation(Function(dice, shape.Length == 0 ? 1 : shape[^1])),
    };

    private static ChainDense Dense(Dice dice, int[] shape)
    {
        int room = Math.Max(1, MaximumElements / Math.Max(1, shape.Aggregate(1, (product, d) => product * d) / shape[^1]));
        int units = dice.Between(1, Math.Min(room, dice.Pick(3, 20, 64, MaximumUnits)));
        return new ChainDense(units, dice.Chance(50) ? "Linear" : Function(dice, units), dice.Chance(75), dice.Chance(20), shape[^1]);
    }

    private static ChainPool Pool(Dice dice, int spatialRank)
    {
        string name = dice.Pick("GlobalAveragePooling", "GlobalMaxPooling", "GlobalAvgPool", "GlobalMaxPool");
        return new ChainPool($"{name}{spatialRank}D", dice.Chance(35), dice.Chance(25));
    }

    private static string Function(Dice dice, int last)
    {
        string name = dice.Pick<string>(Functions);
        return name == "Glu" && last % 2 != 0 ? "Softmax" : name;
    }

    private static int[] Order(Dice dice, int rank)
    {
        int[] order = [.. Enumerable.Range(1, rank)];
        for (int i = rank - 1; i > 0; i--)
        {
            int j = dice.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>The elements' prime factors, thrown onto a random number of axes.</summary>
    private static ChainReshape Reshape(Dice dice, int[] shape)
    {
        int count = shape.Aggregate(1, (product, d) => product * d);
        int[] target = new int[count == 1 ? dice.Between(0, 4) : dice.Between(1, 5)];
        Array.Fill(target, 1);
        for (int prime = 2; count > 1; prime += count % prime == 0 ? 0 : 1)
        {
            if (count % prime == 0)
            {
                target[dice.Below(target.Length)] *= prime;
                count /= prime;
            }
        }

        return new ChainReshape(target, target.Length > 0 && dice.Chance(50) ? dice.Below(target.Length) : -1);
    }
}
