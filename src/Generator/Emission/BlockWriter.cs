using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Emission;

/// <summary>Writes what hovering over a block shows: its layers. A block has no members.</summary>
internal static class BlockWriter
{
    public static void Write(ModelContext context)
    {
        context.Document($"<remarks>\n{LayerList(context.Model)}\n</remarks>");
        using (context.Writer.Block($"partial class {context.Model.Type.Name}"))
        {
        }
    }

    private static string LayerList(ShapedModel block)
    {
        IEnumerable<string> lines = block.Declaration.Layers.Select(layer => CSharpLiteral.XmlText(Line(layer)));
        return string.Join("\n", lines.Select(line => $"<para>{line}</para>").Append("<para>A block: it takes its shape where it is used.</para>"));
    }

    private static string Line(LayerDeclaration layer)
    {
        string name = layer.Argument("Name") is string given ? $"\"{LayerNames.OnOneLine(given)}\" " : "";
        string type = layer.Blocks.Count == 0 ? layer.LayerType : $"{layer.LayerType}<{string.Join(", ", layer.Blocks.Select(b => b.Name))}>";
        return $"{name}{type}";
    }
}
