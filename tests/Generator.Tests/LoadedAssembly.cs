using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace ShapeGen.Generator.Tests;

/// <summary>A compiled test project in a load context of its own, which goes when the test is done.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context = new("consumer", isCollectible: true);

    public LoadedAssembly(byte[] image, params byte[][] dependencies)
    {
        foreach (byte[] dependency in dependencies)
        {
            _context.LoadFromStream(new MemoryStream(dependency));
        }

        Assembly = _context.LoadFromStream(new MemoryStream(image));
    }

    public Assembly Assembly { get; }

    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    /// <summary>Calls a public static method; what it throws comes out as it is.</summary>
    public object? Call(string type, string method, params object?[] arguments)
    {
        try
        {
            return Type(type).GetMethod(method)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }

    public void Dispose() => _context.Unload();
}
