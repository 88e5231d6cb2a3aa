using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Kernels;

namespace ShapeGen.Generator.Emission;

/// <summary>A parameter of a kernel.</summary>
/// <param name="Type">The element type behind the reference.</param>
/// <param name="Name">Its name.</param>
/// <param name="FollowsLanes">A tile that starts at lane n reads or writes from element n on; else all tiles from the first.</param>
/// <param name="IsValue">Passed by value.</param>
/// <param name="LaneGroup">Lanes that lie together: a tile in the middle of a group reads from the next one on, where its lanes are stored once more.</param>
internal sealed record KernelParameter(string Type, string Name, bool FollowsLanes = false, bool IsValue = false, int LaneGroup = 1)
{
    /// <summary>What the callers pass for it.</summary>
    public ParameterRole Role { get; init; }

    /// <summary>Elements from the parameter to what belongs to a lane.</summary>
    public int Offset(int lane) => FollowsLanes ? (lane + LaneGroup - 1) / LaneGroup * LaneGroup : 0;
}

/// <summary>What a parameter stands for.</summary>
internal enum ParameterRole
{
    /// <summary>Known to the writers of the kernel alone.</summary>
    Own,

    /// <summary>What the step reads.</summary>
    Input,

    /// <summary>What the step writes.</summary>
    Output,

    /// <summary>What is added to what the step writes, element by element.</summary>
    Other,

    /// <summary>The model's packed weights, or a matrix in them.</summary>
    Weights,

    /// <summary>A bias in the packed weights.</summary>
    Bias,

    /// <summary>A sample's mask of kept positions.</summary>
    Mask,

    /// <summary>How many rows there are.</summary>
    RowCount,
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

    /// <summary>
    /// The same for kernels over blocks, and out of their callers: one that is recompiled by its profile would take them in, until the
    /// JIT inlines no more and operations of blocks are calls.
    /// </summary>
    private const string Apart = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization | global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    public SourceWriter Writer => writer;

    public string Name => name;

    public string ComputeType => computeType;

    /// <summary>Starts a kernel that is generic over the block <c>V</c>.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="result">Its return type.</param>
    /// <param name="block">The interface of the blocks that it is for.</param>
    /// <param name="comment">What the kernel is and how it walks; none for a part of a kernel.</param>
    public SourceWriter.BlockScope Generic(string method, IReadOnlyList<KernelParameter> parameters, string result = "void", string block = "IVector", string comment = "")
    {
        writer.Line();
        writer.Comment(comment);
        writer.Line(Apart);
        writer.Line($"private static {result} {method}<V>({Declare(parameters)})");
        using (writer.Indent())
        {
            writer.Line($"where V : struct, {Services}.{block}<V, {computeType}>");
        }

        return writer.Block();
    }

    /// <summary>Calls one kernel, or its narrow twin, with the widest registers there are.</summary>
    /// <param name="wide">The kernel for 32 registers of 512 bits.</param>
    /// <param name="narrow">The kernel for narrower ones.</param>
    /// <param name="arguments">What is passed to either.</param>
    /// <param name="furtherTypes">Type arguments after the block, each after a comma.</param>
    public void Ladder(string wide, string narrow, string arguments, string furtherTypes = "")
    {
        writer.Line($$"""
            if ({{Intrinsics}}.Vector512.IsHardwareAccelerated)
            {
                {{wide}}<{{Services}}.Lanes512<{{computeType}}>{{furtherTypes}}>({{arguments}});
            }
            else if ({{Intrinsics}}.Vector256.IsHardwareAccelerated)
            {
                {{narrow}}<{{Services}}.Lanes256<{{computeType}}>{{furtherTypes}}>({{arguments}});
            }
            else
            {
                {{narrow}}<{{Services}}.Lanes128<{{computeType}}>{{furtherTypes}}>({{arguments}});
            }
            """);
    }

    /// <summary>Calls the kernels of both files, which <see cref="FileMethod"/> names.</summary>
    public void Ladder(bool isUniform, string arguments) =>
        Ladder(FileMethod(RegisterFile.Wide, isUniform), FileMethod(RegisterFile.Narrow, isUniform), arguments);

    /// <summary>The name of a kernel of tiles: <c>…Wide</c> or <c>…Narrow</c>, and <c>…Tiles</c> where one serves both files.</summary>
    public string FileMethod(RegisterFile file, bool isUniform) => name + (isUniform ? "Tiles" : file == RegisterFile.Wide ? WideSuffix : NarrowSuffix);

    /// <summary>Writes the kernels of both files' tilings, whose tiles' bodies the caller writes.</summary>
    /// <param name="tilings">The tiles.</param>
    /// <param name="parameters">The kernels' parameters.</param>
    /// <param name="writeTile">Writes the body of a tile.</param>
    /// <param name="comment">What the kernel is and how it walks.</param>
    public void Tiles(PerFile<LaneTiling> tilings, IReadOnlyList<KernelParameter> parameters, Action<LaneTile> writeTile, string comment)
    {
        foreach (RegisterFile file in tilings.IsUniform ? [RegisterFile.Wide] : RegisterFiles.All)
        {
            Tiles(FileMethod(file, tilings.IsUniform), tilings[file].Tiles, parameters, (tile, _) => writeTile(tile), comment);
        }
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

    /// <summary>Writes one kernel that runs tiles, and those of the tiles, whose bodies the caller writes, given their number.</summary>
    public void Tiles(string method, IReadOnlyList<LaneTile> tiles, IReadOnlyList<KernelParameter> parameters, Action<LaneTile, int> writeTile, string comment = "")
    {
        if (tiles.Count == 1 && tiles[0].Count == 1)
        {
            using (Generic(method, parameters, comment: comment))
            {
                writeTile(tiles[0], 0);
            }

            return;
        }

        using (Generic(method, parameters, comment: comment))
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
                writeTile(tiles[i], i);
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
