using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission.Steps;

/// <summary>A matrix within <c>x</c> whose columns become rows of a matrix within <c>y</c>.</summary>
/// <param name="Rows">Rows in <c>x</c>.</param>
/// <param name="Columns">Columns in <c>x</c>.</param>
/// <param name="From">Elements from one row to the next in <c>x</c>.</param>
/// <param name="To">Elements from one row to the next in <c>y</c>.</param>
/// <param name="Read">Elements before the matrix in <c>x</c>.</param>
/// <param name="Written">Elements before the matrix in <c>y</c>.</param>
internal sealed record TurnedMatrix(int Rows, int Columns, int From, int To, string Read, string Written)
{
    public void Write(StepContext<TransposeStep> context)
    {
        int block = context.Step.RowsWrittenOut;
        if (block == 0)
        {
            WriteRest(context.Writer, "0", "0", CSharpLiteral.Of(Rows), CSharpLiteral.Of(Columns));
            return;
        }

        int line = ElementTypes.BlockBytes / context.Element.Size();
        int whole = Rows / block * block;
        SourceWriter writer = context.Writer;
        string columns = CSharpLiteral.Of(Columns);
        bool startsAtLine = From % line == 0;
        string start = startsAtLine ? "start" : "0";
        if (startsAtLine)
        {
            writer.Line($"nuint start = {KernelWriter.Services}.CacheLine.ElementsBefore({KernelWriter.At("x", Read)});");
        }

        writer.Line($"nuint column = {start};");
        using (writer.Block($"for (; column + {CSharpLiteral.Of(line)} <= {columns}; column += {CSharpLiteral.Of(line)})"))
        {
            writer.Line("// Written out because each row's loads have to be instructions of their own: the machine prefetches what one reads next.");
            using (writer.Block($"for (nuint row = 0; row < {CSharpLiteral.Of(whole)}; row += {CSharpLiteral.Of(block)})"))
            {
                WriteBlock(context, block);
            }
        }

        WriteEdges(writer, start, whole, Columns % line > 0);
    }

    private void WriteBlock(StepContext<TransposeStep> context, int rows)
    {
        SourceWriter writer = context.Writer;
        int rowsOfTile = TransposeStep.TileRows(context.Element);
        int columnsOfTile = TransposeStep.TileColumns(context.Element);
        writer.Line($"ref {context.Source} from = {At("x", Read, "row", From, "column")};");
        writer.Line($"ref {context.Source} to = {At("y", Written, "column", To, "row")};");
        for (int row = 0; row < rows; row += rowsOfTile)
        {
            for (int column = 0; column < ElementTypes.BlockBytes / context.Element.Size(); column += columnsOfTile)
            {
                string from = KernelWriter.At("from", CSharpLiteral.Of((row * From) + column));
                string to = KernelWriter.At("to", CSharpLiteral.Of((column * To) + row));
                writer.Line($"{KernelWriter.Services}.Transposition.Tile({from}, {CSharpLiteral.Of(From)}, {to}, {CSharpLiteral.Of(To)});");
            }
        }
    }

    /// <summary>What lies before the first line, after the last whole one, and below the last block.</summary>
    private void WriteEdges(SourceWriter writer, string start, int whole, bool hasRest)
    {
        string rows = CSharpLiteral.Of(whole);
        string columns = CSharpLiteral.Of(Columns);
        if (start != "0")
        {
            WriteRest(writer, "0", "0", rows, start);
        }

        if (start != "0" || hasRest)
        {
            WriteRest(writer, "0", "column", rows, $"{columns} - column");
        }

        if (whole < Rows)
        {
            WriteRest(writer, rows, "0", CSharpLiteral.Of(Rows - whole), columns);
        }
    }

    /// <summary>Turns a part by a loop.</summary>
    private void WriteRest(SourceWriter writer, string row, string column, string rows, string columns)
    {
        string[] arguments = [At("x", Read, row, From, column), CSharpLiteral.Of(From), At("y", Written, column, To, row), CSharpLiteral.Of(To), rows, columns];
        writer.Line($"{KernelWriter.Services}.Transposition.Run({string.Join(", ", arguments)});");
    }

    private static string At(string reference, string before, string major, int stride, string minor)
    {
        string[] terms = [before, major == "0" ? "0" : $"({major} * {CSharpLiteral.Of(stride)})", minor];
        string[] moving = [.. terms.Where(term => term != "0")];
        return KernelWriter.At(reference, moving.Length == 0 ? "0" : string.Join(" + ", moving));
    }
}
