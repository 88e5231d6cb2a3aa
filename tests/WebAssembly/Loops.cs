namespace ShapeGen.WebAssembly;

/// <summary>The same as one would write it without thinking of speed: plain loops over arrays.</summary>
internal static class Loops
{
    public static void Mean(float[] x, float[] y, int positions)
    {
        for (int channel = 0; channel < y.Length; channel++)
        {
            float sum = 0;
            for (int position = 0; position < positions; position++)
            {
                sum += x[(position * y.Length) + channel];
            }

            y[channel] = sum / positions;
        }
    }

    public static void Dense(float[] x, float[] kernel, float[] bias, float[] y)
    {
        for (int unit = 0; unit < y.Length; unit++)
        {
            float sum = bias[unit];
            for (int i = 0; i < x.Length; i++)
            {
                sum += x[i] * kernel[(i * y.Length) + unit];
            }

            y[unit] = sum;
        }
    }

    public static void Softmax(float[] x, float[] y)
    {
        float maximum = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            maximum = MathF.Max(maximum, x[i]);
        }

        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Exp(x[i] - maximum);
            sum += y[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] /= sum;
        }
    }

    public static void DenseRelu(float[] x, float[] kernel, float[] bias, float[] y)
    {
        Dense(x, kernel, bias, y);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = MathF.Max(y[i], 0);
        }
    }

    public static void Sigmoid(float[] x, float[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = 1 / (1 + MathF.Exp(-x[i]));
        }
    }

    public static void Tanh(float[] x, float[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Tanh(x[i]);
        }
    }

    public static void LogSoftmax(float[] x, float[] y)
    {
        float maximum = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            maximum = MathF.Max(maximum, x[i]);
        }

        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += MathF.Exp(x[i] - maximum);
        }

        float logOfSum = MathF.Log(sum);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] - maximum - logOfSum;
        }
    }
}
