namespace ShapeGen.Tool.Tests;

internal static class TestData
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static string PathOf(string file) => Path.Combine(Folder, file);
}
