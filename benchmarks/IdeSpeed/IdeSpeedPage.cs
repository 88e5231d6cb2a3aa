namespace ShapeGen.IdeSpeed;

/// <summary>Puts the figures into the page that explains them, between its two marks.</summary>
internal static class IdeSpeedPage
{
    private const string Begin = "<!-- figures -->\n";
    private const string End = "<!-- end of figures -->";

    public static void Write(string path, string table)
    {
        string page = File.ReadAllText(path);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < Begin.Length || end < begin)
        {
            throw new InvalidOperationException($"{path} lacks the marks that the figures stand between.");
        }

        File.WriteAllText(path, page[..begin] + table + page[end..]);
    }
}
