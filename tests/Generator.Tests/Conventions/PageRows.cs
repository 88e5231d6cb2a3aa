namespace ShapeGen.Generator.Tests.Conventions;

/// <summary>Lists that a page or a file must hold: a failure says what to write, and where.</summary>
internal static class PageRows
{
    /// <summary>The rows of a page are these, in this order.</summary>
    public static void AssertAre(string page, IEnumerable<string> expected, IEnumerable<string> found)
    {
        string[] wanted = [.. expected], rows = [.. found];
        int at = wanted.Zip(rows).TakeWhile(pair => pair.First == pair.Second).Count();
        string place = at == 0 ? "as the first one" : $"after the row of {wanted[at - 1]}";
        Assert.True(at >= wanted.Length || rows.Contains(wanted[at]), $"{page} has no row of {wanted.ElementAtOrDefault(at)}: add it {place}.");
        Assert.True(at >= rows.Length || wanted.Contains(rows[at]), $"{page} has a row of {rows.ElementAtOrDefault(at)}, which is not there any more.");
        Assert.True(at == wanted.Length && at == rows.Length, $"{page} has a row of {rows.ElementAtOrDefault(at)} where that of {wanted.ElementAtOrDefault(at)} belongs, {place}.");
    }

    /// <summary>A file has a line once, whatever stands before and after it.</summary>
    public static void AssertHasLine(string path, string line)
    {
        int count = File.ReadAllLines(Repository.Full(path)).Count(text => text.Trim() == line);
        Assert.True(count == 1, $"{path} has the line \"{line}\" {(count == 0 ? "not yet: add it" : $"{count} times")}.");
    }

    /// <summary>Nothing is missing; what is, is named in full.</summary>
    public static void AssertNone(IEnumerable<string> missing)
    {
        string[] all = [.. missing];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
