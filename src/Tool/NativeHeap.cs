using System.Runtime.InteropServices;

namespace ShapeGen.Tool;

/// <summary>The heap of native code, from which ONNX Runtime takes its memory.</summary>
internal static class NativeHeap
{
    private const int MmapThreshold = -3;

    /// <summary>
    /// Makes freed blocks of weights go back to the system. On Linux the C library raises the size from which it does so whenever one is
    /// freed, up to 32 MB, and then keeps weights of that size for a process that wants no more of them.
    /// </summary>
    public static void ReturnLargeBlocks()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "mallopt", out nint mallopt))
        {
            SetOption(mallopt, MmapThreshold, 1 << 20);
        }
    }

    private static unsafe void SetOption(nint mallopt, int option, int value) => ((delegate* unmanaged[Cdecl]<int, int, int>)mallopt)(option, value);
}
