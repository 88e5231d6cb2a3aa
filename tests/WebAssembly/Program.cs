using System.Diagnostics;
using System.Globalization;
using ShapeGen.WebAssembly;

// WebAssembly             checks what models compute against sums in double; the last line counts the checks
// WebAssembly --measure   also compares their time with plain loops: the median of the ratios of runs side by side
int passed = 0;
int failed = 0;
var random = new Random(5);
float[] image = Values(Head.InputLength, 4);
float[] kernel = Values(640, 1);
float[] bias = Values(10, 1);
Head head = Head.FromWeights(kernel, bias);

double[] means = [.. Enumerable.Range(0, 64).Select(channel => Enumerable.Range(0, 49).Average(position => (double)image[(position * 64) + channel]))];
double[] scores = [.. Enumerable.Range(0, 10).Select(unit => bias[unit] + Enumerable.Range(0, 64).Sum(i => means[i] * kernel[(i * 10) + unit]))];
float[] answer = new float[10];
head.Forward(image, answer);
Check("the head's answer", answer.Select(value => (double)value), Softmax(scores), 2e-5);

foreach ((string name, double[] row) in Rows())
{
    float[] y = new float[10];
    float[] x = [.. row.Select(value => (float)value)];
    Softmax10.Forward(x, y);
    Check($"softmax of {name}", y.Select(value => (double)value), Softmax(x.Select(value => (double)value)), 4e-7);
    LogSoftmax10.Forward(x, y);
    Check($"log-softmax of {name}", y.Select(value => Math.Exp(value)), Softmax(x.Select(value => (double)value)), 1e-5);
}

float[] many = Values(1000, 8);
float[] shares = new float[1000];
Softmax1000.Forward(many, shares);
Check("softmax of 1000", shares.Select(value => (double)value), Softmax(many.Select(value => (double)value)), 1e-6);
float[] fifty = Values(50, 2);
float[] oddKernel = Values(500, 1);
float[] rectified = new float[10];
Odd odd = Odd.FromWeights(oddKernel, bias);
odd.Forward(fifty, rectified);
Check("Dense(10), relu on (50)", rectified.Select(value => 1 + (double)value), Enumerable.Range(0, 10).Select(unit => 1 + Math.Max(0, bias[unit] + Enumerable.Range(0, 50).Sum(i => (double)fifty[i] * oddKernel[(i * 10) + unit]))), 1e-5);
float[] sixtyFour = Values(64, 20);
float[] curve = new float[64];
Sigmoid64.Forward(sixtyFour, curve);
Check("sigmoid", curve.Select(value => (double)value), sixtyFour.Select(value => 1 / (1 + Math.Exp(-value))), 1e-6);
Tanh64.Forward(sixtyFour, curve);
Check("tanh", curve.Select(value => 2 + (double)value), sixtyFour.Select(value => 2 + Math.Tanh(value)), 1e-6);
CheckOverlap("the output starts within the input", 9);
CheckOverlap("the input starts within the output", -9);
Softmax10.Forward(many.AsSpan(20, 10), many.AsSpan(30, 10));
Softmax10.Forward(many.AsSpan(20, 10), many.AsSpan(10, 10));
Check("buffers side by side", many.AsSpan(30, 10).ToArray().Select(value => (double)value), many.AsSpan(10, 10).ToArray().Select(value => (double)value), 0);
double[] rows = [.. Values(51, 30).Select(value => (double)value)];
double[] rowShares = new double[51];
SoftmaxRows.Forward(rows, rowShares);
Check("softmax of rows of double", rowShares, rows.Chunk(17).SelectMany(Softmax), 2e-15);
Half[] halves = [.. Values(21, 4).Select(value => (Half)value)];
Half[] halfShares = new Half[21];
SoftmaxHalf.Forward(halves, halfShares);
Check("softmax of halves", halfShares.Select(value => (double)value), Softmax(halves.Select(value => (double)value)), 1e-3);

if (args is ["--measure"])
{
    Measure();
}

Console.WriteLine($"WebAssembly: {passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

void Check(string name, IEnumerable<double> actual, IEnumerable<double> expected, double relative)
{
    (double Actual, double Expected)[] pairs = [.. actual.Zip(expected)];
    bool agrees = pairs.Length > 0 && pairs.All(pair => double.IsNaN(pair.Expected) ? double.IsNaN(pair.Actual) : Math.Abs(pair.Actual - pair.Expected) <= (relative * pair.Expected) + 1e-38);
    passed += agrees ? 1 : 0;
    failed += agrees ? 0 : 1;
    Console.WriteLine($"{(agrees ? "passed" : "FAILED")}: {name}{(agrees ? "" : ": " + string.Join(", ", pairs.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Actual:g9} for {pair.Expected:g9}"))))}");
}

void CheckOverlap(string name, int distance)
{
    try
    {
        Softmax10.Forward(many.AsSpan(100, 10), many.AsSpan(100 + distance, 10));
        Check(name, [0], [1], 0);
    }
    catch (ArgumentException)
    {
        Check(name, [0], [0], 0);
    }
}

IEnumerable<(string Name, double[] Row)> Rows()
{
    yield return ("ten numbers", [.. Values(10, 5).Select(value => (double)value)]);
    yield return ("large numbers", [1000, 999, -1000, 3e38, 2.9e38, 0, 1, 2, 3, 4]);
    yield return ("equal numbers", [.. Enumerable.Repeat(-7.0, 10)]);
    yield return ("a row with NaN", [0, 1, double.NaN, 2, 3, 4, 5, 6, 7, 8]);
    yield return ("a row with +∞", [0, 1, double.PositiveInfinity, 2, 3, 4, 5, 6, 7, 8]);
    yield return ("a row with −∞", [0, 1, double.NegativeInfinity, 2, 3, 4, 5, 6, 7, 8]);
    yield return ("−∞ alone", [.. Enumerable.Repeat(double.NegativeInfinity, 10)]);
}

static double[] Softmax(IEnumerable<double> row)
{
    double[] x = [.. row];
    double maximum = x.Max();
    double[] powers = [.. x.Select(value => Math.Exp(value - maximum))];
    double sum = powers.Sum();
    return [.. powers.Select(power => power / sum)];
}

float[] Values(int count, float range) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * range))];

void Measure()
{
    float[] features = Values(64, 2);
    float[] wide = Values(256, 2);
    float[] wideKernel = Values(256 * 64, 1);
    float[] wideBias = Values(64, 1);
    float[] pooled = new float[64];
    float[] ten = new float[10];
    float[] outputs = new float[64];
    Few few = Few.FromWeights(kernel, bias);
    Many all = Many.FromWeights(wideKernel, wideBias);
    Compare("GlobalAveragePooling2D of (7, 7, 64)", () => Pool.Forward(image, pooled), () => Loops.Mean(image, pooled, 49));
    Compare("Dense(10) on (64)", () => few.Forward(features, ten), () => Loops.Dense(features, kernel, bias, ten));
    Compare("Dense(10), relu on (50)", () => odd.Forward(fifty, ten), () => Loops.DenseRelu(fifty, oddKernel, bias, ten));
    Compare("Dense(64) on (256)", () => all.Forward(wide, outputs), () => Loops.Dense(wide, wideKernel, wideBias, outputs));
    Compare("softmax of 10 values", () => Softmax10.Forward(scoresOf(), ten), () => Loops.Softmax(scoresOf(), ten));
    Compare("softmax of 1000 values", () => Softmax1000.Forward(many, shares), () => Loops.Softmax(many, shares));
    Compare("log-softmax of 10 values", () => LogSoftmax10.Forward(scoresOf(), ten), () => Loops.LogSoftmax(scoresOf(), ten));
    Compare("sigmoid of 64 values", () => Sigmoid64.Forward(features, outputs), () => Loops.Sigmoid(features, outputs));
    Compare("tanh of 64 values", () => Tanh64.Forward(features, outputs), () => Loops.Tanh(features, outputs));
    Compare("the head: pooling, Dense(10), softmax", () => head.Forward(image, ten), () =>
    {
        Loops.Mean(image, pooled, 49);
        Loops.Dense(pooled, kernel, bias, ten);
        Loops.Softmax(ten, ten);
    });

    float[] scoresOf() => bias;
}

static void Compare(string name, Action model, Action loops)
{
    const int Rounds = 101;
    int calls = 1;

    // The interpreter compiles loops that have run often enough.
    Time(model, 3000);
    Time(loops, 3000);
    while (Time(loops, calls) < 1000 && calls < 1 << 20)
    {
        calls *= 2;
    }

    (double Model, double Loops)[] times = [.. Enumerable.Range(0, Rounds).Select(_ => (Time(model, calls) / calls, Time(loops, calls) / calls))];
    double ratio = times.Select(time => time.Model / time.Loops).Order().ElementAt(Rounds / 2);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {times.Select(time => time.Model).Order().ElementAt(Rounds / 2):0.00} µs, plain loops {times.Select(time => time.Loops).Order().ElementAt(Rounds / 2):0.00} µs, ratio {ratio:0.00}"));
}

static double Time(Action action, int calls)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < calls; i++)
    {
        action();
    }

    return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
}
