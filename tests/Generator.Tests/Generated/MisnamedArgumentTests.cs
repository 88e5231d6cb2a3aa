using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>SHAPE0012: the generator's own report, once, on the argument, beside the compiler's error; never of right code.</summary>
public sealed class MisnamedArgumentTests
{
    [Theory]
    [InlineData("Dense(10, activation: Activation.Relu)", "activation: Activation.Relu", "Dense has no argument \"activation\": write Activation = Activation.Relu")]
    [InlineData("Dense(10, Activation: Activation.Relu)", "Activation: Activation.Relu", "Dense has no argument \"Activation\": write Activation = Activation.Relu")]
    [InlineData("Dense(10, activation = Activation.Relu)", "activation = Activation.Relu", "Dense has no argument \"activation\": write Activation = Activation.Relu")]
    [InlineData("Dense(units: 10, use_bias: false)", "use_bias: false", "Dense has no argument \"use_bias\": write UseBias = false")]
    [InlineData("Dense(Units = 10)", "Units = 10", "Dense has no argument \"Units\": write units: 10")]
    [InlineData("GlobalAveragePooling1D(keepdims: true)", "keepdims: true", "GlobalAveragePooling1D has no argument \"keepdims\": write KeepDims = true")]
    public void ThePropertyIsNamed(string attribute, string place, string message)
    {
        string code = $"using ShapeGen;\n[InputShape(3, 7), {attribute}]\npartial class M;";
        GeneratorRun run = GeneratorRun.Of(code);
        Diagnostic report = Assert.Single(run.Reported);
        Assert.Equal(("SHAPE0012", message), (report.Id, report.GetMessage()));
        Assert.Equal(place, code.Substring(report.Location.SourceSpan.Start, report.Location.SourceSpan.Length));
        Assert.Equal(("File0.cs", 1), (report.Location.GetLineSpan().Path, report.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Contains(run.Output.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Dense(units: 10, Name = \"fc\", UseBias = false)")]
    [InlineData("Dense(10, kernel_initializer: 3)")]
    [InlineData("Dense(10, (3))")]
    [InlineData("Dense(")]
    public void NothingIsSaidOfOthers(string attribute) =>
        Assert.Empty(GeneratorRun.Of($"using ShapeGen;\n[InputShape(3, 7), {attribute}]\npartial class M;").Reported);
}
