using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;

namespace ShapeGen.Generator.Models;

/// <summary>SHAPE0006: the user has written a member that the generator must add.</summary>
internal static class MemberRules
{
    public static IEnumerable<Problem> Check(ShapedModel model, ExecutionPlan? plan)
    {
        EquatableArray<MemberDeclaration> members = model.Type.Members;
        for (int i = 0; i < members.Count; i++)
        {
            MemberDeclaration written = members[i];
            string shown = written.Name == ".ctor" ? "a constructor" : written.Name + written.Signature;
            if (GeneratedMembers.Of(model, plan).Any(generated => Collide(written, generated)))
            {
                yield return Problem(new Anchor(AnchorKind.Member, i), $"declares {shown}, which ShapeGen must generate");
            }
            else if (written.IsPreferred && GeneratedMembers.Of(model, plan).Any(generated => generated.Name == written.Name))
            {
                yield return Problem(new Anchor(AnchorKind.Member, i), $"declares {shown} with an [OverloadResolutionPriority], so that generated code would call it in place of its own");
            }
        }

        foreach (MemberDeclaration inherited in model.Type.InheritedMembers)
        {
            if (GeneratedMembers.Of(model, plan).Any(generated => Collide(inherited, generated)))
            {
                yield return Problem(new Anchor(AnchorKind.TypeName), $"inherits the abstract {inherited.Name}{inherited.Signature}, which the generated one would hide");
            }
        }

        Problem Problem(Anchor anchor, string what) => new(RuleIds.MemberExists, anchor, new EquatableArray<string>([model.Type.Name, what]));
    }

    /// <summary>Whether the user's members leave no room for a generated one: the stub leaves it out.</summary>
    public static bool IsTaken(ShapedModel model, ModelMember generated) =>
        model.Type.Members.Concat(model.Type.InheritedMembers).Any(written => Collide(written, generated));

    /// <summary>By signature between two methods, else by name; any constructor of the user's could make a model without weights.</summary>
    private static bool Collide(MemberDeclaration written, ModelMember generated) =>
        written.Name == generated.Name
        && (written.Signature is null || generated.Parameters is null || written.Signature == generated.Parameters);
}
