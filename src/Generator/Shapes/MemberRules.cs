using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Planning;

namespace ShapeGen.Generator.Shapes;

/// <summary>SHAPE0006: the user has written a member that the generator must add.</summary>
internal static class MemberRules
{
    public static IEnumerable<Problem> Check(ShapedModel model, ExecutionPlan? plan)
    {
        EquatableArray<MemberDeclaration> members = model.Type.Members;
        for (int i = 0; i < members.Count; i++)
        {
            MemberDeclaration written = members[i];
            if (ModelMembers.Of(model, plan).FirstOrDefault(generated => Collide(written, generated)) is { } generated)
            {
                string shown = written.Name == ".ctor" ? "a constructor" : written.Name + written.Signature;
                yield return new Problem(RuleIds.MemberExists, new Anchor(AnchorKind.Member, i), new EquatableArray<string>([model.Type.Name, shown]));
            }
        }
    }

    /// <summary>Whether the user's members leave no room for a generated one: the stub leaves it out.</summary>
    public static bool IsTaken(ShapedModel model, ModelMember generated) => model.Type.Members.Any(written => Collide(written, generated));

    /// <summary>By signature between two methods, else by name; any constructor of the user's could make a model without weights.</summary>
    private static bool Collide(MemberDeclaration written, ModelMember generated) =>
        written.Name == generated.Name
        && (written.Signature is null || generated.Parameters is null || written.Signature == generated.Parameters);
}
