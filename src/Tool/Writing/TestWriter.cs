using System.Text;
using ShapeGen.Generator.Shapes;
using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Writing;

/// <summary>Writes the test that goes with an imported class.</summary>
internal static class TestWriter
{
    public static string Write(ClassName name, ShapedModel model)
    {
        var body = new StringBuilder();
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            body.Append($"        float[] input{Literal.Of(i)} = Values(reference, \"input.{Literal.Of(i)}\", {Literal.Of((int)model.Inputs[i].Shape.ElementCount)});\n");
        }

        for (int i = 0; i < model.Outputs.Count; i++)
        {
            body.Append($"        float[] output{Literal.Of(i)} = new float[{Literal.Of((int)model.Outputs[i].Shape.ElementCount)}];\n");
        }

        string inputs = string.Join(", ", model.Inputs.Select((input, i) => input.IsInteger ? $"Array.ConvertAll(input{Literal.Of(i)}, value => (int)value)" : $"input{Literal.Of(i)}"));
        string outputs = string.Join(", ", Enumerable.Range(0, model.Outputs.Count).Select(i => $"output{Literal.Of(i)}"));
        body.Append(model.HasWeights ? $"        {name.Name}.Load(\"{name.Name}.safetensors\").Forward({inputs}, {outputs});\n" : $"        {name.Name}.Forward({inputs}, {outputs});\n");
        for (int i = 0; i < model.Outputs.Count; i++)
        {
            body.Append($"        AreClose(Values(reference, \"output.{Literal.Of(i)}\", output{Literal.Of(i)}.Length), output{Literal.Of(i)});\n");
        }

        return $$"""
            using ShapeGen;
            using Xunit;

            {{(name.Namespace is null ? "" : $"namespace {name.Namespace};\n\n")}}public class {{name.Name}}Tests
            {
                [Fact]
                public void GivesWhatTheImportedFileGives()
                {
                    using SafeTensors reference = SafeTensors.Open("{{name.Name}}.reference.safetensors");
            {{body.ToString().TrimEnd('\n')}}
                }

                private static float[] Values(SafeTensors file, string name, int length)
                {
                    float[] values = new float[length];
                    file.CopyTo(name, values.AsSpan());
                    return values;
                }

                private static void AreClose(float[] expected, float[] found)
                {
                    float tolerance = 1e-4f * expected.Max(MathF.Abs);
                    Assert.All(found.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - tolerance, pair.Second + tolerance));
                }
            }

            """.ReplaceLineEndings("\n");
    }
}
