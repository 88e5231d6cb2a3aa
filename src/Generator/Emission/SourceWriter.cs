using System.Text;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes indented C# with <c>\n</c> line ends, whatever the machine's are.</summary>
internal sealed class SourceWriter
{
    private const string Indentation = "    ";
    private const int CommentLength = 120;
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or each line of a raw-string block; an empty one stays without indentation.</summary>
    public void Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            string content = line.TrimEnd('\r');
            if (content.Length > 0)
            {
                for (int i = 0; i < _depth; i++)
                {
                    _text.Append(Indentation);
                }

                _text.Append(content);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes words as a comment in lines of a readable length; none where there are no words.</summary>
    public void Comment(string text)
    {
        string line = "";
        foreach (string word in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length >= CommentLength)
            {
                Line($"// {line}");
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        if (line.Length > 0)
        {
            Line($"// {line}");
        }
    }

    /// <summary>Writes a header (or none) and an indented block in braces, which closes on dispose.</summary>
    public BlockScope Block(string header = "")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new BlockScope(this);
    }

    /// <summary>Indents until disposed, without braces.</summary>
    public IndentScope Indent()
    {
        _depth++;
        return new IndentScope(this);
    }

    public override string ToString() => _text.ToString();

    public readonly struct BlockScope(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }

    public readonly struct IndentScope(SourceWriter writer) : IDisposable
    {
        public void Dispose() => writer._depth--;
    }
}
