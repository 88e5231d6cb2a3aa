using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;
using ShapeGen.Generator.Planning.Values;

namespace ShapeGen.Generator.Tests.Planning;

/// <summary>No plan lets memory overlap: neither the steps' buffers nor the packed weights.</summary>
public class MemoryTests
{
    private const int Models = 400;
    private const int Seed = 20261124;

    private static readonly string[] Functions = ["Linear", "Relu", "Tanh", "Gelu", "Softmax", "LogSoftmax", "Sparsemax", "Glu"];
    private static readonly string[] Elements = ["float", "double", "System.Half"];

    [Fact]
    public void StepsReadWhatWasWrittenAndNeverOverwriteTheirInput()
    {
        int withScratch = 0;
        ForEachPlan((plan, element) =>
        {
            withScratch += plan.ScratchLength > 0 ? 1 : 0;
            CheckBuffers(plan.Steps, plan.ScratchLength, element);
            if (plan.MaskedSteps.Count > 0)
            {
                CheckBuffers(plan.MaskedSteps, plan.ScratchLength, element);
            }
        });
        Assert.InRange(withScratch, Models / 4, Models);
    }

    private static void CheckBuffers(EquatableArray<Step> steps, int scratch, ElementType element)
    {
        if (steps.Count == 0)
        {
            return;
        }

        Assert.Equal(BufferKind.Input, steps[0].Source.Kind);
        Assert.Equal(BufferKind.Output, steps[^1].Destination.Kind);
        for (int i = 0; i < steps.Count; i++)
        {
            Step step = steps[i];
            Assert.NotEqual(BufferKind.Input, step.Destination.Kind);
            AssertFits(step.Source, step.InputLength);
            AssertFits(step.Destination, step.OutputLength);
            if (i > 0)
            {
                Assert.Equal(steps[i - 1].Destination, step.Source);
                Assert.Equal(steps[i - 1].OutputLength, step.InputLength);
            }

            // The caller's Half destination is written once, by the last step.
            Assert.False(element == ElementType.Half && step.Source.Kind == BufferKind.Output, "An intermediate value is rounded to Half.");
            bool overlaps = step.Source.Kind == step.Destination.Kind
                && step.Source.Offset < step.Destination.Offset + step.OutputLength
                && step.Destination.Offset < step.Source.Offset + step.InputLength;
            Assert.True(!overlaps || (step.WorksInPlace && step.Source == step.Destination), $"{step} overwrites its input.");
        }

        void AssertFits(BufferRef buffer, int length)
        {
            if (buffer.Kind == BufferKind.Scratch)
            {
                Assert.InRange(buffer.Offset + length, 1, scratch);
                Assert.Equal(0, buffer.Offset % element.BlockLanes());
            }
            else
            {
                Assert.Equal(0, buffer.Offset);
            }
        }
    }

    [Fact]
    public void PackedWeightsLieAlignedSideBySide()
    {
        int withWeights = 0;
        ForEachPlan((plan, element) =>
        {
            withWeights += plan.Weights.Count > 0 ? 1 : 0;
            int end = 0;
            foreach (PackedWeight weight in plan.Weights.OrderBy(w => w.Offset))
            {
                Assert.Equal(0, weight.Offset * element.Size() % 64);
                Assert.True(weight.Offset >= end, $"{weight} overlaps the one before it, which ends at {end}.");
                Assert.True(weight.Length >= weight.Inputs * weight.Units, $"{weight} has no room for all of its elements.");
                end = weight.Offset + weight.Length;
            }

            Assert.True(end <= plan.WeightsLength, "The weights exceed their buffer.");
            Assert.Equal(plan.Weights.Count, plan.Weights.Select(w => w.Weight).Distinct().Count());
            foreach (DenseStep step in plan.Steps.OfType<DenseStep>())
            {
                Assert.Equal(step.KernelOffset, plan.Weights.Single(w => w.Weight == step.Kernel).Offset);
                Assert.Equal(step.Bias < 0 ? 0 : plan.Weights.Single(w => w.Weight == step.Bias).Offset, step.BiasOffset);
            }
        });
        Assert.InRange(withWeights, Models / 4, Models);
    }

    /// <summary>Plans of random chains of layers, the same in every run.</summary>
    private static void ForEachPlan(Action<ExecutionPlan, ElementType> check)
    {
        var random = new Random(Seed);
        for (int i = 0; i < Models; i++)
        {
            var element = (ElementType)(i % Elements.Length);
            string model = RandomModel(random, Elements[(int)element]);
            try
            {
                check(Parsed.Plan(model), element);
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException or IndexOutOfRangeException)
            {
                Assert.Fail($"Model {i} of seed {Seed}: {model}\n{exception}");
            }
        }
    }

    private static string RandomModel(Random random, string element)
    {
        int steps = random.Next(1, 40);
        int features = 2 * random.Next(1, 40);
        string model = $"[InputShape<{element}>({steps}, {features})]";
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            string function = Functions[random.Next(Functions.Length)];
            model += random.Next(4) switch
            {
                0 => $" [Dense({2 * (features = random.Next(1, 75) * 2)}, Activation = Activation.Glu)]",
                1 => $" [Dense({features = 2 * random.Next(1, 75)}, UseBias = {(random.Next(2) == 0 ? "true" : "false")}, Activation = Activation.{(function == "Glu" ? "Celu" : function)})]",
                2 => $" [Activation(Activation.{(function == "Glu" ? "Softmax" : function)})]",
                _ => " [Permute(2, 1)] [Permute(2, 1)]",
            };
        }

        return model + random.Next(4) switch
        {
            0 => " [GlobalAveragePooling1D] [Dense(5, Activation = Activation.Softmax)]",
            1 => " [GlobalMaxPooling1D(DataFormat = DataFormat.ChannelsFirst)]",
            2 => " [Flatten(DataFormat = DataFormat.ChannelsFirst)] [Dense(20)]",
            _ => "",
        };
    }
}
