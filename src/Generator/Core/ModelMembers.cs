namespace ShapeGen.Generator.Core;

/// <summary>The names of the members that the generator adds.</summary>
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

    /// <summary>The constants and properties of a model with one input and one output.</summary>
    public static IReadOnlyList<string> Values { get; } = [InputLength, OutputLength, ParameterCount, InputShape, OutputShape, Weights, Summary];

    /// <summary>The names that every model gets.</summary>
    public static ISet<string> NamesOfAll { get; } = new HashSet<string>([.. Values, Forward, ForwardBatch]);

    /// <summary>Every name that may be generated.</summary>
    public static ISet<string> Names { get; } = new HashSet<string>([.. NamesOfAll, State, NewState, Step, StepInputLength, StepOutputLength, Load, FromWeights, PackedWeights, WeightList]);

    /// <summary>Whether a member may have a name that a model generates: those of several inputs and outputs follow their names.</summary>
    public static bool MayBe(string name) =>
        Names.Contains(name) || name.EndsWith("Length", StringComparison.Ordinal) || name.EndsWith("Shape", StringComparison.Ordinal);
}
