using System.Globalization;
using System.Text;

namespace ShapeGen.Build;

/// <summary>
/// The text that stands for a weights file among the compiler's additional files. Fields are parted by tabs:
/// <c>model</c>, <c>file</c> and <c>project</c> with one value each; <c>content</c> with the file's length and SHA-256, which only
/// the build looks at; then one line a tensor: <c>tensor</c>, type, dimensions parted by commas, name. The generator's
/// <c>WeightsFileReader</c> reads it.
/// </summary>
internal static class WeightsDescription
{
    /// <summary>By this ending the generator knows the file.</summary>
    public const string Suffix = ".shapegen-weights.txt";

    /// <summary>Writes the description, unless it stands there already: an unchanged file keeps its time, so that nothing is compiled again.</summary>
    /// <returns>The path.</returns>
    public static string Write(string folder, string model, string file, string project, long length, string hash, IEnumerable<SafeTensorsEntry> tensors)
    {
        string text = Text(model, file, project, length, hash, tensors);
        string path = Path.Combine(folder, FileName(model) + Suffix);
        Directory.CreateDirectory(folder);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            File.WriteAllText(path, text);
        }

        return path;
    }

    private static string Text(string model, string file, string project, long length, string hash, IEnumerable<SafeTensorsEntry> tensors)
    {
        var text = new StringBuilder();
        text.Append("model\t").Append(Escape(model)).Append('\n');
        text.Append("file\t").Append(Escape(file)).Append('\n');
        text.Append("project\t").Append(Escape(project)).Append('\n');
        text.Append("content\t").Append(length.ToString(CultureInfo.InvariantCulture)).Append('\t').Append(hash).Append('\n');
        foreach (SafeTensorsEntry tensor in tensors)
        {
            string shape = string.Join(",", tensor.Shape.Select(d => d.ToString(CultureInfo.InvariantCulture)));
            text.Append("tensor\t").Append(Escape(tensor.DataType)).Append('\t').Append(shape).Append('\t').Append(Escape(tensor.Name)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Not every file system allows the letters that class names may hold, or tells large from small ones: those are written by number.</summary>
    private static string FileName(string model)
    {
        var name = new StringBuilder();
        foreach (char letter in model)
        {
            bool isPlain = letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_';
            name.Append(isPlain ? letter.ToString() : letter is >= 'A' and <= 'Z' ? $"{letter}-" : $"-{(int)letter:x}-");
        }

        return name.ToString();
    }

    /// <summary>Keeps a value on its line and in its field.</summary>
    private static string Escape(string value) =>
        value.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\r", "\\r").Replace("\n", "\\n");
}
