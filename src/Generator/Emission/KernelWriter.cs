using ShapeGen.Generator.Emission.Kernels;
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
/// What every step's kernel has in common: methods generic over the block, or for one register file alone, and the ladder that picks
/// the widest registers of the machine (the JIT folds it away).
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="name">The step's method name; the kernels' names start with it.</param>
/// <param name="element">The model's element type.</param>
internal sealed class KernelWriter(SourceWriter writer, string name, ElementType element)
{
    public const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    public const string Services = "global::ShapeGen.CompilerServices";

    /// <summary>What the name of a tiling's narrow kernel ends in.</summary>
    public const string NarrowSuffix = "Narrow";

    /// <summary>The end of the names of kernels for 32 registers of 512 bits, where others are for narrower ones.</summary>
    public const string WideSuffix = "Wide";

    /// <summary>The end of the names of kernels for 256-bit registers alone.</summary>
    public const string MiddleSuffix = "Middle";

    public const string Intrinsics = "global::System.Runtime.Intrinsics";
    public const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    /// <summary>Keeps kernels out of tiering: without it the first tenths of a second run several times slower.</summary>
    public const string Optimized = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    /// <summary>
    /// The same for kernels over blocks, and out of their callers: one that is recompiled by its profile would take them in, until the
    /// JIT inlines no more and operations of blocks are calls.
    /// </summary>
    private const string Apart = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization | global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    public SourceWriter Writer => writer;

    public string Name => name;

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string ComputeType => element.ComputeName();

    /// <summary>The writer of kernels whose names start with this one's and a suffix.</summary>
    public KernelWriter Part(string suffix) => new(writer, name + suffix, element);

    /// <summary>The kernel for a register file, where each has its own.</summary>
    public KernelMethod Own(RegisterFile file) => new(name + (file == RegisterFile.Wide ? WideSuffix : NarrowSuffix), BlockOperations.For(file, element));

    /// <summary>
    /// The kernel for 256-bit registers alone, which does what the narrow one does and which the JIT compiles in about half the time; null
    /// where there is none.
    /// </summary>
    public KernelMethod? Middle => BlockOperations.OfHalves(element) is { } blocks ? new(name + MiddleSuffix, blocks) : null;

    /// <summary>The kernels that run what is planned for a register file, where each has its own.</summary>
    public IEnumerable<KernelMethod> All(RegisterFile file) => file == RegisterFile.Narrow && Middle is { } middle ? [middle, Own(file)] : [Own(file)];

    /// <summary>Starts a kernel.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="comment">What the kernel is and how it walks; none for a part of a kernel.</param>
    public SourceWriter.BlockScope Method(KernelMethod method, IReadOnlyList<KernelParameter> parameters, string comment = "")
    {
        if (method.Blocks.IsGeneric)
        {
            return Generic(method.Name, parameters, comment: comment);
        }

        writer.Line();
        writer.Comment(comment);
        writer.Line(Apart);
        return writer.Block($"private static void {method.Name}({Declare(parameters)})");
    }

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
            writer.Line($"where V : struct, {Services}.{block}<V, {ComputeType}>");
        }

        return writer.Block();
    }

    /// <summary>Calls a kernel that is generic over the block with the widest registers there are.</summary>
    /// <param name="kernel">Its name.</param>
    /// <param name="arguments">What is passed.</param>
    /// <param name="furtherTypes">Type arguments after the block, each after a comma.</param>
    public void Ladder(string kernel, string arguments, string furtherTypes = "") =>
        Ladder(KernelMethod.Generic(kernel), KernelMethod.Generic(kernel), KernelMethod.Generic(kernel), arguments, furtherTypes);

    /// <summary>Calls the kernel for 32 registers of 512 bits, the one for 256-bit registers, or the one for narrower ones.</summary>
    public void Ladder(KernelMethod wide, KernelMethod middle, KernelMethod narrow, string arguments, string furtherTypes = "")
    {
        writer.Line($$"""
            if ({{Intrinsics}}.Vector512.IsHardwareAccelerated)
            {
                {{wide.Name}}{{TypeArguments(wide, 512)}}({{arguments}});
            }
            else if ({{Intrinsics}}.Vector256.IsHardwareAccelerated)
            {
                {{middle.Name}}{{TypeArguments(middle, 256)}}({{arguments}});
            }
            else
            {
                {{narrow.Name}}{{TypeArguments(narrow, 128)}}({{arguments}});
            }
            """);

        string TypeArguments(KernelMethod method, int bits) =>
            method.Blocks.IsGeneric ? $"<{Services}.Lanes{CSharpLiteral.Of(bits)}<{ComputeType}>{furtherTypes}>" : "";
    }

    /// <summary>Calls the kernels of <see cref="All"/>.</summary>
    public void LadderOfFiles(string arguments) => Ladder(Own(RegisterFile.Wide), Middle ?? Own(RegisterFile.Narrow), Own(RegisterFile.Narrow), arguments);

    /// <summary>Calls the kernels of both files, which are generic over the block.</summary>
    public void LadderOfBlocks(bool isUniform, string arguments) =>
        LadderOfBlocks(FileMethod(RegisterFile.Wide, isUniform).Name, FileMethod(RegisterFile.Narrow, isUniform).Name, arguments);

    /// <summary>The same, given their names.</summary>
    public void LadderOfBlocks(string wide, string narrow, string arguments) =>
        Ladder(KernelMethod.Generic(wide), KernelMethod.Generic(narrow), KernelMethod.Generic(narrow), arguments);

    /// <summary>Calls the kernels of tilings.</summary>
    public void Ladder(bool isUniform, string arguments)
    {
        if (isUniform)
        {
            Ladder(FileMethod(RegisterFile.Wide, isUniform).Name, arguments);
        }
        else
        {
            LadderOfFiles(arguments);
        }
    }

    /// <summary>A kernel of tiles: <c>…Wide</c> or <c>…Narrow</c>, and <c>…Tiles</c> where one serves both files.</summary>
    public KernelMethod FileMethod(RegisterFile file, bool isUniform) => isUniform ? KernelMethod.Generic(name + "Tiles") : Own(file);

    /// <summary>Writes the kernels of both files' tilings, whose tiles' bodies the caller writes.</summary>
    /// <param name="tilings">The tiles.</param>
    /// <param name="parameters">The kernels' parameters.</param>
    /// <param name="writeTile">Writes the body of a tile.</param>
    /// <param name="comment">What the kernel is and how it walks, which is said once for all files.</param>
    public void Tiles(PerFile<LaneTiling> tilings, IReadOnlyList<KernelParameter> parameters, Action<LaneTile, BlockOperations> writeTile, string comment)
    {
        foreach (RegisterFile file in tilings.IsUniform ? [RegisterFile.Wide] : RegisterFiles.All)
        {
            foreach (KernelMethod method in tilings.IsUniform ? [FileMethod(file, isUniform: true)] : All(file))
            {
                string own = file == RegisterFile.Wide ? comment : method.Blocks.IsGeneric ? "The same for narrower registers." : "The same for 256-bit registers, in halves of blocks.";
                Tiles(method, tilings[file].Tiles, parameters, (tile, _) => writeTile(tile, method.Blocks), own);
            }
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
    public void Tiles(KernelMethod method, IReadOnlyList<LaneTile> tiles, IReadOnlyList<KernelParameter> parameters, Action<LaneTile, int> writeTile, string comment = "")
    {
        if (tiles.Count == 1 && tiles[0].Count == 1)
        {
            using (Method(method, parameters, comment))
            {
                writeTile(tiles[0], 0);
            }

            return;
        }

        using (Method(method, parameters, comment))
        {
            for (int i = 0; i < tiles.Count; i++)
            {
                WriteTileCalls(Tile(method, i), tiles[i], parameters);
            }
        }

        for (int i = 0; i < tiles.Count; i++)
        {
            using (Method(Tile(method, i), parameters))
            {
                writeTile(tiles[i], i);
            }
        }
    }

    private void WriteTileCalls(KernelMethod method, LaneTile tile, IReadOnlyList<KernelParameter> parameters)
    {
        if (tile.Count == 1)
        {
            IEnumerable<string> constant = parameters.Select(p => p.IsValue ? p.Name : At(p.Name, CSharpLiteral.Of(p.Offset(tile.Start))));
            writer.Line(method.Call(constant));
            return;
        }

        int end = tile.Start + (tile.Count * tile.Stride);
        using (writer.Block($"for (nuint lane = {CSharpLiteral.Of(tile.Start)}; lane < {CSharpLiteral.Of(end)}; lane += {CSharpLiteral.Of(tile.Stride)})"))
        {
            IEnumerable<string> moving = parameters.Select(p => p.IsValue ? p.Name : At(p.Name, p.FollowsLanes ? "lane" : "0"));
            writer.Line(method.Call(moving));
        }
    }

    private static KernelMethod Tile(KernelMethod method, int index) => method.Part(index == 0 ? "Tile" : "LastTile");
}
