using System.Runtime.InteropServices;

namespace ShapeGen.SelfCheck;

/// <summary>
/// Pages of the system between two that must not be touched: reading or writing one element too far ends the process, which no value
/// around a buffer can show of reads.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadAndWrite = 3;
    private const int WindowsReserveAndCommit = 0x3000;
    private const int WindowsRelease = 0x8000;
    private const uint WindowsReadAndWrite = 4;
    private const uint WindowsNoAccess = 1;

    private static readonly int s_privateAnonymous = OperatingSystem.IsMacOS() ? 0x1002 : 0x22;

    private readonly nuint _length;
    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly byte* _start;

    /// <param name="bytes">Bytes that may be touched at least.</param>
    public GuardedMemory(int bytes)
    {
        _length = ((nuint)Math.Max(bytes, 1) + _page - 1) / _page * _page;
        nuint all = _length + (2 * _page);
        _start = OperatingSystem.IsWindows() ? VirtualAlloc(null, all, WindowsReserveAndCommit, WindowsReadAndWrite) : Map(null, all, ReadAndWrite, s_privateAnonymous, -1, 0);
        if (_start is null || (nint)_start == -1)
        {
            throw new InvalidOperationException($"The system gives no {all} bytes.");
        }

        Protect(_start);
        Protect(_start + _page + _length);
    }

    /// <summary>Elements that end where the last page that may be touched does.</summary>
    public Span<T> Last<T>(int length) where T : unmanaged => new(_start + _page + _length - ((nuint)length * (nuint)sizeof(T)), length);

    /// <summary>Elements that begin where the first page that may be touched does.</summary>
    public Span<T> First<T>(int length) where T : unmanaged => new(_start + _page, length);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            VirtualFree(_start, 0, WindowsRelease);
        }
        else
        {
            Unmap(_start, _length + (2 * _page));
        }
    }

    private void Protect(byte* page)
    {
        bool isProtected = OperatingSystem.IsWindows() ? VirtualProtect(page, _page, WindowsNoAccess, out _) : ProtectPages(page, _page, NoAccess) == 0;
        if (!isProtected)
        {
            throw new InvalidOperationException("The system does not protect pages.");
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int ProtectPages(void* address, nuint length, int protection);

    [LibraryImport("kernel32")]
    private static partial byte* VirtualAlloc(void* address, nuint length, int type, uint protection);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(void* address, nuint length, uint protection, out uint before);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(void* address, nuint length, int type);
}
