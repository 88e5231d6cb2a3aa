using ShapeGen.Generator.Emission;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator;

/// <summary>A member of the generated class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The parameter types of a method, as C# shows them; null for constants and properties.</param>
internal sealed record ModelMember(string Name, string? Parameters = null)
{
    public override string ToString() => Name + Parameters;
}

/// <summary>The members that the generator adds, so that collisions are found before they are written.</summary>
internal static class ModelMembers
{
    public const string InputLength = "InputLength";
    public const string OutputLength = "OutputLength";
    public const string ParameterCount = "ParameterCount";
    public const string InputShape = "InputShape";
    public const string OutputShape = "OutputShape";
    public const string Weights = "Weights";
    public const string Summary = "Summary";
    public const string Forward = "Forward";
    public const string ForwardBatch = "ForwardBatch";
    public const string Load = "Load";
    public const string FromWeights = "FromWeights";

    public const string State = "State";
    public const string NewState = "NewState";
    public const string Step = "Step";
    public const string StepInputLength = "StepInputLength";
    public const string StepOutputLength = "StepOutputLength";

    /// <summary>The private field that holds the packed weights.</summary>
    public const string PackedWeights = "_packedWeights";

    /// <summary>Where the list of weights lives: built once, handed out as a span.</summary>
    public const string WeightList = "s_weights";

    private static readonly string[] Values = [InputLength, OutputLength, ParameterCount, InputShape, OutputShape, Weights, Summary];

    /// <summary>The names that every model gets.</summary>
    public static ISet<string> NamesOfAll { get; } = new HashSet<string>([.. Values, Forward, ForwardBatch]);

    /// <summary>Every name that may be generated.</summary>
    public static ISet<string> Names { get; } = new HashSet<string>([.. NamesOfAll, State, NewState, Step, StepInputLength, StepOutputLength, Load, FromWeights, PackedWeights, WeightList]);

    /// <summary>Whether a member may have a name that a model generates: those of several inputs and outputs follow their names.</summary>
    public static bool MayBe(string name) =>
        Names.Contains(name) || name.EndsWith("Length", StringComparison.Ordinal) || name.EndsWith("Shape", StringComparison.Ordinal);

    private static IEnumerable<string> BuffersOf(ShapedModel model)
    {
        (IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs) = BufferName.Of(model);
        return inputs.Concat(outputs).SelectMany(buffer => new[] { buffer.Length, buffer.ShapeProperty });
    }

    /// <summary>The members of one model; without a plan those of its stub.</summary>
    public static IEnumerable<ModelMember> Of(ShapedModel model, ExecutionPlan? plan)
    {
        foreach (string value in model.IsSingle ? Values : [ParameterCount, Weights, Summary, .. BuffersOf(model)])
        {
            yield return new ModelMember(value);
        }

        string element = model.ElementType == ElementType.Half ? "System.Half" : model.ElementType.StorageName();
        string source = $"System.ReadOnlySpan<{element}>";
        string destination = $"System.Span<{element}>";
        string signature = GraphForwardWriter.Signature(model, element);
        yield return new ModelMember(Forward, signature);
        yield return new ModelMember(ForwardBatch, signature);
        if (plan is { IsView: true })
        {
            yield return new ModelMember(Forward, $"({source})");
        }

        if (plan is { MaskLength: > 0 })
        {
            yield return new ModelMember(Forward, $"({source}, System.ReadOnlySpan<bool>, {destination})");
            yield return new ModelMember(ForwardBatch, $"({source}, System.ReadOnlySpan<bool>, {destination})");
        }

        if (model.IsSingle && model.Input.Rank is >= 2 and <= 4)
        {
            yield return new ModelMember(Forward, $"({element}[{new string(',', model.Input.Rank - 1)}], {destination})");
        }

        if (model.IsSingle)
        {
            string tensors = "System.Numerics.Tensors.";
            yield return new ModelMember(Forward, $"({tensors}ReadOnlyTensorSpan<{element}>, {tensors}TensorSpan<{element}>)");
        }

        if (plan is { Stepped: not null })
        {
            yield return new ModelMember(State);
            yield return new ModelMember(NewState, "()");
            yield return new ModelMember(Step);
            yield return new ModelMember(StepInputLength);
            yield return new ModelMember(StepOutputLength);
        }

        if (!model.HasWeights)
        {
            yield break;
        }

        yield return new ModelMember(Load, "(string)");
        yield return new ModelMember(Load, "(System.IO.Stream)");
        yield return new ModelMember(Load, "(ShapeGen.SafeTensors)");
        yield return new ModelMember(FromWeights, $"({string.Join(", ", model.Layers.SelectMany(l => l.Weights).Select(_ => source))})");
        yield return new ModelMember(PackedWeights);
        yield return new ModelMember(WeightList);
        yield return new ModelMember(".ctor");
    }
}
