using System.Text;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning;

/// <summary>
/// A plan as text for people: what each step computes, how, and where. The same model gives the same text; a finished
/// plan is shown in the generated file (<see cref="ProjectFeatures.ShowsPlans"/>), a faulty one in the message about it.
/// </summary>
internal static class PlanText
{
    /// <summary>Lines that end in <c>\n</c>.</summary>
    public static string Of(PlanSignature model, ExecutionPlan plan)
    {
        var text = new StringBuilder();
        ElementType element = model.ElementType;
        Line(text, $"{model.Inputs[0].Shape} → {model.Outputs[0].Shape} of {NameOf(element)}, {Memory(plan, element)}");
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            Write(text, i, plan.Steps[i], element, isMasked: false);
            if (i < plan.MaskedSteps.Count && plan.MaskedSteps[i] != plan.Steps[i])
            {
                Write(text, i, plan.MaskedSteps[i], element, isMasked: true);
            }
        }

        foreach (string line in Values(plan))
        {
            Line(text, line);
        }

        string[] names = [];
        if (plan.Weights.Count > 0)
        {
            names = [.. model.Weights.Select(weight => weight.ShownName)];
            Line(text, $"weights in {Elements(plan.WeightsLength)}");
            foreach (PackedWeight weight in plan.Weights)
            {
                string name = string.Join(" with ", weight.Statistics is null ? weight.Sources.Select(Name) : [Name(weight.Weight)]);
                Line(text, $"  at {weight.Offset}: {name}, ({weight.Inputs}, {weight.Units}) {weight.Packing} in rows of {weight.Width}{(weight.LastWidth > 0 ? $" and at last {weight.LastWidth}" : "")}, {Elements(weight.Length)}");
            }
        }

        return text.ToString();

        string Name(int weight) => weight >= 0 && weight < names.Length ? names[weight] : $"weight {weight}";
    }

    /// <summary>Where each value between the steps lies and how long it is read, and the most that is live at one time.</summary>
    private static IEnumerable<string> Values(ExecutionPlan plan)
    {
        var written = new List<(PlanValue Value, Lifetime Lifetime)>();
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            foreach (ValueId value in plan.Steps[i].Workspaces.Append(plan.Steps[i].Writes).Where(v => v.Index >= 0 && v.Index < plan.Values.Count))
            {
                int last = Enumerable.Range(0, plan.Steps.Count).LastOrDefault(step => plan.Steps[step].Reads.Contains(value));
                written.Add((plan.Values[value.Index], new Lifetime(i, Math.Max(i, last))));
            }
        }

        written.RemoveAll(w => w.Value.Place.Kind != BufferKind.Scratch);
        if (written.Count == 0)
        {
            yield break;
        }

        int peak = Enumerable.Range(0, plan.Steps.Count).OrderByDescending(Live).First();
        yield return $"values in scratch, {Live(peak)} elements of them live at step {peak + 1}";
        foreach ((PlanValue value, Lifetime lifetime) in written)
        {
            yield return $"  at {value.Place.Offset}: {Elements(value.Length)}, steps {lifetime.First + 1} to {lifetime.Last + 1}";
        }

        long Live(int step) => written.Where(w => w.Lifetime.First <= step && step <= w.Lifetime.Last).Select(w => (w.Value.Place.Offset, w.Value.Length)).Distinct().Sum(w => (long)w.Length);
    }

    private static string NameOf(ElementType element) => element == ElementType.Half ? "Half" : element.ComputeName();

    private static string Memory(ExecutionPlan plan, ElementType element)
    {
        if (plan.IsView)
        {
            return "no step: the output is the input";
        }

        string place = plan.ScratchOnStack ? "on the stack" : "of the thread's";
        string scratch = plan.ScratchLength == 0 ? "no scratch" : $"scratch of {plan.ScratchLength} {element.ComputeName()} {place}";
        return plan.Chunk == 1 ? scratch : $"{scratch}, {plan.Chunk} samples together";
    }

    private static void Write(StringBuilder text, int index, Step step, ElementType element, bool isMasked)
    {
        Line(text, $"step {index + 1}{(isMasked ? " with a mask" : "")}: {step.Comment}");
        string[] lines = [.. step.Describe(element)];
        Line(text, $"  {step.GetType().Name} {lines[0]}");
        foreach (string line in lines.Skip(1))
        {
            Line(text, $"    {line}");
        }

        Line(text, $"  {Reads(step)} → {step.OutputLength} of {step.Destination}{(step.BatchRows > 0 ? $", rows together: {step.BatchRows} a sample" : "")}");
    }

    private static string Reads(Step step)
    {
        IEnumerable<string> inputs = step.InputLengths.Select((length, i) => $"{length} of {(i < step.Sources.Count ? step.Sources[i] : default)}");
        IEnumerable<string> own = step.WorkspaceLengths.Select((length, i) => $"{length} of its own{(i < step.WorkspacePlaces.Count ? $", {step.WorkspacePlaces[i]}" : "")}");
        return string.Join(" + ", inputs.Concat(own));
    }

    private static string Elements(int count) => count == 1 ? "1 element" : $"{count} elements";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
