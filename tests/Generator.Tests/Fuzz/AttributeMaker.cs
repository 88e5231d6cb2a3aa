namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Writes ShapeGen's attributes: given ones in many spellings, random well-typed ones, and ones that no compiler takes.</summary>
internal sealed class AttributeMaker(Dice dice, NameMaker names)
{
    private static readonly string[] Pools =
        [.. from kind in new[] { "Average", "Max", "Avg" } from rank in new[] { 1, 2, 3 } select kind == "Avg" ? $"GlobalAvgPool{rank}D" : $"Global{kind}Pooling{rank}D"];

    private int _count;

    /// <summary>An input of a shape.</summary>
    public string Input(int[] shape, string element) =>
        $"InputShape{(element == "float" && dice.Chance(80) ? "" : $"<{element}>")}({Integers(shape, "dimensions")})";

    /// <summary>A layer of a valid chain, at times under a name.</summary>
    public string Layer(ChainLayer layer)
    {
        string text = layer.Attribute;
        if (!dice.Chance(25))
        {
            return text;
        }

        string name = $"Name = {names.Layer(_count++)}";
        return text.EndsWith("()", StringComparison.Ordinal) ? $"{text[..^1]}{name})"
            : text.EndsWith(')') ? $"{text[..^1]}{(text.EndsWith("(", StringComparison.Ordinal) || text == "Reshape()" ? "" : ", ")}{name})"
            : $"{text}({name})";
    }

    /// <summary>A layer with well-typed arguments that hardly fit.</summary>
    public string WildLayer() => dice.Below(8) switch
    {
        0 or 1 => $"Dense({Wild()}{WildActivation()}{Maybe(30, $", InputFeatures = {Wild()}")}{Maybe(20, ", UseBias = false")}{WildName(", ")})",
        2 => $"{dice.Pick<string>(Pools)}(DataFormat = {WildEnum("DataFormat", "ChannelsFirst")}, KeepDims = {dice.Pick("true", "false", "1 > 2")}{WildName(", ")})",
        3 => dice.Chance(50) ? "Flatten" : $"Flatten(DataFormat = {WildEnum("DataFormat", "ChannelsFirst")})",
        4 => $"Activation({WildEnum("Activation", dice.Pick("Glu", "Softmax", "Linear", "Gelu"))})",
        5 => $"Dropout({ConstantMaker.WildNumber(dice)}{WildName(", ")})",
        6 => $"Reshape({WildIntegers(small: true)})",
        _ => $"Permute({(dice.Chance(60) ? WildIntegers(small: true) : ChainLayer.Join(Enumerable.Range(1, dice.Below(6)).Reverse()))})",
    };

    /// <summary>An input with well-typed arguments that hardly fit; <paramref name="types"/> are what it may name.</summary>
    public string WildInput(IReadOnlyList<string> types) => dice.Below(10) switch
    {
        < 6 => $"InputShape({WildIntegers(small: dice.Chance(50))})",
        6 => $"InputShape<{dice.Pick("double", "global::System.Half", "float", "int", "decimal", "DateTime", "string", "object", "int[]", "(int, float)", "Action<float>", "float?", "nint")}>({WildIntegers(small: true)})",
        7 => $"InputShape({ChainLayer.Join(Enumerable.Repeat(1, dice.Pick(8, 33, 300)))})",
        _ => $"InputFrom(typeof({(types.Count > 0 && dice.Chance(75) ? types[dice.Below(types.Count)] : dice.Pick("int", "string", "float[]", "void", "Action<>", "(int, int)", "IDisposable", "DenseAttribute", "int?", "object[,][]"))}))",
    };

    /// <summary>An attribute that the compiler itself reports.</summary>
    public string IllTyped()
    {
        string value = ConstantMaker.IllTyped(dice);
        return dice.Below(9) switch
        {
            0 => $"Dense({value})",
            1 => $"Dense(3, {dice.Pick("Activation", "UseBias", "InputFeatures", "Name", "Units", "Unknown", "units")} {dice.Pick("=", ":", "==", "")} {value})",
            2 => $"InputShape({value}, {Wild()})",
            3 => $"Reshape({Wild()}, {value})",
            4 => $"{dice.Pick("Flaten", "Layer", "LayerAttribute", "GlobalPooling", "ShapeGen.", "global::", "InputShape<>", "InputShape<T>", "InputShape<float, float>", "Dense<int>", "IModel", "", "Activation.Relu")}({value})",
            5 => $"InputFrom({dice.Pick("typeof(Nothing)", "typeof()", "null", "default(Type)", "typeof(T)", "\"M\"", "typeof(dynamic)", "typeof(int*)", "typeof(System)")})",
            6 => dice.Pick("Dense", "Dense()", "Dropout", "Activation", "InputFrom", "Dense(1, 2, 3)", "Flatten(3)", "InputShape<ref int>(1)", "Permute(dimensions: 3, 1)"),
            7 => $"{dice.Pick("return", "assembly", "method", "type", "@", "field")}: Dense({value})",
            _ => $"Dense(units: 3, units: {value}, Name = \"a\", Name = \"b\")",
        };
    }

    /// <summary>An attribute's name in another spelling.</summary>
    public string Spell(string attribute)
    {
        int end = attribute.IndexOfAny(['(', '<']);
        (string name, string rest) = end < 0 ? (attribute, "") : (attribute[..end], attribute[end..]);
        return dice.Below(10) switch
        {
            0 => $"global::ShapeGen.{name}{rest}",
            1 => $"{name}Attribute{rest}",
            2 => $"Sg::{name}{rest}",
            3 => $"Sg.{name}Attribute{rest}",
            _ => attribute,
        };
    }

    /// <summary>Attributes in lists, the order kept.</summary>
    public string Lists(IReadOnlyList<string> attributes)
    {
        string gap = dice.Pick("\n", " ", "", "\r\n", " /* gap */ ", "\n// one line\n");
        return dice.Chance(15) && attributes.Count > 1 ? $"[{string.Join(", ", attributes)}]" : string.Join(gap, attributes.Select(a => $"[{(dice.Chance(4) ? "type: " : "")}{a}]"));
    }

    private string Wild() => ConstantMaker.Of(dice, dice.Chance(40) ? dice.Between(1, 40) : ConstantMaker.Wild(dice));

    private string Integers(int[] values, string? parameter)
    {
        string[] texts = [.. values.Select(v => ConstantMaker.Of(dice, v))];
        string list = string.Join(", ", texts);
        return (texts.Length == 0 ? 0 : dice.Below(8)) switch
        {
            1 => $"new int[] {{ {list} }}",
            2 => $"new int[{texts.Length}] {{ {list} }}",
            3 when parameter is not null => $"{parameter}: new int[] {{ {list} }}",
            4 => $"[{list}]",
            _ => list,
        };
    }

    private string WildIntegers(bool small) =>
        Integers([.. Enumerable.Range(0, dice.Below(6)).Select(_ => small && dice.Chance(85) ? dice.Pick(1, 2, 3, 4, 7, 8, -1) : ConstantMaker.Wild(dice))], parameter: null);

    private string WildActivation() => Maybe(40, $", Activation = {WildEnum("Activation", dice.Pick("Relu", "Glu", "Softmax"))}");

    private string WildEnum(string type, string member) => dice.Below(4) switch
    {
        0 => $"({type}){dice.Pick("(-1)", "0", "1", "2", "29", "30", "int.MaxValue", "(int.MinValue)")}",
        1 => $"default({type})",
        _ => $"{type}.{member}",
    };

    private string WildName(string before) => Maybe(20, $"{before}Name = {dice.Pick("null", "\"\"", "\" \"", "\"fc\"", "\"dense\"", "\"dense_1\"", names.Layer(0), names.Layer(_count++))}");

    private string Maybe(int percent, string text) => dice.Chance(percent) ? text : "";
}
