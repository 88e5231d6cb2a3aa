namespace ShapeGen.SelfCheck.Reference;

/// <summary>A sum of twice double's precision, from Knuth's TwoSum and Veltkamp's and Dekker's TwoProduct.</summary>
/// <remarks>T. Ogita, S. Rump, S. Oishi, Accurate Sum and Dot Product, 2005. No fused multiply-add, which not every processor has.</remarks>
internal struct CompensatedSum
{
    /// <summary>2^27 + 1 halves the 53 bits of a double.</summary>
    private const double Splitter = 134217729;

    private double _high;
    private double _low;

    /// <summary>The sum, rounded.</summary>
    public readonly double High => double.IsFinite(_low) ? _high + _low : _high;

    /// <summary>What <see cref="High"/> leaves of it.</summary>
    public readonly double Low => double.IsFinite(_low) ? _high - High + _low : 0;

    public void Add(double value)
    {
        double sum = _high + value;
        double part = sum - _high;
        _low += _high - (sum - part) + (value - part);
        _high = sum;
    }

    public void AddProduct(double x, double y)
    {
        double product = x * y;
        if (double.IsFinite(product) && Math.Abs(x) < 1e150 && Math.Abs(y) < 1e150)
        {
            (double xHigh, double xLow) = Split(x);
            (double yHigh, double yLow) = Split(y);
            _low += (xLow * yLow) - (product - (xHigh * yHigh) - (xLow * yHigh) - (xHigh * yLow));
        }

        Add(product);
    }

    /// <summary>The sum divided by a small whole number, again in two parts.</summary>
    public readonly (double High, double Low) DividedBy(int count)
    {
        double quotient = High / count;
        CompensatedSum rest = this;
        rest.AddProduct(quotient, -count);
        double tail = rest.High / count;
        return double.IsFinite(tail) ? (quotient, tail) : (quotient, 0);
    }

    private static (double High, double Low) Split(double value)
    {
        double scaled = Splitter * value;
        double high = scaled - (scaled - value);
        return (high, value - high);
    }
}
