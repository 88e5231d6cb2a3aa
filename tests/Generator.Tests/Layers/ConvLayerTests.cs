using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Tests.Layers;

public class ConvLayerTests
{
    [Theory]
    [InlineData("[InputShape(28, 28, 3)] [Conv2D(64, 3)]", "(26, 26, 64)")]
    [InlineData("[InputShape(28, 28, 3)] [Conv2D(64, 3)] [Conv2D(64, 3)] [Conv2D(64, 3)] [Conv2D(64, 3)] [Conv2D(64, 3)]", "(18, 18, 64)")]
    [InlineData("[InputShape(28, 28, 3)] [Conv2D(64, 3, Padding = Padding.Same)]", "(28, 28, 64)")]
    [InlineData("[InputShape(28, 27, 3)] [Conv2D(8, 3, Strides = [2], Padding = Padding.Same)]", "(14, 14, 8)")]
    [InlineData("[InputShape(28, 28, 3)] [Conv2D(8, 3, 5, Strides = [2, 1])]", "(13, 24, 8)")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(8, 3, DilationRate = [4])]", "(1, 1, 8)")]
    [InlineData("[InputShape(3, 28, 28)] [Conv2D(64, 3, DataFormat = DataFormat.ChannelsFirst)]", "(64, 26, 26)")]
    [InlineData("[InputShape(1000, 64)] [Conv1D(32, 9)]", "(992, 32)")]
    [InlineData("[InputShape(9, 3)] [Conv1D(4, 4, Strides = [2], Padding = Padding.Causal)]", "(5, 4)")]
    [InlineData("[InputShape(16, 16, 16, 4)] [Conv3D(32, 3)]", "(14, 14, 14, 32)")]
    [InlineData("[InputShape(8, 8, 4)] [Conv2D(6, 3, Activation = Activation.Glu)]", "(6, 6, 3)")]
    public void MakesKerasShape(string attributes, string output) => Assert.Equal(output, LayerCase.Output(attributes));

    [Theory]
    [InlineData("[InputShape(28, 28, 3)] [Conv2D(64, 3)]", "conv2d/kernel (3, 3, 3, 64) conv2d/bias (64)")]
    [InlineData("[InputShape(3, 28, 28)] [Conv2D(64, 3, DataFormat = DataFormat.ChannelsFirst, UseBias = false)]", "conv2d/kernel (3, 3, 3, 64)")]
    [InlineData("[InputShape(28, 28, 6)] [Conv2D(9, 1, 7, Groups = 3, Name = \"mix\")]", "mix/kernel (1, 7, 2, 9) mix/bias (9)")]
    [InlineData("[InputShape(10, 6)] [Conv1D(9, 3)]", "conv1d/kernel (3, 6, 9) conv1d/bias (9)")]
    [InlineData("[InputShape(5, 5, 5, 6)] [Conv3D(9, 3)]", "conv3d/kernel (3, 3, 3, 6, 9) conv3d/bias (9)")]
    public void HasKerasWeights(string attributes, string weights) => Assert.Equal(weights, string.Join(' ', LayerCase.Weights(attributes)));

    /// <summary>Keras' Same pads the larger half after, and that depends on the input.</summary>
    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    public void PadsTheLargerHalfBehind(int size, int before)
    {
        var step = Assert.IsType<ConvStep>(Assert.Single(LayerCase.Steps($"[InputShape({size}, {size}, 3)] [Conv2D(8, 3, Strides = [2], Padding = Padding.Same)]")));
        Assert.Equal((before, 3), (step.Parts[0].Row.Before, step.Parts[0].Row.Outputs));
    }

    [Fact]
    public void PointsAreOneRow()
    {
        var step = Assert.IsType<ConvStep>(Assert.Single(LayerCase.Steps("[InputShape(7, 5, 3, 16)] [Conv3D(8, 1)]")));
        Assert.Equal((ConvAxis.One, ConvAxis.One, new ConvAxis(105, 105, 1)), (step.Parts[0].Depth, step.Parts[0].Row, step.Parts[0].Column));
    }

    /// <summary>A kernel as large as its input multiplies all of it once, as Dense does.</summary>
    [Fact]
    public void AWholeKernelIsDense()
    {
        var step = Assert.IsType<DenseStep>(Assert.Single(LayerCase.Steps("[InputShape(5, 5, 16)] [Conv2D(120, 5)]")));
        Assert.Equal((1, 400, 120), (step.Rows, step.Inputs, step.Units));
    }

    [Fact]
    public void FusesItsActivation() =>
        Assert.Equal("Relu", Assert.IsType<ConvStep>(Assert.Single(LayerCase.Steps("[InputShape(8, 8, 4)] [Conv2D(6, 3, Activation = Activation.Relu)]"))).Activation);

    /// <summary>Between channels-first convolutions nothing is moved, whatever is done to each element there.</summary>
    [Fact]
    public void ChannelsFirstMovesTheEdgesOnly() => Assert.Equal(
        [typeof(TransposeStep), typeof(ConvStep), typeof(ConvStep), typeof(TransposeStep)],
        LayerCase.Steps("[InputShape(3, 9, 8)] [Conv2D(6, 3, DataFormat = DataFormat.ChannelsFirst)] [Activation(Activation.Relu)] [Dropout(0.5)] [Conv2D(5, 3, DataFormat = DataFormat.ChannelsFirst, Activation = Activation.Relu)]").Select(s => s.GetType()));

    /// <summary>Softmax works along the last axis in both formats, so the channels are moved back before it.</summary>
    [Fact]
    public void ChannelsFirstTakesRowsOfTheLastAxis() => Assert.Equal(
        [typeof(TransposeStep), typeof(ConvStep), typeof(TransposeStep), typeof(RowActivationStep)],
        LayerCase.Steps("[InputShape(3, 9, 8)] [Conv2D(6, 3, DataFormat = DataFormat.ChannelsFirst, Activation = Activation.Softmax)]").Select(s => s.GetType()));

    [Theory]
    [InlineData("[InputShape(3, 8, 2)] [Conv2D(2, 5)]", "(1, 4, 2)", "SHAPE0106: Conv2D has a kernel of (5, 5) that is larger than the (3, 8) of (3, 8, 2) from the input: make it smaller, or pad with Padding = Padding.Same")]
    [InlineData("[InputShape(8, 8, 2)] [Conv2D(2, 5, DilationRate = [2])]", "(1, 1, 2)", "SHAPE0106: Conv2D has a kernel of (5, 5), (9, 9) with its dilation, that is larger than the (8, 8) of (8, 8, 2) from the input: make it smaller, or pad with Padding = Padding.Same")]
    [InlineData("[InputShape(9, 9, 2)] [Conv2D(2, 3, Strides = [2], DilationRate = [2])]", "(3, 3, 2)", "SHAPE0106: Conv2D has Strides of (2, 2) and a DilationRate of (2, 2): only one of them may be more than 1")]
    [InlineData("[InputShape(5, 5, 4)] [Conv2D(3, 3, Groups = 2)]", "(3, 3, 3)", "SHAPE0106: Conv2D cannot part 3 filters into 2 equal groups")]
    [InlineData("[InputShape(5, 5, 3)] [Conv2D(4, 3, Groups = 2)]", "(3, 3, 4)", "SHAPE0106: Conv2D cannot part the 3 channels of (5, 5, 3) from the input into 2 equal groups")]
    [InlineData("[InputShape(5, 5, 3)] [Conv2D(4, 3, Groups = 0)]", "(3, 3, 4)", "SHAPE0106: Conv2D needs a positive number of Groups, but 0 is declared")]
    [InlineData("[InputShape(5, 5, 3)] [Conv2D(0, 3)]", "(3, 3, 1)", "SHAPE0106: Conv2D needs a positive number of filters, but 0 is declared")]
    [InlineData("[InputShape(5, 5, 3)] [Conv2D(2, 3, Padding = Padding.Causal)]", "(5, 5, 2)", "SHAPE0106: Conv2D cannot be padded causally, which only Conv1D can: use Padding.Valid or Padding.Same")]
    [InlineData("[InputShape(500, 2)] [Conv1D(2, 129, Padding = Padding.Same)]", "(500, 2)", "SHAPE0106: Conv1D pads a kernel of (129): along the last axis at most 128 taps can be padded")]
    [InlineData("[InputShape(500, 2)] [Conv1D(2, 3, Padding = Padding.Causal, DilationRate = [2147483647])]", "(500, 2)", "SHAPE0102: Conv1D reaches over 4,294,967,295 inputs of (500, 2) from the input, padding and all: too far apart for the index of an array")]
    [InlineData("[InputShape(500, 2)] [Conv1D(2, 3, DilationRate = [2147483647])]", "(1, 2)", "SHAPE0106: Conv1D has a kernel of (3), (2147483647) with its dilation, that is larger than the (500) of (500, 2) from the input: make it smaller, or pad with Padding = Padding.Same")]
    [InlineData("[InputShape(32, 8, 9, 1)] [Conv2D(2, 3)]", "(30, 6, 2)", "SHAPE0103: Conv2D expects (height, width, channels), receives (32, 8, 9, 1) from the input: leave the batch axis out of [InputShape], as in (8, 9, 1); if 32 is an axis of each sample, Conv3D takes this rank")]
    [InlineData("[InputShape(5, 5)] [Conv2D(2, 3)]", "(3, 1, 2)", "SHAPE0103: Conv2D expects (height, width, channels), receives (5, 5) from the input: a grey image is (5, 5, 1); if (5, 5) is a sequence, Conv1D takes this rank")]
    [InlineData("[InputShape(5, 5, 5, 2)] [Conv2D(2, 3, DataFormat = DataFormat.ChannelsFirst)]", "(2, 3, 3)", "SHAPE0103: Conv2D expects (channels, height, width), receives (5, 5, 5, 2) from the input: leave the batch axis out of [InputShape], as in (5, 5, 2); if 5 is an axis of each sample, Conv3D takes this rank")]
    [InlineData("[InputShape(5)] [Conv2D(2, 3)]", "(1, 1, 2)", "SHAPE0103: Conv2D expects (height, width, channels), receives (5) from the input: reshape it before")]
    [InlineData("[InputShape(5, 5, 2)] [Conv2D(2, 3, 3, 3)]", "(3, 3, 2)", "SHAPE0106: Conv2D takes one number or 2 as kernelSize, but (3, 3, 3) is declared")]
    [InlineData("[InputShape(5, 5, 2)] [Conv2D(2)]", "(5, 5, 2)", "SHAPE0106: Conv2D needs a kernelSize: one number for all axes, or 2 of them")]
    [InlineData("[InputShape(5, 5, 2)] [Conv2D(2, 0)]", "(5, 5, 2)", "SHAPE0106: Conv2D needs positive numbers as kernelSize, but 0 is declared")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(2, 5, Algorithm = ConvAlgorithm.Winograd)]", "(5, 5, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, which computes kernels of (3, 3) without strides, dilation and groups, but its kernel is (5, 5): leave Algorithm out")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(2, 3, 1, Algorithm = ConvAlgorithm.Winograd)]", "(7, 9, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, which computes kernels of (3, 3) without strides, dilation and groups, but its kernel is (3, 1): leave Algorithm out")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(2, 3, Strides = [2, 1], Algorithm = ConvAlgorithm.Winograd)]", "(4, 7, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, which computes kernels of (3, 3) without strides, dilation and groups, but its Strides are (2, 1): leave Algorithm out")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(2, 3, DilationRate = [2], Algorithm = ConvAlgorithm.Winograd)]", "(5, 5, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, which computes kernels of (3, 3) without strides, dilation and groups, but its DilationRate is (2, 2): leave Algorithm out")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(2, 3, Groups = 2, Algorithm = ConvAlgorithm.Winograd)]", "(7, 7, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, which computes kernels of (3, 3) without strides, dilation and groups, but it has 2 Groups: leave Algorithm out")]
    [InlineData("[InputShape(3, 9, 4)] [Conv2D(2, 3, Algorithm = ConvAlgorithm.Winograd)]", "(1, 7, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, which computes tiles of (2, 2) outputs, but the output of (3, 9, 4) from the input is (1, 7): leave Algorithm out")]
    [InlineData("[InputShape<System.Half>(9, 9, 4)] [Conv2D(2, 3, Algorithm = ConvAlgorithm.Winograd)]", "(7, 7, 2)", "SHAPE0106: Conv2D cannot use ConvAlgorithm.Winograd, whose transformed weights lose digits as Half: leave Algorithm out, or compute with float")]
    [InlineData("[InputShape(9, 9, 4)] [Conv2D(2, 3, Algorithm = (ConvAlgorithm)2)]", "(7, 7, 2)", "SHAPE0106: Conv2D has Algorithm = 2, which is no member of the enum")]
    [InlineData("[InputShape(5, 5, 2)] [Conv2D(2, 3, Strides = [0])]", "(3, 3, 2)", "SHAPE0106: Conv2D needs positive numbers as Strides, but 0 is declared")]
    public void SaysWhatIsWrong(string attributes, string output, string problem)
    {
        Assert.Equal(problem, LayerCase.Problem(attributes));
        Assert.Equal(output, LayerCase.OutputDespiteProblem(attributes));
    }

    /// <summary>However long a dilated border is, its tiles are few: they see inputs under the same taps.</summary>
    [Fact]
    public void AlikeTilesAreOne()
    {
        var step = (ConvStep)LayerCase.Steps("[InputShape(16000, 32)] [Conv1D(32, 2, Padding = Padding.Causal, DilationRate = [512])]")[0];
        Assert.InRange(step.NarrowTiles(step.Parts[0]).Count, 2, 6);
        Assert.InRange(step.WideTiles(step.Parts[0], step.Panels.First()).Count, 2, 6);
    }

    /// <summary>Each position of a padded row takes the taps that have an input under them, and no others.</summary>
    [Theory]
    [InlineData(28, 3, 1)]
    [InlineData(28, 7, 1)]
    [InlineData(112, 7, 2)]
    [InlineData(3, 5, 1)]
    [InlineData(29, 3, 3)]
    public void TilesTakeTheTapsThatSeeAnInput(int size, int kernel, int stride)
    {
        var step = (ConvStep)LayerCase.Steps($"[InputShape({size}, {size}, 4)] [Conv2D(40, {kernel}, Strides = [{stride}], Padding = Padding.Same)]")[0];
        ConvAxis axis = step.Parts[0].Column;
        foreach (IReadOnlyList<ConvTile> tiles in new[] { step.WideTiles(step.Parts[0], step.Panels.First()), step.NarrowTiles(step.Parts[0]) })
        {
            IEnumerable<(int Output, int Tap)> taken = from tile in tiles
                                                       from index in Enumerable.Range(0, tile.Count)
                                                       from segment in tile.Segments
                                                       from tap in Enumerable.Range(segment.FirstTap, segment.Taps)
                                                       from position in Enumerable.Range(segment.First, segment.Positions)
                                                       select (tile.First + (index * tile.Positions) + position, tap);
            IEnumerable<(int, int)> seeing = from output in Enumerable.Range(0, axis.Outputs)
                                             from tap in Enumerable.Range(0, kernel)
                                             let input = (output * stride) - axis.Before + tap
                                             where input >= 0 && input < size
                                             select (output, tap);
            Assert.Equal(seeing, taken.Order());
        }
    }
}
