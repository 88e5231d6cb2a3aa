namespace ShapeGen.CompilerServices;

/// <content>The last lanes of a block.</content>
public readonly partial struct Lanes256<T>
{
    /// <inheritdoc/>
    public static Lanes256<T> LoadLast<TStorage>(ref readonly TStorage origin, nuint end, int lanes, T fill)
        where TStorage : unmanaged => LastLanes<Lanes256<T>, T>.Load(in origin, end, lanes, fill);

    /// <inheritdoc/>
    public static void StoreLast<TStorage>(Lanes256<T> value, ref TStorage origin, nuint end, int lanes)
        where TStorage : unmanaged => LastLanes<Lanes256<T>, T>.Store(value, ref origin, end, lanes);
}
