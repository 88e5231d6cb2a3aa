using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Models;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Tests.Caching;

/// <summary>The same text, compiled twice, gives equal values with equal hash codes at every stage; other text gives others.</summary>
public class EqualModelsTests
{
    [Fact]
    public void EveryStepIsEqualForEqualText()
    {
        GeneratorRun first = GeneratorRun.Of(ModelGallery.Files);
        GeneratorRun second = GeneratorRun.Of(ModelGallery.Files);
        foreach (string step in TrackingNames.All)
        {
            object[] left = Values(first, step);
            object[] right = Values(second, step);
            Assert.NotEmpty(left);
            Assert.Equal(left.Length, right.Length);
            for (int i = 0; i < left.Length; i++)
            {
                Assert.True(left[i].Equals(right[i]), $"{step}: {left[i]}\nis not\n{right[i]}");
                Assert.Equal(left[i].GetHashCode(), right[i].GetHashCode());
                Assert.False(left[i].GetType().IsClass && left[i] is not string && ReferenceEquals(left[i], right[i]), $"{step} compares an object with itself.");
            }
        }
    }

    [Theory]
    [InlineData("[InputShape(4, 6)] [Dense(3)]", "[InputShape(6, 4)] [Dense(3)]")]
    [InlineData("[InputShape(4)] [Dense(3)]", "[InputShape<double>(4)] [Dense(3)]")]
    [InlineData("[InputShape(4)] [Dense(3)]", "[InputShape(4)] [Dense(4)]")]
    [InlineData("[InputShape(4)] [Dense(3)]", "[InputShape(4)] [Dense(3, Activation = Activation.Relu)]")]
    [InlineData("[InputShape(4)] [Dense(3)]", "[InputShape(4)] [Dense(3, UseBias = false)]")]
    [InlineData("[InputShape(4)] [Dense(3)]", "[InputShape(4)] [Dense(3, Name = \"fc\")]")]
    [InlineData("[InputShape(4, 6)] [GlobalAveragePooling1D]", "[InputShape(4, 6)] [GlobalMaxPooling1D]")]
    [InlineData("[InputShape(4, 6)] [Permute(1, 2)]", "[InputShape(4, 6)] [Permute(2, 1)]")]
    [InlineData("[InputShape(4, 6)] [Flatten]", "[InputShape(4, 6)] [Flatten(DataFormat = DataFormat.ChannelsFirst)]")]
    [InlineData("[InputShape(4, Name = \"a\")] [InputShape(4, Name = \"b\")] [Add(\"b\")]", "[InputShape(4, Name = \"a\")] [InputShape(4, Name = \"c\")] [Add(\"c\")]")]
    [InlineData("[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(4, Name = \"y\")] [Add(\"x\", \"input\")]", "[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(4, Name = \"y\")] [Add(\"input\", \"x\")]")]
    [InlineData("[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(4)] [Add(\"x\")]", "[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(4, From = \"input\")] [Add(\"x\")]")]
    [InlineData("[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(4, Name = \"y\")] [Output(\"x\")] [Output(\"y\")]", "[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(4, Name = \"y\")] [Output(\"y\")] [Output(\"x\")]")]
    [InlineData("[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(3)] [Concatenate(\"x\")]", "[InputShape(4)] [Dense(4, Name = \"x\")] [Dense(3)] [Concatenate(\"x\", Axis = 1)]")]
    [InlineData("[InputShape(4)] [Residual<B>]", "[InputShape(4)] [Residual<B>(Repeat = 2)]")]
    [InlineData("[InputShape(4)] [Residual<B>]", "[InputShape(4)] [Apply<B>]")]
    [InlineData("[InputShape(4)] [Residual<B>]", "[InputShape(4)] [Residual<C>]")]
    [InlineData("[InputShape(4)] [Parallel<B, C>]", "[InputShape(4)] [Parallel<C, B>]")]
    [InlineData("[InputShape(4)] [Parallel<B, C>]", "[InputShape(4)] [Parallel<B, C>(Merge = Merge.Multiply)]")]
    [InlineData("[InputShape(4)] [Apply<B>(Name = \"x\")] [Apply<B>]", "[InputShape(4)] [Apply<B>(Name = \"x\")] [Apply<B>(SharesWeights = \"x\")]")]
    public void AChangeOfAnyArgumentMakesAllStagesDiffer(string before, string after)
    {
        ShapedModel left = Parsed.Shaped(before);
        ShapedModel right = Parsed.Shaped(after);
        Assert.NotEqual<ModelDeclaration>(left.Declaration, right.Declaration);
        Assert.NotEqual(left, right);
        Assert.NotEqual(ModelPlanner.Plan(left), ModelPlanner.Plan(right));
    }

    [Fact]
    public void EquatableArraysCompareByContent()
    {
        var some = new EquatableArray<int>([1, 2]);
        Assert.Equal(some, new EquatableArray<int>([1, 2]));
        Assert.Equal(some.GetHashCode(), new EquatableArray<int>([1, 2]).GetHashCode());
        Assert.True(some == new EquatableArray<int>([1, 2]));
        Assert.True(some != new EquatableArray<int>([2, 1]));
        Assert.NotEqual(some, new EquatableArray<int>([1]));
        Assert.Equal(default, new EquatableArray<int>([]));
        Assert.Equal(default(EquatableArray<int>).GetHashCode(), new EquatableArray<int>([]).GetHashCode());
        Assert.Equal([1, 2], some);
        Assert.Empty(EquatableArray<int>.Empty);
        Assert.False(some.Equals((object)new[] { 1, 2 }));
    }

    private static object[] Values(GeneratorRun run, string step) => [.. run.Steps(step).SelectMany(s => s.Outputs).Select(o => o.Value)];
}
