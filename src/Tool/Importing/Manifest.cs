using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShapeGen.Tool.Importing;

/// <summary>What <c>N.shapegen.json</c> says: where the class came from, so that later commands find it again.</summary>
internal sealed record Manifest
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Class { get; init; }

    public string? Namespace { get; init; }

    /// <summary>The source file, relative to this one where it can be.</summary>
    public required string Source { get; init; }

    public required string SourceSha256 { get; init; }

    /// <summary>The hash of the class as it was written: another one means that it has been edited.</summary>
    public required string CodeSha256 { get; init; }

    public string[]? Inputs { get; init; }

    /// <summary>The class's weights, and where each lies in the source.</summary>
    public required Dictionary<string, string> Weights { get; init; }

    public string ToText() => JsonSerializer.Serialize(this, Options) + "\n";

    public static Manifest Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(File.ReadAllText(path), Options) ?? throw new ToolException($"{path} is empty");
        }
        catch (JsonException exception)
        {
            throw new ToolException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    public static string HashOfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The hash of text, whatever its line ends: git may change them.</summary>
    public static string HashOfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
