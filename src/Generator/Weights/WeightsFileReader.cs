using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.Generator.Weights;

/// <summary>Reads what the build task's <c>WeightsDescription</c> wrote; whatever is no such text is nothing.</summary>
internal static class WeightsFileReader
{
    private const string Suffix = ".shapegen-weights.txt";

    public static bool IsDescription(AdditionalText text) => text.Path.EndsWith(Suffix, StringComparison.Ordinal);

    public static WeightsFile? Read(AdditionalText text, CancellationToken cancellation)
    {
        string? model = null;
        string file = "";
        string project = "";
        List<WeightsTensor> tensors = [];
        foreach (TextLine line in text.GetText(cancellation)?.Lines ?? Enumerable.Empty<TextLine>())
        {
            string[] fields = [.. line.ToString().Split('\t').Select(Unescape)];
            switch (fields[0])
            {
                case "model" when fields.Length == 2:
                    model = fields[1];
                    break;
                case "file" when fields.Length == 2:
                    file = fields[1];
                    break;
                case "project" when fields.Length == 2:
                    project = fields[1];
                    break;
                case "tensor" when fields.Length == 4 && TryReadShape(fields[2], out EquatableArray<long> shape):
                    tensors.Add(new WeightsTensor(fields[3], fields[1], shape));
                    break;
            }
        }

        return model is null ? null : new WeightsFile(model, file, project, tensors.ToEquatableArray());
    }

    private static bool TryReadShape(string text, out EquatableArray<long> shape)
    {
        string[] parts = text.Length == 0 ? [] : text.Split(',');
        long[] dimensions = new long[parts.Length];
        shape = new EquatableArray<long>(dimensions);
        for (int i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Unescape(string value)
    {
        if (value.IndexOf('\\') < 0)
        {
            return value;
        }

        var text = new StringBuilder();
        for (int i = 0; i < value.Length; i++)
        {
            bool isEscape = value[i] == '\\' && i + 1 < value.Length;
            text.Append(!isEscape ? value[i] : value[++i] switch { 't' => '\t', 'r' => '\r', 'n' => '\n', char other => other });
        }

        return text.ToString();
    }
}
