namespace ShapeGen.Generator.Tests.Overloads;

/// <summary>A wrong argument is an <see cref="ArgumentException"/> that names the parameter and the shape.</summary>
public sealed class ArgumentErrorTests : IClassFixture<ArgumentErrorTests.Project>
{
    private readonly LoadedAssembly _consumer;

    public ArgumentErrorTests(Project project) => _consumer = project.Consumer;

    /// <summary>Method, arguments (numbers are lengths of float arrays), parameter, part of the message.</summary>
    public static TheoryData<string, object?[], string, string> Errors => new()
    {
        { "Static2Forward", [11, 4], "input", "has 11 elements, but the shape (3, 4) has 12" },
        { "Static2Forward", [13, 4], "input", "(3, 4)" },
        { "Static2Forward", [0, 4], "input", "(3, 4)" },
        { "Static2Forward", [null, 4], "input", "has 0 elements, but the shape (3, 4) has 12" },
        { "Static2Forward", [12, 3], "destination", "has 3 elements, but the output shape (4) needs 4" },
        { "Static2Forward", [12, null], "destination", "(4)" },
        { "Static2Batch", [23, 8], "inputs", "(3, 4)" },
        { "Static2Batch", [24, 7], "destination", "output shape (4) needs 4 for 2 samples, 8 in all" },
        { "Instance2Forward", [11, 5], "input", "(3, 4)" },
        { "Instance2Forward", [12, 4], "destination", "(5)" },
        { "Instance2Batch", [13, 50], "inputs", "(3, 4)" },
        { "Instance2Batch", [36, 14], "destination", "needs 5 for 3 samples, 15 in all" },
        { "ViewForward", [13], "input", "(3, 4)" },
        { "Static2InPlace", [12], "destination", "overlaps the input: the output of shape (4)" },
        { "Static2Overlap", [31], "destination", "overlaps" },
        { "Static2Mask", [12, new bool[4], 4], "mask", "has 4 elements, but 1 sample(s) of 3 steps need 3" },
        { "Static2Mask", [12, null, 4], "mask", "3 steps" },
        { "Static2Mask", [11, new bool[3], 4], "input", "(3, 4)" },
        { "Static2MaskBatch", [24, new bool[3], 8], "mask", "2 sample(s) of 3 steps need 6" },
        { "Static2Array", [new float[4, 3], 4], "input", "an array of (4, 3), but the model takes (3, 4)" },
        { "Static2Array", [new float[2, 6], 4], "input", "(3, 4)" },
        { "Static2Array", [new float[3, 4], 3], "destination", "(4)" },
        { "Static3Array", [new float[2, 4, 3], 4], "input", "(2, 4, 3), but the model takes (2, 3, 4)" },
        { "Static4Array", [new float[2, 2, 4, 3], 4], "input", "(2, 2, 3, 4)" },
        { "Instance2Array", [new float[3, 5], 5], "input", "(3, 4)" },
        { "FromWeights", [29, 5], "denseKernel", "dense/kernel has 29 elements, but its shape (6, 5) has 30" },
        { "FromWeights", [30, 6], "denseBias", "dense/bias has 6 elements, but its shape (5) has 5" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void AWrongArgumentIsNamed(string method, object?[] arguments, string parameter, string message)
    {
        object?[] arrays = [.. arguments.Select(a => a is int length ? new float[length] : a)];
        var exception = Assert.Throws<ArgumentException>(() => _consumer.Call("Consumer", method, arrays));
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains(message, exception.Message);
    }

    [Theory]
    [InlineData("Static2Array")]
    [InlineData("Static3Array")]
    [InlineData("Static4Array")]
    [InlineData("Instance2Array")]
    public void AMissingArrayIsNamed(string method) =>
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => _consumer.Call("Consumer", method, null, new float[5])).ParamName);

    [Theory]
    [InlineData("Transposed", "input", "densely")]
    [InlineData("Gaps", "input", "densely")]
    [InlineData("Dimensions", "input", "(3, 2, 4), but the model takes (2, 3, 4)")]
    [InlineData("Rank", "input", "(24), but the model takes (2, 3, 4)")]
    [InlineData("Short", "destination", "(4)")]
    [InlineData("DestinationGaps", "destination", "densely")]
    public void AWrongTensorIsNamed(string method, string parameter, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() => _consumer.Call("TensorConsumer", method));
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void AnErrorLeavesTheDestinationAlone()
    {
        float[] destination = [7, 7, 7, 7];
        Assert.Throws<ArgumentException>(() => _consumer.Call("Consumer", "Static2Forward", new float[11], destination));
        Assert.Equal([7f, 7, 7, 7], destination);
    }

    [Fact]
    public void ALongerDestinationKeepsItsRest()
    {
        float[] destination = [7, 7, 7, 7, 7, 7, 7, 7, 7];
        _consumer.Call("Consumer", "Static2Batch", new float[24], destination);
        Assert.Equal([0f, 0, 0, 0, 0, 0, 0, 0, 7], destination);
    }

    [Fact]
    public void NoSampleWritesNothing()
    {
        float[] destination = [7];
        _consumer.Call("Consumer", "Static2Batch", Array.Empty<float>(), destination);
        _consumer.Call("Consumer", "Instance2Batch", Array.Empty<float>(), destination);
        _consumer.Call("Consumer", "Static2MaskBatch", Array.Empty<float>(), Array.Empty<bool>(), destination);
        Assert.Equal([7f], destination);
    }

    /// <summary>Only the written range counts: here the destination's rest overlaps the input.</summary>
    [Fact]
    public void MemoryBesideTheWrittenRangeMayOverlap() => _consumer.Call("Consumer", "Static2Beside", new float[32]);

    public sealed class Project : IDisposable
    {
        internal LoadedAssembly Consumer { get; } = GeneratorRun.Of(
            new CompileOptions { HasTensors = true },
            OverloadConsumer.Source("System.Single"),
            OverloadConsumer.TensorSource("System.Single")).Load();

        public void Dispose() => Consumer.Dispose();
    }
}
