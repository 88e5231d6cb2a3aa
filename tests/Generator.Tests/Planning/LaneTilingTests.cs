using ShapeGen.Generator.Planning;

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
            LaneTiling tiling = LaneTiling.Choose(lanes, block, phases);
            Check(tiling, tiling.Wide);
            Check(tiling, tiling.Narrow);
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void TilesKeepWithinTheRegisters(int block, int phases)
    {
        for (int lanes = block; lanes <= 300; lanes++)
        {
            LaneTiling tiling = LaneTiling.Choose(lanes, block, phases);
            Assert.InRange(tiling.Wide * phases, 1, Math.Max(16, phases));
            Assert.InRange(tiling.Narrow * phases, 1, Math.Max(4, phases));
            Assert.InRange(tiling.Narrow, 1, tiling.Wide);
        }
    }

    /// <summary>Rows go together by eights; three blocks of one phase are a tile of their own.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void TilesOfRowsCoverAllLanesWithinTheRegisters(int block, int phases)
    {
        for (int lanes = block; lanes <= 300; lanes++)
        {
            LaneTiling tiling = LaneTiling.ChooseForRows(lanes, block, phases);
            Check(tiling, tiling.Wide);
            Check(tiling, tiling.Narrow);
            Assert.Empty(LaneTiling.Faults(tiling, lanes, block, phases));
            Assert.Equal(phases == 1 && tiling.Blocks == 3 ? 3 : Math.Min(tiling.Blocks, phases > 2 ? 1 : 2), tiling.Wide);
            Assert.Equal(0, 8 % tiling.WideRows);
            Assert.InRange(tiling.Wide * tiling.WideRows * phases, 1, tiling.Wide == 3 ? 24 : 16);
        }
    }

    private static void Check(LaneTiling tiling, int height)
    {
        var covered = new int[tiling.Lanes];
        foreach (LaneTile tile in tiling.Tiles(height))
        {
            Assert.InRange(tile.Offsets.Count, 1, height + 1);
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
