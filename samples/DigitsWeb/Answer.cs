using System.Buffers;
using System.Text.Json;
using ShapeGen.Extensions.Hosting;

namespace DigitsWeb;

/// <summary>One network's part of a response, written as it is computed, so that a request allocates no arrays.</summary>
internal static class Answer
{
    /// <summary>The digit with the greatest probability; the smaller digit where two are equal.</summary>
    public static int Of(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int digit = 1; digit < probabilities.Length; digit++)
        {
            best = probabilities[digit] > probabilities[best] ? digit : best;
        }

        return best;
    }

    /// <summary>Runs the network and writes version, answer, probabilities and time, and with them maps and means where they are asked for.</summary>
    public static void Write<TNetwork>(Utf8JsonWriter json, string name, ModelSource<TNetwork> source, ReadOnlySpan<float> image, bool withMaps)
        where TNetwork : class, IDigitNetwork
    {
        Span<float> maps = stackalloc float[IDigitNetwork.MapsLength];
        Span<float> pooled = stackalloc float[TNetwork.PooledLength];
        Span<float> probabilities = stackalloc float[IDigitNetwork.Classes];
        using ModelCall<TNetwork> call = source.Begin();
        call.Model.Forward(image, maps, pooled, probabilities);
        double microseconds = call.Elapsed.TotalMicroseconds;

        json.WriteStartObject(name);
        json.WriteNumber("version"u8, call.Version);
        json.WriteNumber("answer"u8, Of(probabilities));
        WriteNumbers(json, "probabilities", probabilities);
        json.WriteNumber("microseconds"u8, Math.Round(microseconds, 2));
        if (withMaps)
        {
            WriteNumbers(json, "maps", maps);
            WriteNumbers(json, "kept", TNetwork.PooledLength == 0 ? maps : pooled);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
