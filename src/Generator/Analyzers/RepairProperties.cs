using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Analyzers;

/// <summary>Carries repairs from the analyzer to the code fixes in a diagnostic's properties.</summary>
/// <remarks>
/// Keys are <c>repair0.kind</c>, <c>repair0.text</c>, <c>repair0.argument</c> and <c>repair0.position</c>, where the last is the
/// start of the attribute to change in the diagnostic's file; then <c>repair1.kind</c> and so on, the likeliest first.
/// </remarks>
internal static class RepairProperties
{
    public static ImmutableDictionary<string, string?> Write(EquatableArray<Repair> repairs, ProblemLocator locator, SyntaxTree? tree)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        int i = 0;
        foreach (Repair repair in repairs)
        {
            Location location = locator.Find(new Anchor(AnchorKind.Attribute, repair.AttributeIndex) { Scope = repair.Scope });
            if (location.SourceTree != tree)
            {
                // Layers on several declarations, SHAPE0004: once they stand together, all repairs are offered.
                continue;
            }

            properties.Add(Key(i, "kind"), repair.Kind.ToString());
            properties.Add(Key(i, "text"), repair.Text);
            properties.Add(Key(i, "argument"), repair.Argument);
            properties.Add(Key(i, "position"), location.SourceSpan.Start.ToString(CultureInfo.InvariantCulture));
            i++;
        }

        return properties.ToImmutable();
    }

    /// <summary>The repairs of a diagnostic with the start of the attribute that each changes.</summary>
    public static IEnumerable<(Repair Repair, int Position)> Read(ImmutableDictionary<string, string?> properties)
    {
        for (int i = 0; properties.TryGetValue(Key(i, "kind"), out string? kind); i++)
        {
            var repair = new Repair((RepairKind)Enum.Parse(typeof(RepairKind), kind), properties[Key(i, "text")] ?? "", properties[Key(i, "argument")]);
            yield return (repair, int.Parse(properties[Key(i, "position")], CultureInfo.InvariantCulture));
        }
    }

    private static string Key(int index, string part) => $"repair{index.ToString(CultureInfo.InvariantCulture)}.{part}";
}
