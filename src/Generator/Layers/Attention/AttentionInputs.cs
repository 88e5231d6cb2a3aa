using ShapeGen.Generator.Core;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Layers.Attention;

/// <summary>Query, value and key of an attention layer: the tensor that runs is the query, the others may be named.</summary>
/// <param name="HasValue">The value is named; else it is the query.</param>
/// <param name="HasKey">The key is named; else it is the value.</param>
internal sealed record AttentionInputs(bool HasValue, bool HasKey)
{
    public const string ValueArgument = "Value";
    public const string KeyArgument = "Key";

    public static IReadOnlyList<string> Names { get; } = [ValueArgument, KeyArgument];

    /// <summary>The place of the value among the layer's inputs.</summary>
    public int Value => HasValue ? 1 : 0;

    /// <summary>The place of the key among the layer's inputs.</summary>
    public int Key => HasKey ? (HasValue ? 2 : 1) : Value;

    /// <summary>Reads which inputs are named, and checks the rate of dropout, which has no effect.</summary>
    public static AttentionInputs Read(LayerArguments arguments, string value, string key, string dropout)
    {
        double rate = arguments.Number(dropout);
        if (!(rate >= 0 && rate <= 1))
        {
            arguments.Problems.Add(RuleIds.ArgumentOutOfRange, $"needs a {dropout} between 0 and 1, but {InvariantText.Of(rate)} is declared", dropout);
        }

        return new AttentionInputs(arguments.IsGiven(value), arguments.IsGiven(key));
    }

    /// <summary>Reports an input of another rank, and keys that are not as many as values.</summary>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="expected">The rank that each must have, or 0 for that of the query, of at least 2.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>Whether the inputs fit each other.</returns>
    public bool Check(IReadOnlyList<LayerInput> inputs, int expected, LayerProblems problems)
    {
        int rank = expected > 0 ? expected : Math.Max(2, inputs[0].Shape.Rank);
        foreach ((int input, string? argument) in new[] { (0, null), (Value, HasValue ? ValueArgument : null), (Key, HasKey ? KeyArgument : null) })
        {
            TensorShape shape = inputs[Math.Min(input, inputs.Count - 1)].Shape;
            if (shape.Rank != rank)
            {
                string role = input == 0 ? "query" : input == Value ? "value" : "key";
                string wanted = rank == 2 ? "(positions, features)" : $"{InvariantText.Of(rank)} axes, as many as the query has,";
                problems.Add(RuleIds.RankMismatch, $"expects {wanted} as its {role}, receives {shape} from {inputs[Math.Min(input, inputs.Count - 1)].Origin}: reshape it first", argument);
                return false;
            }
        }

        (TensorShape value, TensorShape key) = (inputs[Value].Shape, inputs[Key].Shape);
        if (!value.Dimensions.Take(rank - 1).SequenceEqual(key.Dimensions.Take(rank - 1)))
        {
            problems.Add(RuleIds.UnequalShapes, $"has a value of {value} from {inputs[Value].Origin} and a key of {key} from {inputs[Key].Origin}: each value needs a key, so all axes but the last must be equal", KeyArgument);
            return false;
        }

        return true;
    }

    /// <summary>Keras takes the masks of value and key together; a mask here is one input of integers.</summary>
    public string? FindMaskFault(IReadOnlyList<int> masks) => masks[Value] < 0 || masks[Key] < 0 || masks[Value] == masks[Key] ? null
        : "has a value and a key with two masks, and a mask here is one input of integers: set MaskZero = false on one of them";

    /// <summary>The same step with the masks that its inputs have, over sequences.</summary>
    public AttentionStep WithMasks(AttentionStep step, Lowering lowering, out IReadOnlyList<ValueId> masks)
    {
        bool isSequence = lowering.Input.Rank == 2;
        ValueId? query = isSequence ? lowering.Mask(0) : null;
        ValueId? key = isSequence ? lowering.Mask(Value) ?? lowering.Mask(Key) : null;
        masks = [.. new[] { query, key }.OfType<ValueId>()];
        return step with { HasQueryMask = query is not null, HasKeyMask = key is not null };
    }
}
