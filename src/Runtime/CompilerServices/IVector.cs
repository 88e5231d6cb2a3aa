using System.ComponentModel;
using System.Numerics;

namespace ShapeGen.CompilerServices;

/// <summary>
/// A block of 64 bytes of lanes, 16 <see cref="float"/> or 8 <see cref="double"/>, held in one 512-bit, two 256-bit or
/// four 128-bit registers. Generated kernels are generic over it.
/// </summary>
/// <remarks>
/// The number of lanes is the same on every machine, so a kernel sums in the same order everywhere and its results are
/// the same bits wherever fused multiply-add exists; the registers behind a block only decide the speed.
/// <para>
/// Memory may hold the lanes as <typeparamref name="T"/> or, where <typeparamref name="T"/> is <see cref="float"/>, as
/// <see cref="Half"/>: the methods with a <c>TStorage</c> widen on load and round to nearest even on store. Any other
/// storage type is a <see cref="NotSupportedException"/>. Indices count elements of the storage type, and nothing is
/// checked against bounds: the generator has proved them from the shapes.
/// </para>
/// <para>
/// What kernels call most stands last: the runtime of .NET 10 finds a static member's implementation sooner there, which
/// the JIT asks for at every call.
/// </para>
/// </remarks>
/// <typeparam name="TSelf">The implementing block.</typeparam>
/// <typeparam name="T">The type that is computed in: <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of lanes: 64 / sizeof(<typeparamref name="T"/>).</summary>
    static abstract nuint Count { get; }

    /// <summary>All lanes the element at <paramref name="index"/>.</summary>
    static abstract TSelf SplatAt<TStorage>(ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>Loads the block that starts at <paramref name="index"/>.</summary>
    static abstract TSelf Load<TStorage>(ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>
    /// Loads only the first <paramref name="lanes"/> elements, 0 to <see cref="Count"/>, at <paramref name="index"/>; the
    /// other lanes are <paramref name="fill"/> and their memory is not touched.
    /// </summary>
    static abstract TSelf LoadFirst<TStorage>(ref readonly TStorage origin, nuint index, int lanes, T fill) where TStorage : unmanaged;

    /// <summary>The element at <paramref name="index"/> in the first lane, the others +0.</summary>
    static abstract TSelf LoadOne<TStorage>(ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>
    /// Loads only the <paramref name="lanes"/> elements, 0 to <see cref="Count"/>, that end before <paramref name="end"/> into
    /// the last lanes; the other lanes are <paramref name="fill"/> and their memory is not touched.
    /// </summary>
    static abstract TSelf LoadLast<TStorage>(ref readonly TStorage origin, nuint end, int lanes, T fill) where TStorage : unmanaged;

    /// <summary>Stores the block at <paramref name="index"/>.</summary>
    static abstract void Store<TStorage>(TSelf value, ref TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>Stores only the first <paramref name="lanes"/> lanes, 0 to <see cref="Count"/>; no other memory is touched.</summary>
    static abstract void StoreFirst<TStorage>(TSelf value, ref TStorage origin, nuint index, int lanes) where TStorage : unmanaged;

    /// <summary>Stores only the last <paramref name="lanes"/> lanes, 0 to <see cref="Count"/>, so that they end before <paramref name="end"/>.</summary>
    static abstract void StoreLast<TStorage>(TSelf value, ref TStorage origin, nuint end, int lanes) where TStorage : unmanaged;

    /// <summary><paramref name="sum"/> + memory, in one instruction where the storage type allows it.</summary>
    static abstract TSelf AddAt<TStorage>(TSelf sum, ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>Maximum(<paramref name="maximum"/>, memory), as <see cref="Maximum"/>.</summary>
    static abstract TSelf MaximumAt<TStorage>(TSelf maximum, ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>
    /// <see cref="MaximumOfNumbers"/> of memory and <paramref name="maximum"/>. The square of what
    /// memory holds is added to <paramref name="witness"/>, which so becomes NaN with the first NaN and never otherwise
    /// (a multiply-add, because additions would wait for the units that compare).
    /// </summary>
    static abstract TSelf MaximumOfNumbersAt<TStorage>(TSelf maximum, ref TSelf witness, ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary><paramref name="factor"/> · memory + <paramref name="sum"/>, as <see cref="MultiplyAdd"/>.</summary>
    static abstract TSelf MultiplyAddAt<TStorage>(TSelf factor, ref readonly TStorage origin, nuint index, TSelf sum) where TStorage : unmanaged;

    /// <summary>Adds <paramref name="factor"/> · memory to <paramref name="sum"/>, as <see cref="AddProduct"/>.</summary>
    static abstract void AddProductAt<TStorage>(ref TSelf sum, TSelf factor, ref readonly TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>Lane-wise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Lane-wise quotient, correctly rounded.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Lane-wise negation: flips the sign, of zeros and NaN as well.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>IEEE 754-2019 maximum: NaN propagates and +0 is greater than −0.</summary>
    static abstract TSelf Maximum(TSelf left, TSelf right);

    /// <summary>
    /// <see cref="Maximum"/> of blocks without NaN; where there is one, the lane holds anything. Of zeros of both signs it
    /// may be the second one, which <see cref="Doubt"/> finds out.
    /// </summary>
    static abstract TSelf MaximumOfNumbers(TSelf left, TSelf right);

    /// <summary>The <paramref name="witness"/>, NaN where <paramref name="maximum"/> is a −0 that may have been preferred to +0.</summary>
    static abstract TSelf Doubt(TSelf witness, TSelf maximum);

    /// <summary>Whether any lane is NaN.</summary>
    static abstract bool IsAnyNaN(TSelf value);

    /// <summary>IEEE 754-2019 minimum: NaN propagates and −0 is less than +0.</summary>
    static abstract TSelf Minimum(TSelf left, TSelf right);

    /// <summary>Absolute value: clears the sign bit.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>Square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The magnitude of one and the sign bit of the other.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>All bits of a lane set where <paramref name="left"/> &lt; <paramref name="right"/>; false for NaN.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>All bits of a lane set where <paramref name="left"/> ≤ <paramref name="right"/>; false for NaN.</summary>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>A lane of <paramref name="whenTrue"/> where the mask's bits are set, else of <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>
    /// The last <paramref name="lanes"/> lanes as they are, all others +0 (whatever they held, NaN as well): what an
    /// overlapping last load adds to a sum.
    /// </summary>
    static abstract TSelf KeepLast(TSelf value, int lanes);

    /// <summary>
    /// <paramref name="value"/> · 2^<paramref name="exponent"/> for integral exponents of at most 252 (2,044 for
    /// <see cref="double"/>) in size and values near 1: two powers of two are multiplied in, so that results may be
    /// subnormal (rounded once), zero or infinite.
    /// </summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf value, TSelf exponent);

    /// <summary>The unbiased exponent of positive finite normal numbers, as a number: floor(log2(value)).</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>The significand of positive finite normal numbers, in [1, 2).</summary>
    static abstract TSelf Significand(TSelf value);

    /// <summary>
    /// The sum of the lanes in one fixed order: lane i + lane i + Count/2, then Count/4 and so on down to one.
    /// </summary>
    static abstract T SumAcross(TSelf value);

    /// <summary>The <see cref="SumAcross"/> of four blocks in the first four lanes; what the others hold is left open.</summary>
    static abstract TSelf SumsAcross(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>The <see cref="MaximumAcross"/> of four blocks in the first four lanes; what the others hold is left open.</summary>
    static abstract TSelf MaximaAcross(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>The first four lanes of four blocks side by side, or of <paramref name="a"/> and <paramref name="b"/> where a block has but eight.</summary>
    static abstract TSelf JoinFours(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>The <see cref="Maximum"/> of the lanes.</summary>
    static abstract T MaximumAcross(TSelf value);

    /// <summary>Loads the 2 · <see cref="Count"/> halves from <paramref name="index"/> on as they are: two a lane, the first in its low 16 bits.</summary>
    static abstract TSelf LoadPairs(ref readonly Half origin, nuint index);

    /// <summary>
    /// The low half of each lane of pairs, times 2^-112: that is exact and needs no more than moving the bits. Infinities
    /// and NaN come out as finite numbers.
    /// </summary>
    static abstract TSelf LowHalf(TSelf pairs);

    /// <summary>The high half of each lane of pairs, as <see cref="LowHalf"/>.</summary>
    static abstract TSelf HighHalf(TSelf pairs);

    /// <summary><paramref name="factor"/> · <see cref="LowHalf"/> + <paramref name="sum"/>, as <see cref="MultiplyAdd"/>.</summary>
    static abstract TSelf MultiplyAddLow(TSelf factor, TSelf pairs, TSelf sum);

    /// <summary><paramref name="factor"/> · <see cref="HighHalf"/> + <paramref name="sum"/>, as <see cref="MultiplyAdd"/>.</summary>
    static abstract TSelf MultiplyAddHigh(TSelf factor, TSelf pairs, TSelf sum);

    /// <summary>The low half of each lane of pairs, whatever it is.</summary>
    static abstract TSelf WidenLow(TSelf pairs);

    /// <summary>The high half of each lane of pairs, whatever it is.</summary>
    static abstract TSelf WidenHigh(TSelf pairs);

    /// <summary>The larger in size of each two halves, as pairs without signs; NaN is larger than the infinities.</summary>
    static abstract TSelf LargestHalves(TSelf largest, TSelf pairs);

    /// <summary>No half of pairs without signs is an infinity or NaN.</summary>
    static abstract bool AreFiniteHalves(TSelf largest);

    /// <summary>Stores the lanes of both blocks in turn, as they came from pairs: 2 · <see cref="Count"/> elements.</summary>
    static abstract void StorePairs<TStorage>(TSelf low, TSelf high, ref TStorage origin, nuint index) where TStorage : unmanaged;

    /// <summary>The smaller of <paramref name="value"/> and <paramref name="bound"/>, which is a number; NaN stays, and so do zeros of either sign.</summary>
    static abstract TSelf AtMost(TSelf value, TSelf bound);

    /// <summary>The larger of <paramref name="value"/> and <paramref name="bound"/>, which is a number; NaN stays, and so do zeros of either sign.</summary>
    static abstract TSelf AtLeast(TSelf value, TSelf bound);

    /// <summary>All lanes <paramref name="value"/>, rounded to <typeparamref name="T"/>; folds to a constant.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Splat(T value);

    /// <summary>All lanes +0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Lane-wise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane-wise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary><paramref name="sum"/> + memory that holds <typeparamref name="T"/>.</summary>
    static abstract TSelf AddAt(TSelf sum, ref readonly T origin, nuint index);

    /// <summary><paramref name="factor"/> · memory that holds <typeparamref name="T"/> + <paramref name="sum"/>, as <see cref="MultiplyAdd"/>.</summary>
    static abstract TSelf MultiplyAddAt(TSelf factor, ref readonly T origin, nuint index, TSelf sum);

    /// <summary>Stores the block at <paramref name="index"/> of memory that holds <typeparamref name="T"/>.</summary>
    static abstract void Store(TSelf value, ref T origin, nuint index);

    /// <summary>All lanes the element at <paramref name="index"/> of memory that holds <typeparamref name="T"/>.</summary>
    static abstract TSelf SplatAt(ref readonly T origin, nuint index);

    /// <summary>Loads the block that starts at <paramref name="index"/> of memory that holds <typeparamref name="T"/>.</summary>
    static abstract TSelf Load(ref readonly T origin, nuint index);

    /// <summary>
    /// <paramref name="left"/> · <paramref name="right"/> + <paramref name="addend"/>, rounded once where the machine
    /// has FMA and twice elsewhere: never the slow software path of a fused multiply-add.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Adds <paramref name="factor"/> · memory that holds <typeparamref name="T"/> to <paramref name="sum"/>, as <see cref="AddProduct"/>.</summary>
    static abstract void AddProductAt(ref TSelf sum, TSelf factor, ref readonly T origin, nuint index);

    /// <summary>
    /// Adds <paramref name="left"/> · <paramref name="right"/> to <paramref name="sum"/>, as <see cref="MultiplyAdd"/>. The sum stays where it
    /// is: a block of several registers that a method returns is copied, one register move a multiply-add.
    /// </summary>
    static abstract void AddProduct(ref TSelf sum, TSelf left, TSelf right);
}
