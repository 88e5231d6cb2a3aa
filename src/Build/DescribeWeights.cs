using System.Security.Cryptography;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = Microsoft.Build.Utilities.Task;

namespace ShapeGen.Build;

/// <summary>
/// Reads each <c>ShapeGenWeights</c> file and writes what its header holds into a text file for the analyzer, which may not read
/// files itself. Of the data only length and hash are written, which change the text whenever the file changes: the compiler
/// looks at time stamps alone, and would embed the old file where the new one is older. A file that is missing or damaged is the error SHAPE0402.
/// </summary>
public sealed class DescribeWeights : Task
{
    internal const string RuleId = "SHAPE0402";
    private const string HelpLink = $"https://github.com/shapegen/shapegen/blob/main/docs/diagnostics/{RuleId}.md";

    /// <summary>The weights files; the metadata <c>Model</c> names the class that they belong to.</summary>
    [Required]
    public ITaskItem[] Weights { get; set; } = [];

    /// <summary>Where the descriptions are written.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The project that lists the files, for reports on the list itself.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>A text file for each weights file, in the order of <see cref="Weights"/>.</summary>
    [Output]
    public ITaskItem[] Descriptions { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var described = new Dictionary<string, string>(StringComparer.Ordinal);
        List<ITaskItem> descriptions = [];
        foreach (ITaskItem item in Weights)
        {
            string file = item.ItemSpec;
            string model = item.GetMetadata("Model").Trim();
            if (model.Length == 0)
            {
                Report(ProjectFile, $"<ShapeGenWeights Include=\"{file}\" /> names no model: add Model=\"Namespace.Class\", the class that these weights belong to.");
            }
            else if (described.TryGetValue(model, out string? other))
            {
                Report(ProjectFile, $"The model {model} has two weights files, {other} and {file}: keep one.");
            }
            else
            {
                described.Add(model, file);
                if (Describe(item.GetMetadata("FullPath"), file, model) is { } description)
                {
                    descriptions.Add(new TaskItem(description));
                }
            }
        }

        Descriptions = [.. descriptions];
        return !Log.HasLoggedErrors;
    }

    /// <summary>The path of the description, or null where the file gave an error.</summary>
    private string? Describe(string path, string shown, string model)
    {
        try
        {
            if (!File.Exists(path))
            {
                string found = Directory.Exists(path) ? "This is a folder." : "There is no such file.";
                Report(shown, $"{found} {Expected(model)}");
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
            SafeTensorsHeader header = SafeTensorsHeader.Read(stream);
            header.RequireDataLength(stream.Length - header.DataStart);
            return WeightsDescription.Write(Folder, model, shown, ProjectFile, stream.Length, Hash(stream), header.Entries);
        }
        catch (Exception exception) when (exception is SafeTensorsException or IOException or UnauthorizedAccessException)
        {
            Report(shown, $"{exception.Message} {Expected(model)}");
            return null;
        }
    }

    private static string Hash(FileStream stream)
    {
        using var sha256 = SHA256.Create();
        stream.Position = 0;
        return BitConverter.ToString(sha256.ComputeHash(stream)).Replace("-", "");
    }

    private static string Expected(string model) => $"Expected a whole safetensors file with the weights of {model}.";

    private void Report(string file, string message) => Log.LogError(
        subcategory: null, RuleId, helpKeyword: null, HelpLink, file, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, Escape(message));

    /// <summary>With no arguments after it, MSBuild takes the message as it is; line ends would tear the report apart.</summary>
    private static string Escape(string message) => message.Replace("\r", " ").Replace("\n", " ");
}
