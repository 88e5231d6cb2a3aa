namespace ShapeGen.Tool;

/// <summary>Keeps files open until weights have been read from them, and closes them in reverse order.</summary>
internal sealed class Lifetime : IDisposable
{
    private readonly Stack<IDisposable> _opened = [];

    public T Add<T>(T opened)
        where T : IDisposable
    {
        _opened.Push(opened);
        return opened;
    }

    public void Dispose()
    {
        while (_opened.TryPop(out IDisposable? opened))
        {
            opened.Dispose();
        }
    }
}
