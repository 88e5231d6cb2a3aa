using System.Text;

namespace ShapeGen.Tool.Importing;

/// <summary>Lines that one text has and another lacks, in the form of <c>diff</c>.</summary>
internal static class TextDifference
{
    private const int MostLines = 60;

    public static string Of(string before, string after)
    {
        string[] left = before.ReplaceLineEndings("\n").Split('\n');
        string[] right = after.ReplaceLineEndings("\n").Split('\n');
        int[,] common = new int[left.Length + 1, right.Length + 1];
        for (int i = left.Length - 1; i >= 0; i--)
        {
            for (int j = right.Length - 1; j >= 0; j--)
            {
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var text = new StringBuilder();
        int lines = 0;
        for (int i = 0, j = 0; (i < left.Length || j < right.Length) && lines < MostLines;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                i++;
                j++;
                continue;
            }

            bool isRemoved = j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(isRemoved ? "- " : "+ ").Append(isRemoved ? left[i++] : right[j++]).Append('\n');
            lines++;
        }

        return text.Append(lines == MostLines ? "…" : "").ToString().TrimEnd('\n');
    }
}
