using ShapeGen.Generator.Core;

namespace ShapeGen.Generator.Emission;

/// <summary>Implements <c>IModel</c> by explicit members, so that they stay out of the way.</summary>
internal static class ModelInterfaceWriter
{
    public static string InterfaceName(ModelContext context) => $"global::ShapeGen.IModel<{context.Model.Type.Reference}, {context.Element}>";

    public static void Write(ModelContext context)
    {
        string model = InterfaceName(context);
        SourceWriter writer = context.Writer;
        Property("int", ModelMembers.InputLength);
        Property("int", ModelMembers.OutputLength);
        Property("global::System.ReadOnlySpan<int>", ModelMembers.InputShape);
        Property("global::System.ReadOnlySpan<int>", ModelMembers.OutputShape);
        Property("long", ModelMembers.ParameterCount);
        Property("global::System.ReadOnlySpan<global::ShapeGen.WeightInfo>", ModelMembers.Weights);
        Member($"static {context.Model.Type.Reference} {model}.Load(global::ShapeGen.SafeTensors file)", LoadBody(context));
        Member($"void {model}.Forward({context.Source} input, {context.Destination} destination)", context.Plan is null ? Throw(context) : "Forward(input, destination)");
        Member($"void {model}.ForwardBatch({context.Source} inputs, {context.Destination} destination)", context.Plan is null ? Throw(context) : "ForwardBatch(inputs, destination)");

        void Property(string type, string name) => Member($"static {type} {model}.{name}", context.Plan is null ? Throw(context) : name);

        void Member(string header, string body)
        {
            writer.Line();
            writer.Line(ModelContext.GeneratedCode);
            writer.Line($"{header} => {body};");
        }
    }

    private static string LoadBody(ModelContext context)
    {
        if (context.Plan is null)
        {
            return Throw(context);
        }

        if (context.Model.HasWeights)
        {
            return "Load(file)";
        }

        return context.Model.Type.HasParameterlessConstructor
            ? $"new {context.Model.Type.Reference}()"
            : $"throw new global::System.NotSupportedException({CSharpLiteral.Of($"{context.Model.Type.Name} has no weights to load and no parameterless constructor that may be called; call its static methods.")})";
    }

    private static string Throw(ModelContext context) =>
        $"throw new global::System.InvalidOperationException({CSharpLiteral.Of(context.StubMessage)})";
}
