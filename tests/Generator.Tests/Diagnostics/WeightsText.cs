using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ShapeGen.Generator.Tests.Diagnostics;

/// <summary>An additional file in memory: the description of a weights file.</summary>
internal sealed class WeightsText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    /// <summary>From a page's or test's short form: a line <c>Model: file</c>, then a line <c>name TYPE (shape)</c> for each tensor.</summary>
    public static AdditionalText OfPage(string block)
    {
        string[] lines = block.Split('\n');
        string[] head = lines[0].Split(": ");
        IEnumerable<string> tensors = lines.Skip(1).Select(line =>
        {
            string[] parts = line.Split(' ', 3);
            return $"tensor\t{parts[1]}\t{parts[2].Trim('(', ')').Replace(" ", "")}\t{parts[0]}";
        });
        string text = string.Join('\n', [$"model\t{head[0]}", $"file\t{head[1]}", "project\tApp.csproj", .. tensors, ""]);
        return new WeightsText($"obj/{head[0]}.shapegen-weights.txt", text);
    }
}
