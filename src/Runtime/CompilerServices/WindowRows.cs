using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ShapeGen.CompilerServices;

/// <summary>Where kernels over windows may load and store whole blocks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WindowRows
{
    /// <summary>
    /// How many of <paramref name="count"/> windows in a row may load and store blocks that are longer than their channels,
    /// because these still end in the input and the output.
    /// </summary>
    /// <param name="count">The windows, at least 0.</param>
    /// <param name="inputRest">Elements of the input from the first window's start on.</param>
    /// <param name="reach">Elements that a window touches from its start on.</param>
    /// <param name="inputStride">Elements from one window's start to the next one's.</param>
    /// <param name="outputRest">Elements of the output from the first result on.</param>
    /// <param name="block">Elements of a block.</param>
    /// <param name="outputStride">Elements from one result to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Whole(int count, int inputRest, int reach, int inputStride, int outputRest, int block, int outputStride)
    {
        int readable = inputRest < reach ? 0 : ((inputRest - reach) / inputStride) + 1;
        int writable = outputRest < block ? 0 : ((outputRest - block) / outputStride) + 1;
        return int.Min(count, int.Min(readable, writable));
    }
}
