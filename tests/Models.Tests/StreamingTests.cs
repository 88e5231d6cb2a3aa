using System.Reflection;
using ShapeGen.SelfCheck.Reference;
using Xunit;

namespace ShapeGen.Models.Tests;

/// <summary>A sequence that arrives step by step gives the bits that it gives as a whole.</summary>
public class StreamingTests
{
    [Fact]
    public void TheLastStepIsForward()
    {
        (StreamedClassifier model, float[] input) = Make<StreamedClassifier, float>();
        var whole = new float[StreamedClassifier.OutputLength];
        model.Forward(input, whole);
        StreamedClassifier.State state = StreamedClassifier.NewState();
        var found = new float[StreamedClassifier.StepOutputLength];
        for (int step = 0; step < 7; step++)
        {
            model.Step(input.AsSpan(step * StreamedClassifier.StepInputLength, StreamedClassifier.StepInputLength), state, found);
        }

        Assert.Equal(whole, found);
    }

    [Fact]
    public void EveryStepIsARowOfForward()
    {
        (StreamedSequence model, float[] input) = Make<StreamedSequence, float>();
        var whole = new float[StreamedSequence.OutputLength];
        model.Forward(input, whole);
        StreamedSequence.State state = StreamedSequence.NewState();
        var found = new float[StreamedSequence.OutputLength];
        for (int step = 0; step < 6; step++)
        {
            model.Step(input.AsSpan(step * 3, 3), state, found.AsSpan(step * 100, 100));
        }

        Assert.Equal(whole, found);
    }

    [Fact]
    public void CellsOfAllKindsAreStepped()
    {
        (StreamedCells model, float[] input) = Make<StreamedCells, float>();
        var whole = new float[StreamedCells.OutputLength];
        model.Forward(input, whole);
        StreamedCells.State state = StreamedCells.NewState();
        var found = new float[StreamedCells.OutputLength];
        for (int step = 0; step < 6; step++)
        {
            model.Step(input.AsSpan(step * 3, 3), state, found.AsSpan(step * 96, 96));
        }

        Assert.Equal(whole, found);
    }

    [Fact]
    public void HalvesAreStepped()
    {
        (StreamedHalf model, Half[] input) = Make<StreamedHalf, Half>();
        var whole = new Half[StreamedHalf.OutputLength];
        model.Forward(input, whole);
        StreamedHalf.State state = StreamedHalf.NewState();
        var found = new Half[StreamedHalf.OutputLength];
        for (int step = 0; step < 5; step++)
        {
            model.Step(input.AsSpan(step * 4, 4), state, found);
        }

        Assert.Equal(whole, found);
    }

    [Fact]
    public void DoublesAreStepped()
    {
        (StreamedDouble model, double[] input) = Make<StreamedDouble, double>();
        var whole = new double[StreamedDouble.OutputLength];
        model.Forward(input, whole);
        StreamedDouble.State state = StreamedDouble.NewState();
        var found = new double[StreamedDouble.OutputLength];
        for (int step = 0; step < 5; step++)
        {
            model.Step(input.AsSpan(step * 4, 4), state, found);
        }

        Assert.Equal(whole, found);
    }

    [Fact]
    public void CausalConvolutionsAreStepped()
    {
        (StreamedConvolutions model, float[] input) = Make<StreamedConvolutions, float>();
        var whole = new float[StreamedConvolutions.OutputLength];
        model.Forward(input, whole);
        StreamedConvolutions.State state = StreamedConvolutions.NewState();
        var found = new float[StreamedConvolutions.OutputLength];
        for (int step = 0; step < 12; step++)
        {
            model.Step(input.AsSpan(step * 3, 3), state, found.AsSpan(step * 2, 2));
        }

        Assert.Equal(whole, found);
    }

    [Fact]
    public void StreamsDoNotMeet()
    {
        (StreamedSequence model, float[] input) = Make<StreamedSequence, float>();
        StreamedSequence.State first = StreamedSequence.NewState();
        StreamedSequence.State second = StreamedSequence.NewState();
        var alone = new float[100];
        var beside = new float[100];
        for (int step = 0; step < 3; step++)
        {
            model.Step(input.AsSpan(step * 3, 3), first, alone);
        }

        first.Reset();
        for (int step = 0; step < 3; step++)
        {
            model.Step(input.AsSpan(step * 3, 3), first, beside);
            model.Step(input.AsSpan((5 - step) * 3, 3), second, new float[100]);
        }

        Assert.Equal(alone, beside);
    }

    [Fact]
    public void AStateIsCopied()
    {
        (StreamedSequence model, float[] input) = Make<StreamedSequence, float>();
        StreamedSequence.State state = StreamedSequence.NewState();
        StreamedSequence.State copy = StreamedSequence.NewState();
        var expected = new float[100];
        var found = new float[100];
        model.Step(input.AsSpan(0, 3), state, expected);
        state.CopyTo(copy);
        model.Step(input.AsSpan(3, 3), state, expected);
        model.Step(input.AsSpan(3, 3), copy, found);
        Assert.Equal(expected, found);
        Assert.Throws<ArgumentNullException>(() => state.CopyTo(null!));
    }

    [Fact]
    public void StepAllocatesNothing()
    {
        (StreamedClassifier model, float[] input) = Make<StreamedClassifier, float>();
        StreamedClassifier.State state = StreamedClassifier.NewState();
        var destination = new float[3];
        model.Step(input.AsSpan(0, 5), state, destination);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            model.Step(input.AsSpan(0, 5), state, destination);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void WrongBuffersAreRefused()
    {
        (StreamedClassifier model, float[] input) = Make<StreamedClassifier, float>();
        StreamedClassifier.State state = StreamedClassifier.NewState();
        Assert.Equal("state", Assert.Throws<ArgumentNullException>(() => model.Step(input.AsSpan(0, 5), null!, new float[3])).ParamName);
        Assert.StartsWith("The input has 4 elements, but the shape (5) has 5.", Assert.Throws<ArgumentException>(() => model.Step(input.AsSpan(0, 4), state, new float[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Step(input.AsSpan(0, 5), state, new float[2]));
        Assert.Throws<ArgumentException>(() => model.Step(input.AsSpan(0, 5), state, input));
    }

    /// <summary>A word that is 0 leaves the state as it is, in a stream as in the whole.</summary>
    [Fact]
    public void MaskedWordsAreStepped()
    {
        (SafeTensors file, int[] words) = Words(MaskedStream.Weights, MaskedStream.InputLength, 20);
        MaskedStream model = MaskedStream.Load(file);
        var whole = new float[MaskedStream.OutputLength];
        model.Forward(words, whole);
        MaskedStream.State state = MaskedStream.NewState();
        var found = new float[MaskedStream.StepOutputLength];
        foreach (int word in words)
        {
            model.Step([word], state, found);
        }

        Assert.Equal(whole, found);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Step([20], state, found));
        Assert.Throws<ArgumentException>(() => model.Step([1, 2], state, found));
    }

    [Fact]
    public void EveryMaskedWordIsARowOfForward()
    {
        (SafeTensors file, int[] words) = Words(MaskedSequenceStream.Weights, MaskedSequenceStream.InputLength, 20);
        MaskedSequenceStream model = MaskedSequenceStream.Load(file);
        var whole = new Half[MaskedSequenceStream.OutputLength];
        model.Forward(words, whole);
        MaskedSequenceStream.State state = MaskedSequenceStream.NewState();
        var found = new Half[MaskedSequenceStream.OutputLength];
        for (int step = 0; step < words.Length; step++)
        {
            model.Step(words.AsSpan(step, 1), state, found.AsSpan(step * 4, 4));
        }

        Assert.Equal(whole, found);
        Assert.Contains(Half.Zero, found);
    }

    /// <summary>Random weights, and words of which some are 0: the first, the last and one between.</summary>
    private static (SafeTensors File, int[] Words) Words(ReadOnlySpan<WeightInfo> weights, int count, int rows)
    {
        var random = new Random(CompiledModels.Seed);
        var writer = new SafeTensorsWriter();
        foreach (WeightInfo weight in weights)
        {
            writer.Add(weight.Name, weight.Shape, [.. Enumerable.Range(0, ReferenceTensor.Count(weight.Shape)).Select(_ => random.NextSingle() - 0.5f)]);
        }

        var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        int[] words = [.. Enumerable.Range(0, count).Select(i => i == 0 || i == count - 1 || i == 4 ? 0 : random.Next(1, rows))];
        return (SafeTensors.Read(stream), words);
    }

    /// <summary>Where a layer needs the whole sequence there is nothing to call.</summary>
    [Theory]
    [InlineData(typeof(BackwardModel), false)]
    [InlineData(typeof(FlattenedSequence), false)]
    [InlineData(typeof(DenseModel), false)]
    [InlineData(typeof(StreamedSequence), true)]
    public void StepIsThereWhereItCanBe(Type model, bool isThere) => Assert.Equal(isThere, model.GetMethod("Step", BindingFlags.Public | BindingFlags.Instance) is not null);

    /// <summary>A model with random weights, and a sequence.</summary>
    private static (TModel Model, T[] Input) Make<TModel, T>()
        where TModel : IModel<TModel, T>
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var random = new Random(CompiledModels.Seed);
        var file = new SafeTensorsWriter();
        foreach (WeightInfo weight in TModel.Weights)
        {
            float[] values = [.. Enumerable.Range(0, ReferenceTensor.Count(weight.Shape)).Select(_ => random.NextSingle() - 0.5f)];
            file.Add(weight.Name, weight.Shape, values);
        }

        using var stream = new MemoryStream();
        file.WriteTo(stream);
        stream.Position = 0;
        using SafeTensors tensors = SafeTensors.Read(stream);
        return (TModel.Load(tensors), [.. Enumerable.Range(0, TModel.InputLength).Select(_ => Next())]);

        T Next() => T.CreateTruncating((random.NextDouble() * 2) - 1);
    }
}
