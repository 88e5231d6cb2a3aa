using ShapeGen.CompilerServices;
using Xunit;

namespace ShapeGen.Runtime.Tests.Vectors;

public class CacheLineTests
{
    [Fact]
    public unsafe void ElementsBeforeTheNextLine()
    {
        byte* memory = stackalloc byte[256];
        byte* line = (byte*)(((nuint)memory + 63) / 64 * 64);
        for (int bytes = 0; bytes < 64; bytes++)
        {
            byte* start = line + bytes;
            int before = (64 - bytes) % 64;
            Assert.Equal(before % 4 == 0 ? before / 4 : 0, (int)CacheLine.ElementsBefore(ref *(float*)start));
            Assert.Equal(before % 8 == 0 ? before / 8 : 0, (int)CacheLine.ElementsBefore(ref *(double*)start));
        }
    }
}
