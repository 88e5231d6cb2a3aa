namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Writes code that calls models.</summary>
internal static class CallSiteMaker
{
    /// <summary>A method that calls a model with buffers of its lengths, or of any.</summary>
    public static string Method(Dice dice, MadeModel model, int index)
    {
        string parameter = model.HasWeights ? $"{model.Reference} m, int n" : "int n";
        string target = model.HasWeights ? "m" : model.Reference;
        string body = model.Buffers is { } buffers ? Body(dice, model, buffers, target) : Body(dice, model, target);
        return $"    internal static void Call{index}({parameter})\n    {{\n        {body}\n    }}";
    }

    /// <summary>By position: what the parameters are called is for the generator to say.</summary>
    private static string Body(Dice dice, MadeModel model, IReadOnlyList<int> buffers, string target)
    {
        int samples = dice.Between(0, 3);
        string t = model.Element;
        return dice.Below(3) switch
        {
            0 => $"{target}.Forward({string.Join(", ", buffers.Select(count => $"new {t}[{count}]"))});",
            1 => $"{target}.ForwardBatch({string.Join(", ", buffers.Select(count => $"new {t}[{(long)count * samples}]"))});",
            _ => $"{t}[] all = new {t}[{buffers.Sum()}]; {target}.Forward({string.Join(", ", buffers.Select((count, i) => $"all.AsSpan({buffers.Take(i).Sum()}, {count})"))});",
        };
    }

    private static string Body(Dice dice, MadeModel model, string target)
    {
        bool isWild = model.Input is null || model.Output is null;
        int input = isWild ? dice.Below(40) : Count(model.Input!);
        int output = isWild ? dice.Below(40) : Count(model.Output!);
        int samples = isWild ? dice.Below(4) : dice.Between(0, 3);
        int more = isWild ? 0 : dice.Below(3);
        string t = model.Element;
        string name = model.Reference;
        return dice.Below(isWild ? 10 : 8) switch
        {
            0 => $"{target}.Forward(new {t}[{input}], new {t}[{output}]);",
            1 => $"{target}.ForwardBatch(new {t}[{(long)input * samples}], new {t}[{((long)output * samples) + more}]);",
            2 => $"Span<{t}> x = new {t}[{name}.InputLength]; Span<{t}> y = new {t}[{name}.OutputLength + {more}]; {target}.Forward(x, y);",
            3 => $"{t}[] all = new {t}[{input + output}]; {target}.Forward(all.AsSpan(0, {input}), all.AsSpan({input}));",
            4 => $"{t}[] x = new {t}[n]; {t}[] y = new {t}[n * 2]; {target}.Forward(x, y.AsSpan(n)); n = {name}.InputShape.Length;",
            5 => $"ReadOnlySpan<{t}> x = new {t}[{input} * 2]; {target}.Forward(x[..{input}], new {t}[{name}.OutputLength]);",
            6 => $"foreach (global::ShapeGen.WeightInfo w in {name}.Weights) {{ n += w.Name.Length; }} n += (int)({name}.ParameterCount % 7) + {name}.Summary.Length;",
            7 => $"for (int i = 0; i < n; i++) {{ {target}.ForwardBatch(new {t}[0], []); }}",
            8 => $"{t}[] x = new {t}[{input}]; {target}.Forward(x, x);",
            _ => $"Span<{t}> x = stackalloc {t}[{input}]; {target}.ForwardBatch(x[{samples}..], x.Slice(1, {output}));",
        };
    }

    private static int Count(int[] shape) => shape.Aggregate(1, (product, d) => product * d);
}
