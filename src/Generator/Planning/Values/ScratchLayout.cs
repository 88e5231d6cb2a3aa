namespace ShapeGen.Generator.Planning.Values;

/// <summary>Memory that one value lies in, or several one after the other.</summary>
/// <param name="kind">Whose memory.</param>
/// <param name="index">Which of the model's inputs or outputs.</param>
internal sealed class Room(BufferKind kind, int index)
{
    public BufferKind Kind => kind;

    public int Index => index;

    /// <summary>Elements, in whole blocks.</summary>
    public long Length { get; private set; }

    /// <summary>Elements of the longest value, which those that lie here as its parts end with.</summary>
    public long Pitch { get; private set; }

    public Lifetime Lifetime { get; private set; } = new(int.MaxValue, int.MinValue);

    public long Offset { get; set; }

    public long End => Offset + Length;

    /// <summary>Lets a value lie here too.</summary>
    public void Add(long length, int alignment, Lifetime lifetime)
    {
        Pitch = Math.Max(Pitch, length);
        Length = (Pitch + alignment - 1) / alignment * alignment;
        Lifetime = Lifetime.Union(lifetime);
    }
}

/// <summary>
/// Places rooms in the scratch so that those that live at the same time do not overlap. The smallest layout is hard to
/// find; each of a few orders, with every room at the lowest free offset, comes near it, and the best of them is kept.
/// </summary>
internal static class ScratchLayout
{
    private static readonly IReadOnlyList<Func<Room, (long First, long Then)>> Orders =
    [
        room => (room.Lifetime.First, -room.Length),
        room => (-room.Length, room.Lifetime.First),
        room => (room.Lifetime.First - (long)room.Lifetime.Last, -room.Length),
        room => (-room.Length * (1L + room.Lifetime.Last - room.Lifetime.First), room.Lifetime.First),
    ];

    /// <summary>Sets each room's offset.</summary>
    /// <returns>The elements of scratch that they take.</returns>
    public static long Place(IReadOnlyList<Room> rooms)
    {
        long bound = LowerBound(rooms);
        long best = long.MaxValue;
        long[] offsets = new long[rooms.Count];
        foreach (Func<Room, (long, long)> order in Orders)
        {
            long end = PlaceInOrder([.. rooms.OrderBy(order)]);
            if (end < best)
            {
                best = end;
                offsets = [.. rooms.Select(room => room.Offset)];
            }

            if (best == bound)
            {
                break;
            }
        }

        for (int i = 0; i < offsets.Length; i++)
        {
            rooms[i].Offset = offsets[i];
        }

        return rooms.Count == 0 ? 0 : best;
    }

    /// <summary>The most elements that are live at one time: no layout takes fewer.</summary>
    public static long LowerBound(IReadOnlyList<Room> rooms)
    {
        long bound = 0;
        foreach (Room start in rooms)
        {
            long live = rooms.Where(r => r.Lifetime.First <= start.Lifetime.First && start.Lifetime.First <= r.Lifetime.Last).Sum(r => r.Length);
            bound = Math.Max(bound, live);
        }

        return bound;
    }

    private static long PlaceInOrder(IReadOnlyList<Room> rooms)
    {
        long end = 0;
        var placed = new List<Room>();
        foreach (Room room in rooms)
        {
            room.Offset = 0;
            foreach (Room other in placed.Where(p => p.Lifetime.Overlaps(room.Lifetime)).OrderBy(p => p.Offset))
            {
                if (room.End <= other.Offset)
                {
                    break;
                }

                room.Offset = Math.Max(room.Offset, other.End);
            }

            placed.Add(room);
            end = Math.Max(end, room.End);
        }

        return end;
    }
}
