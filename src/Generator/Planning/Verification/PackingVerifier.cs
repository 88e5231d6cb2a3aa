using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Verification;

/// <summary>Every weight has one aligned place of its own for each use, inside the packed buffer, and the steps know it.</summary>
internal static class PackingVerifier
{
    public static IEnumerable<string> Faults(PlanDraft draft)
    {
        // WeightsRule refuses such a model; the places in its buffer are saturated.
        if (draft.WeightsLength > TensorShape.MaximumLength)
        {
            return [];
        }

        return PlaceFaults(draft).Concat(DeclaredFaults(draft)).Concat(UseFaults(draft));
    }

    /// <summary>Aligned, one after the other, inside.</summary>
    private static IEnumerable<string> PlaceFaults(PlanDraft draft)
    {
        int size = draft.Model.ElementType.Size();
        long end = 0;
        foreach (PackedWeight weight in draft.Weights)
        {
            if ((long)weight.Offset * size % ElementTypes.BlockBytes != 0)
            {
                yield return $"weight {weight.Weight} at {weight.Offset} is not aligned to {ElementTypes.BlockBytes} bytes";
            }

            if (weight.Offset < end)
            {
                yield return $"weight {weight.Weight} at {weight.Offset} overlaps the one before it, which ends at {end}";
            }

            // Halves two by two have rows of whole pairs, and one more element.
            bool hasRows = weight.Width > 0 && (weight.Packing == WeightPacking.HalfPairs || (weight.Length - (weight.PackedRows * weight.LastWidth)) % weight.Width == 0);
            if (weight.Length < (long)weight.Inputs * weight.Units || !hasRows)
            {
                yield return $"weight {weight.Weight} of ({weight.Inputs}, {weight.Units}) does not fill {weight.Length} elements in rows of {weight.Width}";
            }

            end = (long)weight.Offset + weight.Length;
        }

        if (end > draft.WeightsLength)
        {
            yield return $"the weights end at {end}, their buffer at {draft.WeightsLength}";
        }
    }

    /// <summary>Each of the model's weights is placed, with the elements that it was declared with.</summary>
    private static IEnumerable<string> DeclaredFaults(PlanDraft draft)
    {
        WeightSpec[] declared = [.. draft.Model.Weights.Select(weight => weight.Spec)];
        var isPlaced = new bool[declared.Length];
        foreach ((PackedWeight weight, int source) in draft.Weights.SelectMany(w => w.Sources, (weight, source) => (weight, source)))
        {
            if (source < 0 || source >= declared.Length)
            {
                yield return $"a weight is placed that is none of the model's {declared.Length}";
                continue;
            }

            isPlaced[source] = true;
            long length = declared[source].Length;
            bool fits = weight.ChannelSources.Contains(source) ? length == weight.Units
                : weight.Taps.Count == 0
                ? (long)weight.Inputs * weight.Units == length
                : weight.Inputs % weight.Taps.Count == 0 && weight.Taps.All(tap => tap >= 0 && (tap + 1) * ((long)weight.Inputs / weight.Taps.Count) * weight.Units <= length);
            if (weight.Columns is { } columns)
            {
                if (columns.FindFault(length, weight.Inputs, weight.Units) is { } fault)
                {
                    yield return $"weight {source} of {declared[source].Shape}: {fault}";
                }
            }
            else if (!fits)
            {
                yield return $"weight {source} of {declared[source].Shape} is placed in another shape";
            }
        }

        for (int i = 0; i < isPlaced.Length; i++)
        {
            if (!isPlaced[i])
            {
                yield return $"weight {i} is not placed";
            }
        }
    }

    /// <summary>
    /// Packed again, every step asks for what it has, in the same order and place, and has noted where that is. So no use
    /// is placed twice or forgotten, and no later pass has changed a step in a way that its packing does not know of.
    /// </summary>
    private static IEnumerable<string> UseFaults(PlanDraft draft)
    {
        var layout = new WeightLayout(ElementTypes.BlockBytes / draft.Model.ElementType.Size());
        int placed = 0;
        for (int i = 0; i < draft.Steps.Count; i++)
        {
            EquatableArray<PackedWeight> wanted = draft.Steps[i].PackWeights(layout);
            if (wanted.Count == 0)
            {
                continue;
            }

            if (placed + wanted.Count > draft.Weights.Count || !wanted.SequenceEqual(draft.Weights.GetRange(placed, wanted.Count)))
            {
                yield return $"step {i + 1} wants its weights packed in another way than they are";
            }
            else if (draft.Steps[i].WithWeights(wanted) != draft.Steps[i])
            {
                yield return $"step {i + 1} looks for its weights where they are not";
            }

            placed += wanted.Count;
        }

        if (placed != draft.Weights.Count)
        {
            yield return $"{draft.Weights.Count} weights are placed for {placed} uses";
        }
    }
}
