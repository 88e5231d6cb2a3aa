using System.Runtime.InteropServices;

namespace ShapeGen.Runtime.Tests.Vectors;

/// <summary>
/// Memory whose end is the end of its page, with a page after it that ends the process when it is touched. On Windows
/// the memory is ordinary and touching what lies after goes unnoticed.
/// </summary>
internal sealed unsafe partial class GuardedPage : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymousLinux = 0x22;
    private const int PrivateAnonymousMac = 0x1002;

    private static readonly nuint s_pageSize = (nuint)Environment.SystemPageSize;
    private readonly byte* _start;

    public GuardedPage()
    {
        if (OperatingSystem.IsWindows())
        {
            _start = (byte*)NativeMemory.AlignedAlloc(2 * s_pageSize, s_pageSize);
            return;
        }

        int flags = OperatingSystem.IsMacOS() ? PrivateAnonymousMac : PrivateAnonymousLinux;
        _start = Map(null, 2 * s_pageSize, ReadWrite, flags, -1, 0);
        if (_start == (byte*)-1 || Protect(_start + s_pageSize, s_pageSize, 0) != 0)
        {
            throw new InvalidOperationException($"No guarded page: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    public byte* End => _start + s_pageSize;

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            NativeMemory.AlignedFree(_start);
        }
        else
        {
            _ = Unmap(_start, 2 * s_pageSize);
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
