using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Planning.Passes;

/// <summary>
/// Chooses where each value lies. A step that works in place writes over an input that nothing reads afterwards, and what
/// leads to an output in place lies there from the start; all other values share the scratch by their lifetimes.
/// </summary>
internal sealed class AssignBuffers : IPass
{
    public PlanFacts Establishes => PlanFacts.BuffersAssigned;

    public void Run(PlanDraft draft)
    {
        var lifetimes = new Lifetimes(draft);
        Room?[] rooms = Share(draft, lifetimes);
        Room[] inScratch = [.. rooms.OfType<Room>().Where(r => r.Kind == BufferKind.Scratch).Distinct()];

        // Saturated: models beyond it are refused (ScratchRule).
        draft.ScratchLength = (int)Math.Min(ScratchLayout.Place(inScratch), int.MaxValue);
        for (int i = 0; i < rooms.Length; i++)
        {
            if (rooms[i] is { } room)
            {
                draft.Values[i] = draft.Values[i] with { Place = new BufferRef(room.Kind, (int)Math.Min(room.Offset, int.MaxValue), room.Index) };
            }
        }

        for (int i = 0; i < draft.Steps.Count; i++)
        {
            Step step = draft.Steps[i];
            draft.Steps[i] = step with
            {
                Sources = step.Reads.Select(PlaceOf).ToEquatableArray(),
                Destination = PlaceOf(step.Writes),
                WorkspacePlaces = step.Workspaces.Select(PlaceOf).ToEquatableArray(),
            };
        }

        BufferRef PlaceOf(ValueId value) => draft.Values[value.Index].Place;
    }

    /// <summary>The room of each value; null for those that no step writes.</summary>
    private static Room?[] Share(PlanDraft draft, Lifetimes lifetimes)
    {
        var rooms = new Room?[draft.Values.Count];
        for (int i = 0; i < draft.Model.Inputs.Count; i++)
        {
            rooms[i] = new Room(BufferKind.Input, i);
        }

        for (int i = 0; i < draft.Outputs.Count; i++)
        {
            rooms[draft.Outputs[i].Index] ??= new Room(BufferKind.Output, i);
        }

        int alignment = draft.Model.ElementType.BlockLanes();
        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            Step step = draft.Steps[i];
            Room room = Own(step.Writes);
            foreach (ValueId workspace in step.Workspaces)
            {
                Own(workspace);
            }

            int shared = InputToOverwrite(draft, lifetimes, rooms, i);
            if (shared >= 0)
            {
                ValueId input = step.Reads[shared];
                rooms[input.Index] = room;
                room.Add(draft.Values[input.Index].Length, alignment, lifetimes[input]);
            }
        }

        return rooms;

        Room Own(ValueId value)
        {
            Room room = rooms[value.Index] ??= new Room(BufferKind.Scratch, 0);
            room.Add(draft.Values[value.Index].Length, alignment, lifetimes[value]);
            return room;
        }
    }

    /// <summary>
    /// Which of a step's inputs its output may lie over, or −1. The caller's Half output is written once: what leads to it
    /// stays float.
    /// </summary>
    private static int InputToOverwrite(PlanDraft draft, Lifetimes lifetimes, Room?[] rooms, int index)
    {
        Step step = draft.Steps[index];
        if (!step.WorksInPlace || (draft.Model.ElementType == ElementType.Half && rooms[step.Writes.Index]!.Kind == BufferKind.Output))
        {
            return -1;
        }

        for (int i = 0; i < step.Reads.Count; i++)
        {
            ValueId input = step.Reads[i];
            if (rooms[input.Index] is null && lifetimes[input].Last == index && step.InputLengths[i] == step.OutputLength)
            {
                return i;
            }
        }

        return -1;
    }
}
