namespace ShapeGen.Generator.Emission;

/// <summary>One call of a step's method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Arguments">Its arguments; that of the weights is null.</param>
/// <param name="Weights">Where the step's weights start; 0 where it has none.</param>
/// <param name="Loop">The head of a loop around it, or null.</param>
internal sealed record StepCall(string Method, EquatableArray<string> Arguments, int Weights, string? Loop)
{
    /// <summary>Stands in the arguments for the weights.</summary>
    public const string WeightsArgument = "weights";

    public bool HasWeights => Arguments.Contains(WeightsArgument);

    /// <summary>The same but for where its weights start.</summary>
    public bool IsLike(StepCall other) => this with { Weights = 0 } == other with { Weights = 0 };
}

/// <summary>
/// Writes the calls of a run. Repeated blocks do the same on weights that lie one after the other, so their calls are
/// written once, in a loop.
/// </summary>
internal static class StepCalls
{
    /// <summary>Fewer are written out.</summary>
    private const int FewestRounds = 3;

    /// <summary>Calls of a repeated block at most.</summary>
    private const int LongestRound = 64;

    public static void Write(SourceWriter writer, IReadOnlyList<StepCall> calls)
    {
        int next = 0;
        while (next < calls.Count)
        {
            (int length, int rounds, int pitch) = FindRounds(calls, next);
            if (rounds < FewestRounds)
            {
                Write(writer, calls[next], "");
                next++;
                continue;
            }

            using (writer.Block($"for (nuint round = 0; round < {CSharpLiteral.Of(rounds)}; round++)"))
            {
                for (int i = 0; i < length; i++)
                {
                    Write(writer, calls[next + i], pitch == 0 ? "" : $"round * {CSharpLiteral.Of(pitch)}");
                }
            }

            next += length * rounds;
        }
    }

    /// <summary>The shortest round of calls from a place on that is repeated most.</summary>
    private static (int Length, int Rounds, int Pitch) FindRounds(IReadOnlyList<StepCall> calls, int start)
    {
        (int Length, int Rounds, int Pitch) best = (1, 1, 0);
        for (int length = 1; length <= Math.Min(LongestRound, (calls.Count - start) / FewestRounds); length++)
        {
            int weighted = Enumerable.Range(start, length).Where(i => calls[i].HasWeights).DefaultIfEmpty(-1).First();
            int pitch = weighted < 0 ? 0 : calls[weighted + length].Weights - calls[weighted].Weights;
            int end = start + length;
            while (end < calls.Count && calls[end].IsLike(calls[end - length]) && (!calls[end].HasWeights || calls[end].Weights - calls[end - length].Weights == pitch))
            {
                end++;
            }

            int rounds = (end - start) / length;
            if (pitch >= 0 && rounds >= FewestRounds && rounds * length > best.Length * best.Rounds)
            {
                best = (length, rounds, pitch);
            }
        }

        return best;
    }

    private static void Write(SourceWriter writer, StepCall call, string moved)
    {
        string offset = moved.Length == 0 ? CSharpLiteral.Of(call.Weights) : call.Weights == 0 ? moved : $"{CSharpLiteral.Of(call.Weights)} + ({moved})";
        IEnumerable<string> arguments = call.Arguments.Select(argument => argument == StepCall.WeightsArgument ? KernelWriter.At(argument, offset) : argument);
        string line = $"{call.Method}({string.Join(", ", arguments)});";
        if (call.Loop is null)
        {
            writer.Line(line);
            return;
        }

        using (writer.Block(call.Loop))
        {
            writer.Line(line);
        }
    }
}
