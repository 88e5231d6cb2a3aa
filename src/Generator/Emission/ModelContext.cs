using ShapeGen.Generator.Models;
using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Weights;

namespace ShapeGen.Generator.Emission;

/// <summary>What the writers of one model's file share.</summary>
/// <param name="Writer">The file.</param>
/// <param name="Planned">The model and its plan.</param>
/// <param name="Features">The project's features.</param>
internal sealed record ModelContext(SourceWriter Writer, PlannedModel Planned, ProjectFeatures Features)
{
    public const string GeneratedCode = $"[global::System.CodeDom.Compiler.GeneratedCode(\"ShapeGen\", \"{Version}\")]";
    private const string Version = "0.1.0";

    public ShapedModel Model => Planned.Model;

    /// <summary>The plan; null writes the stub of an invalid model.</summary>
    public ExecutionPlan? Plan => Planned.Plan;

    public string Element => Model.ElementType.StorageName();

    /// <summary>The element type of an input.</summary>
    public string InputElement(int input) => Model.Inputs[input].IsInteger ? "int" : Element;

    /// <summary>The type of the first input's parameter.</summary>
    public string Source => $"global::System.ReadOnlySpan<{InputElement(0)}>";

    /// <summary>The type of a weight's parameter.</summary>
    public string WeightSource => $"global::System.ReadOnlySpan<{Element}>";

    public string Destination => $"global::System.Span<{Element}>";

    /// <summary><c>static </c> where a model without weights needs no instance.</summary>
    public string StaticForward => Model.HasWeights ? "" : "static ";

    /// <summary>The name of the resource that holds the model's weights, or null where none does.</summary>
    public string? EmbeddedWeights => Features.EmbeddedModels
        .Where(name => WeightsFile.Names(name, Model.Type.FullName))
        .Select(WeightsFile.ResourceName)
        .FirstOrDefault();

    /// <summary>The user has taken this member's place: SHAPE0006, and the stub leaves it out.</summary>
    public bool IsTaken(string name, string? parameters = null) => MemberRules.IsTaken(Model, new ModelMember(name, parameters));

    /// <summary>Writes a documented member with a body; a stub's body throws.</summary>
    /// <param name="docs">Lines of XML documentation, without slashes.</param>
    /// <param name="header">The declaration up to its body.</param>
    /// <param name="writeBody">Writes the body.</param>
    public void Method(string docs, string header, Action writeBody)
    {
        Writer.Line();
        Document(docs);
        Writer.Line(GeneratedCode);
        using (Writer.Block(header))
        {
            if (Plan is null)
            {
                Writer.Line($"throw new global::System.InvalidOperationException({CSharpLiteral.Of(StubMessage)});");
            }
            else
            {
                writeBody();
            }
        }
    }

    public void Document(string docs)
    {
        foreach (string line in docs.Split('\n'))
        {
            Writer.Line($"/// {line.TrimEnd('\r')}");
        }
    }

    /// <summary>What a stub says when it is run after all.</summary>
    public string StubMessage => Planned.Problems.Count > 0
        ? $"{Planned.Problems[0].RuleId}: the model {Model.Type.Name} is invalid; its build reports why."
        : $"The model {Model.Type.Name} is incomplete; its build reports why.";
}
