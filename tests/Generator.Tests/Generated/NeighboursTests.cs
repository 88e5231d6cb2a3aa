using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Diagnostics;
using ShapeGen.Generator.Shapes;
using ShapeGen.Generator.Tests.Analyzers;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>
/// Base classes, marks and names that the compiler takes: beside them generated code compiles without a word, or a rule
/// says why there is none.
/// </summary>
public class NeighboursTests
{
    private const string Head = "[InputShape(4, 6)] [Dense(3)] [GlobalAveragePooling1D]";
    private const string Pool = "[InputShape(4, 6)] [GlobalMaxPooling1D]";

    [Theory]
    [InlineData($"public class B {{ public class M {{ }} }} {Head} public partial class M : B;")]
    [InlineData($"public class B {{ public class M {{ }} }} {Pool} public partial class M : B;")]
    [InlineData($"namespace N.@event {{ public class B {{ protected struct M {{ }} }} public class C : B; public partial class Outer {{ {Head} private partial class M : C; }} }}")]
    [InlineData($"public class B {{ [Obsolete] public B() {{ }} }} {Head} public partial class M : B;")]
    [InlineData($"public class B {{ [Obsolete(\"Old.\")] public B() {{ }} }} {Head} public partial class M : B;")]
    [InlineData($"{Pool} public partial class M {{ [Obsolete] public M() {{ }} }}")]
    [InlineData($"{Pool} public partial class M {{ [Obsolete(\"Old.\", true)] public M() {{ }} }}")]
    [InlineData($"{Head} public partial class M {{ [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] public static string Load(IDisposable file) => \"\"; }}")]
    [InlineData($"public class B {{ public virtual void Forward(ReadOnlySpan<float> x, Span<float> y) {{ }} public virtual void ForwardBatch(ReadOnlySpan<float> x, Span<float> y) {{ }} }} {Head} public partial class M : B;")]
    [InlineData($"public class B {{ public virtual int InputLength => 1; public virtual string Summary => \"\"; public virtual int[] Weights() => []; }} {Head} public partial class M : B;")]
    [InlineData($"public class B {{ public event Action? Forward {{ add {{ }} remove {{ }} }} public virtual event Action? Load {{ add {{ }} remove {{ }} }} }} {Head} public partial class M : B;")]
    [InlineData($"public abstract class A {{ public abstract void Forward(ReadOnlySpan<float> x, Span<float> y); }} public class B : A {{ public override void Forward(ReadOnlySpan<float> x, Span<float> y) {{ }} }} {Head} public partial class M : B;")]
    [InlineData($"public abstract class B {{ public abstract void Forward(int x); }} {Pool} public abstract partial class M : B;")]
    [InlineData($"namespace ShapeGen.CompilerServices {{ {Head} public partial class M; public class Mine; }} namespace ShapeGen {{ {Head} public partial class MyHead; }}")]
    public void CompilesWithoutAWord(string models)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + models);
        Assert.Empty(Compile.Sources(Usings + models).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.Diagnostics());
    }

    [Theory]
    [InlineData($"public class B {{ [Obsolete(\"Old.\", true)] public B() {{ }} public B(int x) {{ }} }} {Head} public partial class M : B {{ public M(int x) : base(x) {{ }} }}", "SHAPE0005 M cannot be a model because it derives from B, whose parameterless constructor is [Obsolete] as an error, and its layer dense has weights that an instance must hold: use a plain partial class")]
    [InlineData($"{Head} public partial class M {{ [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] public static string Load(IDisposable file) => \"\"; }}", "SHAPE0006 M declares Load(System.IDisposable) with an [OverloadResolutionPriority], so that generated code would call it in place of its own: rename it or remove it")]
    [InlineData($"[System.Runtime.InteropServices.ComImport, System.Runtime.InteropServices.Guid(\"00000000-0000-0000-0000-000000000001\")] {Head} public partial class M;", "SHAPE0005 M cannot be a model because it is imported from COM: use a plain partial class")]
    [InlineData($"public abstract class B {{ public abstract void Forward(ReadOnlySpan<float> x, Span<float> y); }} {Pool} public abstract partial class M : B;", "SHAPE0006 M inherits the abstract Forward(System.ReadOnlySpan<float>, System.Span<float>), which the generated one would hide: rename it or remove it")]
    [InlineData($"public abstract class B {{ public abstract int OutputLength {{ get; }} }} {Pool} public abstract partial class M : B;", "SHAPE0006 M inherits the abstract OutputLength, which the generated one would hide: rename it or remove it")]
    [InlineData($"public abstract class B {{ public abstract event Action Forward; }} {Pool} public abstract partial class M : B;", "SHAPE0006 M inherits the abstract Forward, which the generated one would hide: rename it or remove it")]
    [InlineData($"{Head} public partial class M {{ public event Action? Forward {{ add {{ }} remove {{ }} }} }}", "SHAPE0006 M declares Forward, which ShapeGen must generate: rename it or remove it")]
    [InlineData($"{Head} public partial class M {{ public event Action? InputLength; public void Raise() => InputLength?.Invoke(); }}", "SHAPE0006 M declares InputLength, which ShapeGen must generate: rename it or remove it")]
    [InlineData($"{Head} public partial class M; namespace ShapeGen.CompilerServices {{ public static class ModelArguments; }}", "SHAPE0005 M cannot be a model because it is built beside a type ShapeGen.CompilerServices.ModelArguments of the project's own, which hides the one that generated code means: use a plain partial class")]
    public async Task OrARuleSaysWhyNot(string models, string report)
    {
        Assert.Empty(Compile.Sources(Usings + models).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        GeneratorRun run = GeneratorRun.Of(Usings + models);
        Assert.Empty(run.Diagnostics());
        Assert.Equal([report], (await AnalyzerRun.Over(run.Output)).Select(d => $"{d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}"));
    }

    [Fact]
    public async Task AnAliasInPlaceOfGlobalIsARule()
    {
        CSharpCompilation plain = Compile.Sources();
        MetadataReference runtime = plain.References.Single(r => r.Display!.EndsWith("ShapeGen.dll", StringComparison.Ordinal));
        CSharpCompilation aliased = plain
            .ReplaceReference(runtime, runtime.WithAliases(["SG"]))
            .AddSyntaxTrees(Compile.Tree("extern alias SG; using SG::ShapeGen; [InputShape(4)] [Dense(3)] public partial class M;", "File0.cs"));
        GeneratorRun run = GeneratorRun.Of(CompileOptions.Default, aliased);
        Assert.Empty(run.Diagnostics());
        Assert.Equal(
            ["M cannot be a model because it sees ShapeGen only under the alias SG, and generated code under global: use a plain partial class"],
            (await AnalyzerRun.Over(run.Output)).Select(d => d.GetMessage(CultureInfo.InvariantCulture)));
    }

    /// <summary>Words that are types of the language as long as no other type has their name.</summary>
    private static readonly string[] NativeIntegers = ["nint", "nuint"];

    /// <summary>Each kind of kernel in one namespace with types under every word of the language, and models under each of them.</summary>
    [Fact]
    [Trait(TestScope.Size, TestScope.Large)]
    public void WordsOfTheLanguageMayBeNames()
    {
        string[] words = [.. SyntaxFacts.GetContextualKeywordKinds().Concat(SyntaxFacts.GetReservedKeywordKinds()).Select(SyntaxFacts.GetText).Append("_").Append("dynamic").Distinct().Except(NativeIntegers)];
        string[] attributes =
        [
            "[InputShape(64)] [Dense(40, Activation = Activation.Gelu)] [Dense(3, Activation = Activation.Softmax)]",
            "[InputShape(9, 8)] [GlobalAveragePooling1D]",
            "[InputShape<System.Half>(9, 40)] [GlobalMaxPooling1D] [Dense(80)]",
            "[InputShape<double>(3, 5, 7)] [Permute(3, 1, 2)] [Flatten]",
            "[InputShape(4)] [Flatten]",
        ];
        string models = string.Concat(words.Select((word, i) => $"namespace N {{ {attributes[i % attributes.Length]} public partial class @{word}; }}\n"));
        GeneratorRun run = GeneratorRun.Of(new CompileOptions { HasTensors = true }, [.. ModelGallery.Files.Select(f => f.Replace("Gallery.", "N.")), $"using ShapeGen;\n{models}"]);
        Assert.Empty(run.Diagnostics());
    }

    [Theory]
    [InlineData("nint", $"{Head} public partial class @nint;", "nint")]
    [InlineData("nuint", $"public class @nuint; namespace N {{ {Pool} public partial class M; }}", "M")]
    [InlineData("nuint", $"public class B {{ public struct @nuint; }} public class C {{ {Pool} public partial class M : B; }}", "M")]
    public void ATypeInPlaceOfANativeIntegerIsARule(string word, string models, string model)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + models);
        Assert.Empty(run.Files);
        INamedTypeSymbol type = run.Output.GetSymbolsWithName(model).OfType<INamedTypeSymbol>().Single();
        Problem problem = Assert.Single(ShapeInference.Infer(DeclarationReader.Read(type)!).Problems);
        Assert.Equal($"{model} cannot be a model because it is built beside a type {word} of the project's own, which hides the one that generated code means: use a plain partial class", Rules.Message(problem));
    }

    private const string Usings = "using System; using ShapeGen;\n";
}
