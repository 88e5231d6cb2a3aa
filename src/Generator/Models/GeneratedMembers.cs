using ShapeGen.Generator.Core;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>A member of the generated class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The parameter types of a method, as C# shows them; null for constants and properties.</param>
internal sealed record ModelMember(string Name, string? Parameters = null)
{
    public override string ToString() => Name + Parameters;
}

/// <summary>The members of one model, so that collisions are found before they are written.</summary>
internal static class GeneratedMembers
{
    private static IEnumerable<string> BuffersOf(ShapedModel model)
    {
        (IReadOnlyList<BufferName> inputs, IReadOnlyList<BufferName> outputs) = BufferName.Of(model);
        return inputs.Concat(outputs).SelectMany(buffer => new[] { buffer.Length, buffer.ShapeProperty });
    }

    /// <summary>The members of one model; without a plan those of its stub.</summary>
    public static IEnumerable<ModelMember> Of(ShapedModel model, ExecutionPlan? plan)
    {
        foreach (string value in model.IsSingle ? ModelMembers.Values : [ModelMembers.ParameterCount, ModelMembers.Weights, ModelMembers.Summary, .. BuffersOf(model)])
        {
            yield return new ModelMember(value);
        }

        string element = model.ElementType == ElementType.Half ? "System.Half" : model.ElementType.StorageName();
        string firstInput = model.Inputs[0].IsInteger ? "int" : element;
        string source = $"System.ReadOnlySpan<{element}>";
        string destination = $"System.Span<{element}>";
        string signature = BufferName.Signature(model, element);
        yield return new ModelMember(ModelMembers.Forward, signature);
        yield return new ModelMember(ModelMembers.ForwardBatch, signature);
        if (plan is { IsView: true })
        {
            yield return new ModelMember(ModelMembers.Forward, $"({source})");
        }

        if (plan is { MaskLength: > 0 })
        {
            yield return new ModelMember(ModelMembers.Forward, $"({source}, System.ReadOnlySpan<bool>, {destination})");
            yield return new ModelMember(ModelMembers.ForwardBatch, $"({source}, System.ReadOnlySpan<bool>, {destination})");
        }

        if (model.IsSingle && model.Input.Rank is >= 2 and <= 4)
        {
            yield return new ModelMember(ModelMembers.Forward, $"({firstInput}[{new string(',', model.Input.Rank - 1)}], {destination})");
        }

        if (model.IsSingle)
        {
            string tensors = "System.Numerics.Tensors.";
            yield return new ModelMember(ModelMembers.Forward, $"({tensors}ReadOnlyTensorSpan<{firstInput}>, {tensors}TensorSpan<{element}>)");
        }

        if (plan is { Stepped: not null })
        {
            yield return new ModelMember(ModelMembers.State);
            yield return new ModelMember(ModelMembers.NewState, "()");
            yield return new ModelMember(ModelMembers.Step);
            yield return new ModelMember(ModelMembers.StepInputLength);
            yield return new ModelMember(ModelMembers.StepOutputLength);
        }

        if (!model.HasWeights)
        {
            yield break;
        }

        yield return new ModelMember(ModelMembers.Load, "(string)");
        yield return new ModelMember(ModelMembers.Load, "(System.IO.Stream)");
        yield return new ModelMember(ModelMembers.Load, "(ShapeGen.SafeTensors)");
        yield return new ModelMember(ModelMembers.FromWeights, $"({string.Join(", ", model.Layers.SelectMany(l => l.Weights).Select(_ => source))})");
        yield return new ModelMember(ModelMembers.PackedWeights);
        yield return new ModelMember(ModelMembers.WeightList);
        yield return new ModelMember(".ctor");
    }
}
