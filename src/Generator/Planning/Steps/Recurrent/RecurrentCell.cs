namespace ShapeGen.Generator.Planning.Steps.Recurrent;

/// <summary>
/// What one time step makes of a unit's gates and its state. Each gate is the projection of the input, and products of the
/// state are added to it in one or two rounds.
/// </summary>
/// <param name="Activation">The function of the new value, or null for the identity.</param>
internal abstract record RecurrentCell(string? Activation)
{
    /// <summary>Gates of a unit.</summary>
    public abstract int Gates { get; }

    /// <summary>Numbers of a unit beside its output that last from step to step.</summary>
    public virtual int Memories => 0;

    /// <summary>Numbers of a unit that one round leaves to the next.</summary>
    public virtual int Interim => 0;

    /// <summary>The products of a time step, one after the other.</summary>
    public virtual EquatableArray<RecurrentRound> Rounds => new([new RecurrentRound(0, Gates)]);

    /// <summary>Rows of the bias: one, or one each for input and state.</summary>
    public virtual int BiasRows => 1;

    /// <summary>The class whose method applies a function: those of nearly all cells are compiled into their update, others are called.</summary>
    public static string ClassOf(string function) => function is "Sigmoid" or "Tanh" ? "ElementwiseFunctions" : "Activations";

    /// <summary>The formula, for the plan's text.</summary>
    public abstract string Describe();

    protected static string Of(string? function, string value) => function is null ? value : $"{function}({value})";
}

/// <summary>Gates whose products with the state are formed together.</summary>
/// <param name="First">The first gate.</param>
/// <param name="Gates">How many there are.</param>
internal sealed record RecurrentRound(int First, int Gates)
{
    /// <summary>Multiplies what the round before has left in the first of <see cref="RecurrentCell.Interim"/>, and not the output of the last step.</summary>
    public bool ReadsInterim { get; init; }
}

/// <summary>h = f(x + h·U).</summary>
internal sealed record SimpleCell(string? Activation) : RecurrentCell(Activation)
{
    public override int Gates => 1;

    public override string Describe() => $"h = {Of(Activation, "x + h·U")}";
}

/// <summary>Long short-term memory; gates i, f, c, o.</summary>
internal sealed record LstmCell(string? Activation, string? Recurrent) : RecurrentCell(Activation)
{
    public override int Gates => 4;

    public override int Memories => 1;

    public override string Describe() => $"c = {Of(Recurrent, "f")} · c + {Of(Recurrent, "i")} · {Of(Activation, "g")}, h = {Of(Recurrent, "o")} · {Of(Activation, "c")}";
}

/// <summary>A gated recurrent unit whose reset gate multiplies the product; gates z, r, h.</summary>
internal sealed record ResetAfterCell(string? Activation, string? Recurrent) : RecurrentCell(Activation)
{
    public override int Gates => 3;

    public override int BiasRows => 2;

    public override string Describe() => $"h = {Of(Recurrent, "z")} · h + (1 − z) · {Of(Activation, $"x + {Of(Recurrent, "r")} · (h·U)")}";
}

/// <summary>A gated recurrent unit whose reset gate multiplies the state; gates z, r, h.</summary>
internal sealed record ResetBeforeCell(string? Activation, string? Recurrent) : RecurrentCell(Activation)
{
    public override int Gates => 3;

    /// <summary>r · h and z.</summary>
    public override int Interim => 2;

    public override EquatableArray<RecurrentRound> Rounds => new([new RecurrentRound(0, 2), new RecurrentRound(2, 1) { ReadsInterim = true }]);

    public override string Describe() => $"h = {Of(Recurrent, "z")} · h + (1 − z) · {Of(Activation, $"x + ({Of(Recurrent, "r")} · h)·U")}";
}
