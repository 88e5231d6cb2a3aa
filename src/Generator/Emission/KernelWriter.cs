using ShapeGen.Generator.Planning;

namespace ShapeGen.Generator.Emission;

/// <summary>A parameter of a kernel.</summary>
/// <param name="Type">The element type behind the reference.</param>
/// <param name="Name">Its name.</param>
/// <param name="FollowsLanes">A tile that starts at lane n reads or writes from element n on; else all tiles from the first.</param>
/// <param name="IsValue">Passed by value.</param>
/// <param name="LaneGroup">Lanes that lie together: a tile in the middle of a group reads from the next one on, where its lanes are stored once more.</param>
internal sealed record KernelParameter(string Type, string Name, bool FollowsLanes = false, bool IsValue = false, int LaneGroup = 1)
{
    /// <summary>Elements from the parameter to what belongs to a lane.</summary>
    public int Offset(int lane) => FollowsLanes ? (lane + LaneGroup - 1) / LaneGroup * LaneGroup : 0;
}

/// <summary>
/// What every step's kernel has in common: one method a register file, generic over the block, and the ladder that picks
/// the widest registers of the machine (the JIT folds it away).
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="name">The step's method name; the kernels' names start with it.</param>
/// <param name="computeType"><c>float</c> or <c>double</c>.</param>
internal sealed class KernelWriter(SourceWriter writer, string name, string computeType)
{
    public const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    public const string Services = "global::ShapeGen.CompilerServices";

    /// <summary>What the name of a tiling's narrow kernel ends in.</summary>
    public const string NarrowSuffix = "Narrow";

    /// <summary>The end of the names of kernels for 32 registers of 512 bits, where others are for narrower ones.</summary>
    public const string WideSuffix = "Wide";

    private const string Intrinsics = "global::System.Runtime.Intrinsics";

    /// <summary>Keeps kernels out of tiering: without it the first tenths of a second run several times slower.</summary>
    public const string Optimized = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    public SourceWriter Writer => writer;

    public string Name => name;

    public string ComputeType => computeType;

    /// <summary>Starts a kernel that is generic over the block <c>V</c>.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="result">Its return type.</param>
    /// <param name="block">The interface of the blocks that it is for.</param>
    public SourceWriter.BlockScope Generic(string method, IReadOnlyList<KernelParameter> parameters, string result = "void", string block = "IVector")
    {
        writer.Line();
        writer.Line(Optimized);
        writer.Line($"private static {result} {method}<V>({Declare(parameters)})");
        using (writer.Indent())
        {
            writer.Line($"where V : struct, {Services}.{block}<V, {computeType}>");
        }

        return writer.Block();
    }

    /// <summary>Calls one kernel, or its narrow twin, with the widest registers there are.</summary>
    public void Ladder(string wide, string narrow, string arguments)
    {
        writer.Line($$"""
            if ({{Intrinsics}}.Vector512.IsHardwareAccelerated)
            {
                {{wide}}<{{Services}}.Lanes512<{{computeType}}>>({{arguments}});
            }
            else if ({{Intrinsics}}.Vector256.IsHardwareAccelerated)
            {
                {{narrow}}<{{Services}}.Lanes256<{{computeType}}>>({{arguments}});
            }
            else
            {
                {{narrow}}<{{Services}}.Lanes128<{{computeType}}>>({{arguments}});
            }
            """);
    }

    /// <summary>Calls the kernels that <see cref="Tiles"/> writes.</summary>
    public void Ladder(LaneTiling tiling, string arguments) =>
        Ladder(name + (tiling.IsUniform ? "Tiles" : WideSuffix), name + (tiling.IsUniform ? "Tiles" : NarrowSuffix), arguments);

    /// <summary>
    /// Writes the kernels of a tiling, <c>…Wide</c> and <c>…Narrow</c> (one <c>…Tiles</c> where they agree), whose tiles'
    /// bodies the caller writes.
    /// </summary>
    /// <param name="tiling">The tiles.</param>
    /// <param name="parameters">The kernels' parameters.</param>
    /// <param name="writeTile">Writes the body of a tile.</param>
    public void Tiles(LaneTiling tiling, IReadOnlyList<KernelParameter> parameters, Action<LaneTile> writeTile)
    {
        if (tiling.IsUniform)
        {
            Tiles(name + "Tiles", tiling.WideTiles, parameters, writeTile);
            return;
        }

        Tiles(name + WideSuffix, tiling.WideTiles, parameters, writeTile);
        Tiles(name + NarrowSuffix, tiling.NarrowTiles, parameters, writeTile);
    }

    public static string Declare(IEnumerable<KernelParameter> parameters) =>
        string.Join(", ", parameters.Select(p => $"{(p.IsValue ? "" : "ref ")}{p.Type} {p.Name}"));

    public static string Pass(IEnumerable<KernelParameter> parameters) =>
        string.Join(", ", parameters.Select(p => p.IsValue ? p.Name : $"ref {p.Name}"));

    /// <summary>A reference some elements further on.</summary>
    public static string At(string reference, string offset) => offset == "0" ? $"ref {reference}" : $"ref {Element(reference, offset)}";

    /// <summary>An index some elements further on; without an index the number alone.</summary>
    public static string Plus(string index, int offset) =>
        index.Length == 0 ? CSharpLiteral.Of(offset) : offset == 0 ? index : $"{index} + {CSharpLiteral.Of(offset)}";

    /// <summary>One element behind a reference.</summary>
    public static string Element(string reference, string index) => index == "0" ? reference : $"At(ref {reference}, {index})";

    /// <summary>Writes one kernel that runs tiles, and those of the tiles.</summary>
    public void Tiles(string method, IReadOnlyList<LaneTile> tiles, IReadOnlyList<KernelParameter> parameters, Action<LaneTile> writeTile)
    {
        if (tiles.Count == 1 && tiles[0].Count == 1)
        {
            using (Generic(method, parameters))
            {
                writeTile(tiles[0]);
            }

            return;
        }

        using (Generic(method, parameters))
        {
            for (int i = 0; i < tiles.Count; i++)
            {
                WriteTileCalls(TileName(method, i), tiles[i], parameters);
            }
        }

        for (int i = 0; i < tiles.Count; i++)
        {
            using (Generic(TileName(method, i), parameters))
            {
                writeTile(tiles[i]);
            }
        }
    }

    private void WriteTileCalls(string method, LaneTile tile, IReadOnlyList<KernelParameter> parameters)
    {
        if (tile.Count == 1)
        {
            IEnumerable<string> constant = parameters.Select(p => p.IsValue ? p.Name : At(p.Name, CSharpLiteral.Of(p.Offset(tile.Start))));
            writer.Line($"{method}<V>({string.Join(", ", constant)});");
            return;
        }

        int end = tile.Start + (tile.Count * tile.Stride);
        using (writer.Block($"for (nuint lane = {CSharpLiteral.Of(tile.Start)}; lane < {CSharpLiteral.Of(end)}; lane += {CSharpLiteral.Of(tile.Stride)})"))
        {
            IEnumerable<string> moving = parameters.Select(p => p.IsValue ? p.Name : At(p.Name, p.FollowsLanes ? "lane" : "0"));
            writer.Line($"{method}<V>({string.Join(", ", moving)});");
        }
    }

    private static string TileName(string method, int index) => index == 0 ? method + "Tile" : method + "LastTile";
}
