namespace ShapeGen.Generator.Core;

/// <summary>How an attribute list is changed to fix a problem.</summary>
internal enum RepairKind
{
    /// <summary>Sets an argument of the attribute.</summary>
    SetArgument,

    /// <summary>Removes an argument of the attribute.</summary>
    RemoveArgument,

    /// <summary>Puts another layer in the attribute's place and keeps the arguments that it knows.</summary>
    ExchangeLayer,

    /// <summary>Inserts a layer in front of the attribute.</summary>
    InsertLayer,

    /// <summary>Removes the attribute.</summary>
    RemoveLayer,

    /// <summary>Leaves the first axis out of an input's shape.</summary>
    RemoveFirstAxis,

    /// <summary>Adds an axis of one before the others of an input's shape.</summary>
    AddFirstAxis,

    /// <summary>Adds an axis of one after the others of an input's shape.</summary>
    AddLastAxis,
}

/// <summary>One way to fix a problem, found where the problem is found, so that the code fixes need no shapes.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Text">The new argument's expression, the other layer's name, that of a new one with its arguments, or the new shape.</param>
/// <param name="Argument">The argument to set.</param>
internal sealed record Repair(RepairKind Kind, string Text = "", string? Argument = null)
{
    /// <summary>The repair is done to the attribute that made the input, not to the reported one.</summary>
    public bool IsOfOrigin { get; init; }

    /// <summary>Which value of a <c>params</c> argument to set, or −1 for the whole.</summary>
    public int Element { get; init; } = -1;

    /// <summary>The attribute to change, by its place among the type's ShapeGen attributes.</summary>
    public int AttributeIndex { get; init; } = -1;

    /// <summary>The uses that lead to the block that the attribute stands on; none where it is the model's own.</summary>
    public EquatableArray<ScopeStep> Scope { get; init; }

    public static Repair Set(string argument, string value) => new(RepairKind.SetArgument, value, argument);

    public static Repair RemoveArgument(string argument) => new(RepairKind.RemoveArgument, "", argument);

    public static Repair Exchange(string layer) => new(RepairKind.ExchangeLayer, layer);

    public static Repair Insert(string layer) => new(RepairKind.InsertLayer, layer);

    public static Repair Remove() => new(RepairKind.RemoveLayer);

    public static Repair LeaveOutFirstAxis(TensorShape left) => new(RepairKind.RemoveFirstAxis, left.ToString());
}
