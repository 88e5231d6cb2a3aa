using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeGen.CodeFixes.Editing;
using ShapeGen.Generator.Core;

namespace ShapeGen.CodeFixes.Repairs;

/// <summary>What the menu says of a repair.</summary>
internal static class RepairTitle
{
    /// <param name="repair">What will be done.</param>
    /// <param name="attribute">The attribute that it is done to.</param>
    /// <param name="model">The attribute's semantic model.</param>
    /// <param name="isReported">Whether that is the attribute under the squiggle; another one is named.</param>
    public static string Of(Repair repair, AttributeSyntax attribute, SemanticModel model, bool isReported)
    {
        string layer = model.TypeOf(attribute) is { } type ? TypeNames.ShortName(type) : attribute.Name.ToString();
        return repair.Kind switch
        {
            RepairKind.SetArgument when repair.Element >= 0 || repair.Argument is "layer" => $"Name {repair.Text}",
            RepairKind.SetArgument => $"Set {repair.Argument}{(isReported ? "" : " of " + layer)} to {repair.Text.Split('.').Last()}",
            RepairKind.ExchangeLayer => $"Exchange {layer} for {repair.Text}",
            RepairKind.RemoveArgument => $"Remove {repair.Argument} of {layer}",
            RepairKind.InsertLayer => $"Insert [{repair.Text}] before {layer}",
            RepairKind.RemoveLayer => $"Remove {layer}",
            RepairKind.RemoveFirstAxis => $"Leave the batch axis out: {repair.Text}",
            RepairKind.AddFirstAxis or RepairKind.AddLastAxis => $"Add the channel axis: {repair.Text}",
            _ => throw new ArgumentOutOfRangeException(nameof(repair), repair.Kind, "A kind of repair without a title."),
        };
    }
}
