using MyApp;

float[] features = new float[DigitHead.InputLength];
for (int i = 0; i < features.Length; i++)
{
    features[i] = i % 7 / 7f;
}

DigitHead model = DigitHead.Load();
DigitHead fromFile = DigitHead.Load(args[0]);
Span<float> scores = stackalloc float[DigitHead.OutputLength];
Span<float> others = stackalloc float[DigitHead.OutputLength];
model.Forward(features, scores);
fromFile.Forward(features, others);
long before = GC.GetAllocatedBytesForCurrentThread();
for (int i = 0; i < 1000; i++)
{
    model.Forward(features, scores);
}

long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
Console.WriteLine($"allocated {allocated}");
Console.WriteLine($"sum {Math.Round(Sum(scores), 5)}");
Console.WriteLine($"same bits {scores.SequenceEqual(others)}");
Console.WriteLine(DigitHead.Summary.Contains("Total params: 330"));

static float Sum(ReadOnlySpan<float> values)
{
    float sum = 0;
    foreach (float value in values)
    {
        sum += value;
    }

    return sum;
}
