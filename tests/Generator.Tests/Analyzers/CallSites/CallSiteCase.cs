using Xunit;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace ShapeGen.Generator.Tests.Analyzers.CallSites;

/// <summary>
/// One call site of a data file, where cases look so:
/// <code>
/// === what it shows
/// Pool.Forward(given, {|SHAPE0302:new float[{+9+}]|});
/// --- SHAPE0302 Pool writes …
/// --- fix Pool.OutputLength
/// </code>
/// The code is the body of a method; with <c>@members</c> as its first line it is the members of a class, with <c>@file</c>
/// the types of a namespace, with <c>@program</c> a whole file of top-level statements, and with <c>@csharp14</c> it needs that version. Marked code has the report whose message stands
/// below, in the same order; <c>{+…+}</c> is the additional location of the one that has a <c>fix</c> line.
/// </summary>
public sealed class CallSiteCase : IXunitSerializable
{
    /// <summary>The name after <c>===</c>, unique in its file.</summary>
    public string Name { get; set; } = "";

    /// <summary>The code with its marks.</summary>
    public string Marked { get; set; } = "";

    /// <summary>The lines after <c>---</c>.</summary>
    public string[] Expected { get; set; } = [];

    public string[] Flags { get; set; } = [];

    public override string ToString() => Name;

    public void Deserialize(IXunitSerializationInfo info)
    {
        Name = info.GetValue<string>(nameof(Name));
        Marked = info.GetValue<string>(nameof(Marked));
        Expected = info.GetValue<string[]>(nameof(Expected));
        Flags = info.GetValue<string[]>(nameof(Flags));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Name), Name);
        info.AddValue(nameof(Marked), Marked);
        info.AddValue(nameof(Expected), Expected);
        info.AddValue(nameof(Flags), Flags);
    }

    public static IEnumerable<CallSiteCase> Read(string file)
    {
        CallSiteCase? current = null;
        var code = new List<string>();
        var expected = new List<string>();
        foreach (string line in Text(file).Split('\n').Append("==="))
        {
            if (line.StartsWith("===", StringComparison.Ordinal))
            {
                if (current is not null)
                {
                    current.Flags = [.. code.TakeWhile(l => l.StartsWith('@'))];
                    current.Marked = string.Join('\n', code.Skip(current.Flags.Length)).TrimEnd();
                    current.Expected = [.. expected];
                    yield return current;
                }

                current = new CallSiteCase { Name = line[3..].Trim() };
                code.Clear();
                expected.Clear();
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal))
            {
                expected.Add(line[4..]);
            }
            else if (current is not null)
            {
                code.Add(line);
            }
        }
    }

    /// <summary>A file of this folder, with plain line ends.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder(), file)).Replace("\r\n", "\n");

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
