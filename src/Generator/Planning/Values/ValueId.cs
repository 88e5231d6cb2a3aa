namespace ShapeGen.Generator.Planning.Values;

/// <summary>Names a <see cref="PlanValue"/> of a plan, by its place among them.</summary>
internal readonly record struct ValueId(int Index)
{
    public override string ToString() => $"v{InvariantText.Of(Index)}";
}
