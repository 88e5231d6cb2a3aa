using ShapeGen.Generator.Planning.Kernels;

namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>
/// How the text of a kernel says what it does with blocks of lanes: in members of the block <c>V</c> that it is generic over, or, where it
/// is for registers of 512 or of 256 bits alone, in those of .NET's vectors. The JIT looks up and inlines every member of <c>V</c> at every
/// call, which is most of a network's time to its first result; the vectors' members it knows.
/// </summary>
internal abstract class BlockOperations
{
    /// <summary>Operations of the block <c>V</c>.</summary>
    public static BlockOperations OfBlock { get; } = new OperationsOfBlock("<V>");

    /// <summary>The operations of kernels for a register file. <see cref="ElementType.Half"/> is widened on the way, which only blocks do.</summary>
    public static BlockOperations For(RegisterFile file, ElementType element) =>
        file == RegisterFile.Wide && element != ElementType.Half ? new OperationsOfRegister(512, element.ComputeName()) : OfBlock;

    /// <summary>The operations of kernels for 256-bit registers alone, in which a block is two; null where only blocks will do, as in <see cref="For"/>.</summary>
    public static BlockOperations? OfHalves(ElementType element) => element == ElementType.Half ? null : new OperationsOfRegister(256, element.ComputeName());

    /// <summary>Operations of the block <c>V</c> of kernels that others call with blocks in two registers of 256 bits, whatever their own are.</summary>
    public static BlockOperations OfTwoRegisters(ElementType element) => new OperationsOfBlock($"<{KernelWriter.Services}.Lanes256<{element.ComputeName()}>>");

    /// <summary>Kernels with these operations are generic over the block.</summary>
    public virtual bool IsGeneric => false;

    /// <summary>Values that a block is in the text: one, or two halves.</summary>
    protected virtual int Parts => 1;

    /// <summary>A value of the text is half a block.</summary>
    public bool AreHalves => Parts > 1;

    /// <summary>What declares a block.</summary>
    public abstract string Type { get; }

    /// <summary>What stands after the name of a kernel that another one with the same operations calls.</summary>
    public abstract string TypeArgument { get; }

    /// <summary>All lanes +0.</summary>
    public abstract string Zero { get; }

    /// <summary>Lanes of a value.</summary>
    /// <param name="block">Lanes of a block.</param>
    public int Lanes(int block) => block / Parts;

    /// <summary>The values that blocks are in the text.</summary>
    /// <param name="offsets">Where the blocks start.</param>
    /// <param name="block">Lanes of a block.</param>
    /// <param name="stored">Lanes that are stored, of a single block of which not all are; else 0.</param>
    public IReadOnlyList<LanePart> Split(IEnumerable<int> offsets, int block, int stored = 0) =>
    [
        .. from offset in offsets
           from part in Enumerable.Range(0, Parts)
           let start = part * Lanes(block)
           where stored == 0 || start < stored
           select new LanePart(offset + start, stored == 0 || start + Lanes(block) <= stored ? 0 : stored - start, part == 0),
    ];

    /// <summary>The value that starts at an index.</summary>
    public abstract string Load(string reference, string index);

    /// <summary>The first lanes of the block that starts at an index, the others +0.</summary>
    public abstract string LoadFirst(string reference, string index, int lanes);

    /// <summary>All lanes the element at an index.</summary>
    public abstract string SplatAt(string reference, string index);

    /// <summary>The statement that sets all lanes of a value to +0.</summary>
    public static string Clear(string value) => $"{value} = default;";

    /// <summary>The statement that adds left · right to a sum, rounded once.</summary>
    public abstract string AddProduct(string sum, string left, string right);

    /// <summary>The statement that adds factor · memory to a sum.</summary>
    public abstract string AddProductAt(string sum, string factor, string reference, string index);

    /// <summary>The statement that stores a block at an index.</summary>
    public abstract string Store(string value, string reference, string index);

    /// <summary>The statement that stores the first lanes of a block.</summary>
    public abstract string StoreFirst(string value, string reference, string index, int lanes);

    /// <summary>The sums over the lanes of four blocks in the first four lanes.</summary>
    public abstract string SumsAcross(IEnumerable<string> four);

    /// <summary>The first four lanes of four blocks side by side.</summary>
    public abstract string JoinFours(IEnumerable<string> four);

    /// <summary>A function of a class of the runtime, of each lane.</summary>
    public abstract string Apply(string functions, string function, string compute, string value);

    private sealed class OperationsOfBlock(string typeArgument) : BlockOperations
    {
        public override bool IsGeneric => true;

        public override string Type => "V";

        public override string TypeArgument => typeArgument;

        public override string Zero => "V.Zero";

        public override string Load(string reference, string index) => $"V.Load(ref {reference}, {index})";

        public override string LoadFirst(string reference, string index, int lanes) => $"V.LoadFirst(ref {reference}, {index}, {CSharpLiteral.Of(lanes)}, 0)";

        public override string SplatAt(string reference, string index) => $"V.SplatAt(ref {reference}, {index})";

        public override string AddProduct(string sum, string left, string right) => $"V.AddProduct(ref {sum}, {left}, {right});";

        public override string AddProductAt(string sum, string factor, string reference, string index) => $"V.AddProductAt(ref {sum}, {factor}, ref {reference}, {index});";

        public override string Store(string value, string reference, string index) => $"V.Store({value}, ref {reference}, {index});";

        public override string StoreFirst(string value, string reference, string index, int lanes) => $"V.StoreFirst({value}, ref {reference}, {index}, {CSharpLiteral.Of(lanes)});";

        public override string SumsAcross(IEnumerable<string> four) => $"V.SumsAcross({string.Join(", ", four)})";

        public override string JoinFours(IEnumerable<string> four) => $"V.JoinFours({string.Join(", ", four)})";

        public override string Apply(string functions, string function, string compute, string value) => $"{KernelWriter.Services}.{functions}.{function}<V, {compute}>({value})";
    }

    private sealed class OperationsOfRegister(int bits, string compute) : BlockOperations
    {
        /// <summary>Functions that the runtime has for registers, as most convolutions end with one of them.</summary>
        private static readonly HashSet<string> Functions = ["Relu", "Relu6"];

        protected override int Parts => 512 / bits;

        public override string Type => "var";

        public override string TypeArgument => "";

        public override string Zero => $"{Vector}<{compute}>.Zero";

        public override string Load(string reference, string index) => $"{Vector}.LoadUnsafe(ref {reference}, {index})";

        public override string LoadFirst(string reference, string index, int lanes) => $"{Registers}.LoadFirst(ref {reference}, {index}, {CSharpLiteral.Of(lanes)})";

        public override string SplatAt(string reference, string index) => $"{Vector}.Create({KernelWriter.Unsafe}.Add(ref {reference}, {index}))";

        public override string AddProduct(string sum, string left, string right) => $"{sum} = {Vector}.FusedMultiplyAdd({left}, {right}, {sum});";

        public override string AddProductAt(string sum, string factor, string reference, string index) => AddProduct(sum, factor, Load(reference, index));

        public override string Store(string value, string reference, string index) => $"{Vector}.StoreUnsafe({value}, ref {reference}, {index});";

        public override string StoreFirst(string value, string reference, string index, int lanes) => $"{Registers}.StoreFirst({value}, ref {reference}, {index}, {CSharpLiteral.Of(lanes)});";

        public override string SumsAcross(IEnumerable<string> four) => $"{Registers}.SumsAcross({string.Join(", ", four)})";

        public override string JoinFours(IEnumerable<string> four) => $"{Registers}.JoinFours({string.Join(", ", four)})";

        public override string Apply(string functions, string function, string compute, string value) => Functions.Contains(function)
            ? $"{Registers}.{function}({value})"
            : OfFunction($"{KernelWriter.Services}.{functions}.{function}<{KernelWriter.Services}.Lanes{CSharpLiteral.Of(bits)}<{compute}>, {compute}>", value);

        /// <summary>A function of blocks: a 512-bit register converts to one and back, a smaller one is the start of one.</summary>
        private string OfFunction(string function, string value) => Parts == 1 ? $"({Vector}<{compute}>){function}({value})" : $"{Registers}.First({function}({Registers}.Block({value})))";

        private string Vector => $"{KernelWriter.Intrinsics}.Vector{CSharpLiteral.Of(bits)}";

        private string Registers => $"{KernelWriter.Services}.Registers{CSharpLiteral.Of(bits)}";
    }
}
