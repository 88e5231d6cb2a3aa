using System.Globalization;

namespace ShapeGen.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        Kernels [--filter text] [--rounds n] [--passes n] [--core n] [--no-write]   the table of docs/performance.md
                [--detailed]   the same rows with BenchmarkDotNet, minutes each
                [growth | widths | cold | cost | networks | accuracy]   one of the other questions; -- before the word is fine
        """;

    /// <summary>Only rows whose name holds it.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Rounds of each pass.</summary>
    public int Rounds { get; init; } = 17;

    /// <summary>How often the whole table is gone through, so that a busy minute spoils no row.</summary>
    public int Passes { get; init; } = 3;

    public int Core { get; init; } = Environment.ProcessorCount - 1;

    public bool Writes { get; init; } = true;

    /// <summary>What to do: empty for the table.</summary>
    public string Mode { get; init; } = "";

    /// <summary>What else a mode was given.</summary>
    public IReadOnlyList<string> Rest { get; init; } = [];

    /// <exception cref="ArgumentException">An argument is unknown or lacks its value.</exception>
    public static Options Parse(ReadOnlySpan<string> args)
    {
        var options = new Options();
        var rest = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            string Value(ReadOnlySpan<string> all) => i + 1 < all.Length ? all[++i] : throw new ArgumentException($"{all[i]} lacks its value.\n{Usage}");
            options = args[i] switch
            {
                "--filter" => options with { Filter = Value(args) },
                "--rounds" => options with { Rounds = Number(Value(args)) },
                "--passes" => options with { Passes = Number(Value(args)) },
                "--core" => options with { Core = Number(Value(args)) },
                "--no-write" => options with { Writes = false },
                "--detailed" or "detailed" => options with { Mode = "detailed" },
                "--" => options,
                "growth" or "widths" or "cold" or "cost" or "networks" or "networks-child" or "accuracy" or "cold-child" or "shares" when options.Mode.Length == 0 => options with { Mode = args[i] },
                var other when options.Mode.Length > 0 => Keep(other),
                var other => throw new ArgumentException($"Unknown argument '{other}'.\n{Usage}"),
            };
        }

        return options with { Rest = rest };

        Options Keep(string argument)
        {
            rest.Add(argument);
            return options;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
