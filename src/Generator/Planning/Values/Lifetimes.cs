using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Planning.Values;

/// <summary>The steps that a value is live at.</summary>
/// <param name="First">The step that writes it; −1 for an input of the model.</param>
/// <param name="Last">The last step that reads it; the number of steps for an output of the model.</param>
internal readonly record struct Lifetime(int First, int Last)
{
    public bool Overlaps(Lifetime other) => First <= other.Last && other.First <= Last;

    public Lifetime Union(Lifetime other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));
}

/// <summary>When each value of a draft is written, and how often and how long it is read.</summary>
internal sealed class Lifetimes
{
    private readonly Lifetime[] _lifetimes;
    private readonly int[] _readers;

    public Lifetimes(PlanDraft draft)
    {
        _lifetimes = new Lifetime[draft.Values.Count];
        _readers = new int[draft.Values.Count];
        for (int i = 0; i < _lifetimes.Length; i++)
        {
            _lifetimes[i] = new Lifetime(-1, -1);
        }

        for (int i = 0; i < draft.Steps.Count; i++)
        {
            Step step = draft.Steps[i];
            foreach (ValueId input in step.Reads)
            {
                _lifetimes[input.Index] = _lifetimes[input.Index] with { Last = i };
                _readers[input.Index]++;
            }

            foreach (ValueId own in step.Workspaces)
            {
                _lifetimes[own.Index] = new Lifetime(i, i);
            }

            _lifetimes[step.Writes.Index] = new Lifetime(i, i);
        }

        foreach (ValueId output in draft.Outputs)
        {
            _lifetimes[output.Index] = _lifetimes[output.Index] with { Last = draft.Steps.Count };
            _readers[output.Index]++;
        }
    }

    public Lifetime this[ValueId value] => _lifetimes[value.Index];

    /// <summary>How often a value is read: by steps, and by the caller where it is an output.</summary>
    public int Readers(ValueId value) => _readers[value.Index];
}
