namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Makes graphs that hardly fit: names that are missing, twice there or come later, blocks that are none, in circles or empty, merges of whatever runs.</summary>
internal sealed class WildGraphMaker(Dice dice, AttributeMaker attributes)
{
    /// <summary>Few, so that they meet: given ones, automatic ones, and some that mean trouble.</summary>
    private static readonly string[] Names = ["\"a\"", "\"b\"", "\"a\"", "\"b\"", "\"c\"", "\"input\"", "\"dense\"", "\"add\"", "\"activation_1\"", "\"class\"", "\"\"", "\" \"", "\"A\"", "\"a/b\"", "\"\\n\"", "null"];

    /// <summary>What stands in a block's place, whether it is one or not; the compiler takes it.</summary>
    private static readonly string[] Types = ["Identity", "Identity", "int", "string", "int[]", "List<int>", "object", "(int, string)", "DenseAttribute", "nint?"];

    /// <summary>The blocks so far.</summary>
    public List<string> Blocks { get; } = [];

    /// <summary>The attributes of a block, which may use those before it.</summary>
    public IReadOnlyList<string> Block(bool isIllTyped) =>
        Mixed([.. Enumerable.Repeat("Block", dice.Pick(1, 1, 1, 1, 1, 2)), .. Layers(dice.Pick(0, 1, 1, 2, 3, 4)), .. Rarely(4, "InputShape(4)"), .. Rarely(4, "Output(\"a\")")], isIllTyped);

    /// <summary>The attributes of a model; <paramref name="known"/> are the models before it.</summary>
    public IReadOnlyList<string> Model(IReadOnlyList<string> known, bool isIllTyped)
    {
        IEnumerable<string> inputs = Enumerable.Range(0, dice.Pick(0, 1, 1, 1, 2, 2, 3)).Select(i => Input(known, isFirst: i == 0));
        IEnumerable<string> outputs = Enumerable.Range(0, dice.Pick(0, 0, 0, 1, 1, 2, 2, 3)).Select(_ => $"Output({Name()})");
        return Mixed([.. inputs, .. Layers(dice.Pick(0, 1, 2, 2, 3, 4, 6, dice.Chance(4) ? 60 : 3)), .. outputs, .. Rarely(3, "Block")], isIllTyped);
    }

    /// <summary>A layer, a merge or a use of blocks.</summary>
    public string Layer() => dice.Below(8) switch
    {
        0 or 1 => $"Dense({dice.Between(2, 4)}{Arguments()})",
        2 or 3 => $"{dice.Pick("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate")}({Merged()})",
        4 or 5 => Use(),
        6 => $"Activation(Activation.{dice.Pick("Relu", "Softmax")}{Arguments()})",
        _ => attributes.WildLayer(),
    };

    private IEnumerable<string> Layers(int count) => Enumerable.Range(0, count).Select(_ => Layer());

    private string Input(IReadOnlyList<string> known, bool isFirst) => dice.Below(8) switch
    {
        0 => attributes.WildInput([.. known, .. Blocks]),
        1 => $"InputShape<{dice.Pick("double", "float", "int")}>({dice.Between(2, 4)}, Name = {Name()})",
        2 when isFirst => $"InputShape({dice.Between(1, 3)}, {dice.Between(2, 4)})",
        _ => $"InputShape({dice.Between(2, 4)}{(isFirst && dice.Chance(50) ? "" : $", Name = {Name()}")})",
    };

    private string Use()
    {
        string extra = dice.Below(5) switch
        {
            0 => $", Repeat = {dice.Pick("1", "2", "3", "0", "-1", "int.MaxValue", "1001")}",
            1 => $", Merge = {dice.Pick("Merge.Concatenate", "Merge.Subtract", "(Merge)9", "(Merge)(-1)", "default(Merge)")}",
            2 => $", Axis = {dice.Pick("0", "1", "-2", "7", "int.MinValue")}",
            _ => "",
        };
        string arguments = (extra + Arguments()).TrimStart(',', ' ');
        bool isParallel = extra.Contains("Merge") || extra.Contains("Axis") || dice.Chance(30);
        string use = isParallel ? $"Parallel<{string.Join(", ", Enumerable.Range(0, dice.Between(2, 4)).Select(_ => Type()))}>"
            : dice.Chance(50) ? $"Apply<{Type()}>" : $"Residual<{Type()}>";
        if (use.StartsWith("Apply", StringComparison.Ordinal) && dice.Chance(15))
        {
            arguments = $"SharesWeights = {Name()}{(arguments.Length > 0 ? ", " : "")}{arguments}";
        }

        return arguments.Length == 0 ? use : $"{use}({arguments})";
    }

    private string Type() => Blocks.Count > 0 && dice.Chance(75) ? Blocks[dice.Below(Blocks.Count)] : dice.Pick<string>(Types);

    private string Merged()
    {
        string others = dice.Chance(4) ? dice.Pick("(string[])null", "new string[] { \"a\", null }", "new string[0]")
            : string.Join(", ", Enumerable.Range(0, dice.Pick(0, 1, 1, 1, 2, 3)).Select(_ => Name().Replace("null", "\"x\"", StringComparison.Ordinal)));
        string arguments = Arguments();
        return others.Length == 0 ? arguments.TrimStart(',', ' ') : others + arguments;
    }

    private string Arguments() => (dice.Chance(30) ? $", Name = {Name()}" : "") + (dice.Chance(20) ? $", From = {Name()}" : "");

    private string Name() => dice.Pick<string>(Names);

    private string[] Rarely(int percent, string attribute) => dice.Chance(percent) ? [attribute] : [];

    /// <summary>At times out of order, or with what no compiler takes among it.</summary>
    private List<string> Mixed(List<string> written, bool isIllTyped)
    {
        if (written.Count > 1 && dice.Chance(10))
        {
            int from = dice.Below(written.Count);
            string moved = written[from];
            written.RemoveAt(from);
            written.Insert(dice.Below(written.Count + 1), moved);
        }

        if (isIllTyped)
        {
            written.Insert(dice.Below(written.Count + 1), dice.Chance(30) ? attributes.IllTyped() : IllTyped());
        }

        return written;
    }

    private string IllTyped() => dice.Below(6) switch
    {
        0 => $"{dice.Pick("Apply", "Residual", "Parallel")}<{dice.Pick("Missing", "", ",", "T", "int, ", "void", "dynamic", "Console", "Apply<int>", "int*", "List<>")}>",
        1 => $"{dice.Pick("Apply", "Residual", "Parallel<int>", "Parallel<int, int, int, int, int>")}({ConstantMaker.IllTyped(dice)})",
        2 => $"Output({ConstantMaker.IllTyped(dice)})",
        3 => dice.Pick("Output", "Output()", "Block(3)", "Block<int>", "Parallel", "BlockUse", "Merge", "Identity", "Merging(\"a\")"),
        4 => $"{dice.Pick("Add", "Concatenate")}({ConstantMaker.IllTyped(dice)}, {Name()})",
        _ => $"Apply<{Type()}>({dice.Pick("Name", "From", "Repeat", "SharesWeights", "Merge")} {dice.Pick("=", ":", "")} {ConstantMaker.IllTyped(dice)})",
    };
}
