namespace ShapeGen.CompilerServices;

/// <content>The last lanes of a block.</content>
public readonly partial struct Lanes128<T>
{
    /// <inheritdoc/>
    public static Lanes128<T> LoadLast<TStorage>(ref readonly TStorage origin, nuint end, int lanes, T fill)
        where TStorage : unmanaged => LastLanes<Lanes128<T>, T>.Load(in origin, end, lanes, fill);

    /// <inheritdoc/>
    public static void StoreLast<TStorage>(Lanes128<T> value, ref TStorage origin, nuint end, int lanes)
        where TStorage : unmanaged => LastLanes<Lanes128<T>, T>.Store(value, ref origin, end, lanes);
}
