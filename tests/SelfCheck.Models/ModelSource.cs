using System.Text;

namespace ShapeGen.SelfCheck.Models;

/// <summary>One model to be compiled.</summary>
/// <param name="Name">The class; distinct within an assembly.</param>
/// <param name="Attributes">Input shape and layers, as they stand between the brackets.</param>
internal sealed record ModelSource(string Name, params string[] Attributes)
{
    /// <summary>Joins models into one file of C#.</summary>
    public static string Join(IEnumerable<ModelSource> models)
    {
        var text = new StringBuilder("using System;\nusing ShapeGen;\n\nnamespace SelfCheckModels;\n");
        foreach (ModelSource model in models)
        {
            text.Append('\n');
            foreach (string attribute in model.Attributes)
            {
                text.Append('[').Append(attribute).Append("]\n");
            }

            text.Append("public sealed partial class ").Append(model.Name).Append(";\n");
        }

        return text.ToString();
    }
}
