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
        Seat?[] seats = Share(draft, lifetimes);
        Room[] inScratch = [.. seats.OfType<Seat>().Select(seat => seat.Room).Where(r => r.Kind == BufferKind.Scratch).Distinct()];

        // Saturated: models beyond it are refused (ScratchRule).
        draft.ScratchLength = (int)Math.Min(ScratchLayout.Place(inScratch), int.MaxValue);
        draft.StateLength = PlaceState(seats.OfType<Seat>().Select(seat => seat.Room).Where(r => r.Kind == BufferKind.State));
        for (int i = 0; i < seats.Length; i++)
        {
            if (seats[i] is { } seat)
            {
                draft.Values[i] = draft.Values[i] with
                {
                    Place = new BufferRef(seat.Room.Kind, (int)Math.Min(seat.Room.Offset + seat.Offset, int.MaxValue), seat.Room.Index),
                    Lead = (int)Math.Min(seat.Offset, int.MaxValue),
                    Pitch = (int)Math.Min(seat.Room.Pitch, int.MaxValue),
                };
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

    /// <summary>What lasts lies side by side. Returns the elements that it takes.</summary>
    private static int PlaceState(IEnumerable<Room> rooms)
    {
        long end = 0;
        foreach (Room room in rooms)
        {
            room.Offset = end;
            end = room.End;
        }

        return (int)Math.Min(end, int.MaxValue);
    }

    /// <summary>The room of each value; null for those that no step writes.</summary>
    private static Seat?[] Share(PlanDraft draft, Lifetimes lifetimes)
    {
        var seats = new Seat?[draft.Values.Count];
        for (int i = 0; i < draft.Model.Inputs.Count; i++)
        {
            Sit(new ValueId(i), new Seat(new Room(draft.Model.Inputs[i].IsInteger ? BufferKind.Indices : BufferKind.Input, i), 0));
        }

        for (int i = 0; i < draft.Outputs.Count; i++)
        {
            seats[draft.Outputs[i].Index] ??= new Seat(new Room(BufferKind.Output, i), 0);
        }

        for (int i = draft.Steps.Count - 1; i >= 0; i--)
        {
            Step step = draft.Steps[i];
            Seat own = seats[step.Writes.Index] ?? new Seat(new Room(BufferKind.Scratch, 0), 0);
            Sit(step.Writes, own);
            for (int workspace = 0; workspace < step.Workspaces.Count; workspace++)
            {
                Sit(step.Workspaces[workspace], new Seat(new Room(workspace < step.KeptWorkspaces ? BufferKind.State : BufferKind.Scratch, 0), 0));
            }

            for (int input = 0; input < step.Reads.Count; input++)
            {
                if (step.PartOffset(input) is >= 0 and int offset)
                {
                    Sit(step.Reads[input], own with { Offset = own.Offset + offset });
                }
            }

            int shared = InputToOverwrite(draft, lifetimes, seats, i);
            if (shared >= 0)
            {
                Sit(step.Reads[shared], own);
            }
        }

        return seats;

        void Sit(ValueId value, Seat seat)
        {
            seats[value.Index] = seat;
            seat.Room.Add(seat.Offset + draft.Values[value.Index].Length, draft.Model.ElementType.BlockLanes(), lifetimes[value]);
        }
    }

    /// <summary>
    /// Which of a step's inputs its output may lie over, or −1. The caller's Half output is written once: what leads to it
    /// stays float.
    /// </summary>
    private static int InputToOverwrite(PlanDraft draft, Lifetimes lifetimes, Seat?[] seats, int index)
    {
        Step step = draft.Steps[index];
        if (!step.WorksInPlace || (draft.Model.ElementType == ElementType.Half && seats[step.Writes.Index]!.Room.Kind == BufferKind.Output))
        {
            return -1;
        }

        for (int i = 0; i < step.Reads.Count; i++)
        {
            // Rows that a step writes together lie one after the other, which those of a part do not.
            ValueId input = step.Reads[i];
            bool isPart = seats[step.Writes.Index]!.Room.Pitch > step.OutputLength;
            bool isFree = seats[input.Index] is null && lifetimes[input].Last == index && step.InputLengths[i] == step.OutputLength;
            if (isFree && !(isPart && draft.IsInRowsTogether(input)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where in a room a value lies.</summary>
    private sealed record Seat(Room Room, long Offset);
}
