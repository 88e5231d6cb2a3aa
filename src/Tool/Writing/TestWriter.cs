using ShapeGen.Tool.Importing;

namespace ShapeGen.Tool.Writing;

/// <summary>Writes the test that goes with an imported class.</summary>
internal static class TestWriter
{
    public static string Write(ClassName name) => $$"""
        using ShapeGen;
        using Xunit;

        {{(name.Namespace is null ? "" : $"namespace {name.Namespace};\n\n")}}public class {{name.Name}}Tests
        {
            [Fact]
            public void GivesWhatTheImportedFileGives()
            {
                {{name.Name}} model = {{name.Name}}.Load("{{name.Name}}.safetensors");
                using SafeTensors reference = SafeTensors.Open("{{name.Name}}.reference.safetensors");
                float[] input = new float[{{name.Name}}.InputLength];
                float[] expected = new float[{{name.Name}}.OutputLength];
                float[] output = new float[{{name.Name}}.OutputLength];
                reference.CopyTo("input.0", input.AsSpan());
                reference.CopyTo("output.0", expected.AsSpan());
                model.Forward(input, output);
                float largest = expected.Max(MathF.Abs);
                Assert.All(output.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - (1e-4f * largest), pair.Second + (1e-4f * largest)));
            }
        }

        """;
}
