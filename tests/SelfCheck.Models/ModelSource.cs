using System.Text;

namespace ShapeGen.SelfCheck.Models;

/// <summary>One model to be compiled.</summary>
/// <param name="Name">The class; distinct within an assembly.</param>
/// <param name="Attributes">Input shape and layers, as they stand between the brackets.</param>
internal sealed record ModelSource(string Name, params string[] Attributes)
{
    /// <summary>The blocks that it uses, whole declarations.</summary>
    public string Blocks { get; init; } = "";

    /// <summary>Members of the class, or nothing.</summary>
    public string Body { get; init; } = "";

    /// <summary>Joins models into one file of C#.</summary>
    public static string Join(IEnumerable<ModelSource> models)
    {
        var text = new StringBuilder("using System;\nusing ShapeGen;\n\nnamespace SelfCheckModels;\n");
        foreach (ModelSource model in models)
        {
            text.Append('\n').Append(model.Blocks);
            foreach (string attribute in model.Attributes)
            {
                text.Append('[').Append(attribute).Append("]\n");
            }

            text.Append("public sealed partial class ").Append(model.Name).Append(model.Body.Length == 0 ? ";\n" : $"\n{{\n{model.Body}}}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// The same with two members that run it for someone who knows its buffers by their order alone: <c>Open</c> loads the
    /// weights, <c>Run</c> takes each input and output as a boxed <c>Memory</c>.
    /// </summary>
    /// <param name="types">The element type of each input and output, in the order of <c>Forward</c>'s parameters.</param>
    /// <param name="hasWeights">Whether it has weights.</param>
    public ModelSource WithCaller(IReadOnlyList<string> types, bool hasWeights)
    {
        string model = hasWeights ? $"(({Name})model!)." : "";
        string arguments = string.Join(", ", types.Select((type, i) => $"((Memory<{type}>)buffers[{i}]).Span"));
        return this with
        {
            Body = $$"""
                public static object? Open(System.IO.Stream weights) => {{(hasWeights ? "Load(weights)" : "null")}};

                public static void Run(object? model, object[] buffers, bool isBatch)
                {
                    if (isBatch) {{model}}ForwardBatch({{arguments}});
                    else {{model}}Forward({{arguments}});
                }

                """.ReplaceLineEndings("\n"),
        };
    }
}
