using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeGen.CompilerServices;

/// <summary>The last steps of a reduction over the lanes of a block, the same for every width.</summary>
internal static class AcrossRegister
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector128<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            value += Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 2, 3)).As<float, T>();
        }

        return value.ToScalar() + value.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum<T>(Vector128<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            value = Vector128.Max(value, Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 2, 3)).As<float, T>());
            return Vector128.Max(value, Vector128.Shuffle(value.AsSingle(), Vector128.Create(1, 1, 1, 1)).As<float, T>()).ToScalar();
        }

        return Vector128.Max(value, Vector128.Shuffle(value.AsDouble(), Vector128.Create(1L, 1L)).As<double, T>()).ToScalar();
    }
}
