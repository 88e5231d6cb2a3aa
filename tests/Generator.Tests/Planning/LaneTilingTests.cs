using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>Tiles cover every lane, stay inside, and keep within the registers.</summary>
public class LaneTilingTests
{
    public static TheoryData<int, int> Blocks => new() { { 8, 1 }, { 8, 2 }, { 8, 4 }, { 16, 1 }, { 16, 2 }, { 16, 4 } };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void TilesCoverAllLanes(int block, int phases)
    {
        for (int lanes = block; lanes <= 300; lanes++)
        {
            Assert.All(RegisterFiles.All, file => Check(LaneTiling.Choose(lanes, block, phases, file)));
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void TilesKeepWithinTheRegisters(int block, int phases)
    {
        for (int lanes = block; lanes <= 300; lanes++)
        {
            int wide = LaneTiling.Choose(lanes, block, phases, RegisterFile.Wide).Height;
            int narrow = LaneTiling.Choose(lanes, block, phases, RegisterFile.Narrow).Height;
            Assert.InRange(wide * phases, 1, Math.Max(16, phases));
            Assert.InRange(narrow * phases, 1, Math.Max(4, phases));
            Assert.InRange(narrow, 1, wide);
        }
    }

    /// <summary>Rows go together by eights; three blocks of one phase are a tile of their own.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void TilesOfRowsCoverAllLanesWithinTheRegisters(int block, int phases)
    {
        for (int lanes = block; lanes <= 300; lanes++)
        {
            PerFile<LaneTiling> tilings = PerFile.Choose(file => LaneTiling.ChooseForRows(lanes, block, phases, file));
            Assert.All(RegisterFiles.All, file => Check(tilings[file]));
            Assert.Empty(LaneTiling.Faults(tilings, lanes, block, phases));
            LaneTiling wide = tilings.Wide;
            Assert.Equal(phases == 1 && wide.Blocks == 3 ? 3 : Math.Min(wide.Blocks, phases > 2 ? 1 : 2), wide.Height);
            Assert.Equal(0, 8 % wide.Rows);
            Assert.InRange(wide.Height * wide.Rows * phases, 1, wide.Height == 3 ? 24 : 16);
        }
    }

    private static void Check(LaneTiling tiling)
    {
        var covered = new int[tiling.Lanes];
        foreach (LaneTile tile in tiling.Tiles)
        {
            Assert.InRange(tile.Offsets.Count, 1, tiling.Height);
            Assert.Equal(tile.Offsets.Order().Distinct(), tile.Offsets);
            for (int i = 0; i < tile.Count; i++)
            {
                foreach (int offset in tile.Offsets)
                {
                    int start = tile.Start + (i * tile.Stride) + offset;
                    Assert.InRange(start, 0, tiling.Lanes - tiling.Block);
                    for (int lane = start; lane < start + tiling.Block; lane++)
                    {
                        covered[lane]++;
                    }
                }
            }
        }

        Assert.DoesNotContain(0, covered);

        // Only the last block may step back over lanes that another tile has computed.
        Assert.InRange(covered.Count(c => c > 1), 0, tiling.Block - 1);
        Assert.InRange(covered.Max(), 1, 2);
    }
}
