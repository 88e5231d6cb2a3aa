using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Analyzers;

/// <summary>Carries repairs from the analyzer to the code fixes in a diagnostic's properties.</summary>
/// <remarks>
/// Keys are <c>repair0.kind</c>, <c>repair0.text</c>, <c>repair0.argument</c>, for one value of several <c>repair0.element</c>, and
/// <c>repair0.position</c>, the start of the attribute to change in the diagnostic's file; then <c>repair1.kind</c> and so on, the
/// likeliest first.
/// </remarks>
internal static class RepairProperties
{
    public static ImmutableDictionary<string, string?> Write(EquatableArray<Repair> repairs, ProblemLocator locator, SyntaxTree? tree)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        int i = 0;
        foreach (Repair repair in repairs)
        {
            var anchor = new Anchor(AnchorKind.Attribute, repair.AttributeIndex) { Scope = repair.Scope };
            Location location = locator.Find(anchor);
            if (location.SourceTree != tree || !locator.IsInSource(anchor))
            {
                // Layers on several declarations, SHAPE0004: once they stand together, all repairs are offered. A block in
                // another file, or another assembly, is not changed from here.
                continue;
            }

            properties.Add(Key(i, "kind"), repair.Kind.ToString());
            properties.Add(Key(i, "text"), repair.Text);
            properties.Add(Key(i, "argument"), repair.Argument);
            if (repair.Element >= 0)
            {
                properties.Add(Key(i, "element"), repair.Element.ToString(CultureInfo.InvariantCulture));
            }

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
            var repair = new Repair((RepairKind)Enum.Parse(typeof(RepairKind), kind), properties[Key(i, "text")] ?? "", properties[Key(i, "argument")])
            {
                Element = properties.TryGetValue(Key(i, "element"), out string? element) ? int.Parse(element, CultureInfo.InvariantCulture) : -1,
            };
            yield return (repair, int.Parse(properties[Key(i, "position")], CultureInfo.InvariantCulture));
        }
    }

    private static string Key(int index, string part) => $"repair{index.ToString(CultureInfo.InvariantCulture)}.{part}";
}
