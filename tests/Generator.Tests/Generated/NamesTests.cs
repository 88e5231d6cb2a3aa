using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>Models under names and in places that a writer of C# text could get wrong.</summary>
public class NamesTests
{
    [Fact]
    public void ModelsMayStandInTheGlobalNamespaceAndInClasses()
    {
        using LoadedAssembly consumer = GeneratorRun.Of("""
            using ShapeGen;
            [InputShape(4, 6)] [GlobalMaxPooling1D] public static partial class Global;
            public static partial class Outer
            {
                internal sealed partial class Inner
                {
                    [InputShape(4)] [Dense(3)] internal sealed partial class Deep;
                }
            }
            namespace N.M
            {
                public partial class Outer
                {
                    [InputShape(4)] [Flatten] protected internal partial class Model { public static int Own => InputLength; }
                    [InputShape(6)] [Dense(2)] private partial class Hidden;
                }
            }
            """).Load();
        Assert.Equal(["Global", "N.M.Outer+Hidden", "N.M.Outer+Model", "Outer+Inner+Deep"], ModelNames(consumer));
        Assert.True(consumer.Type("Outer+Inner+Deep").IsNestedAssembly);
        Assert.True(consumer.Type("N.M.Outer+Hidden").IsNestedPrivate);
    }

    [Fact]
    public void FilesAreNamedAfterTheirModels()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using ShapeGen;
            [InputShape(4)] [Flatten] public partial class Global;
            namespace N.M { public partial class Outer { [InputShape(4)] [Flatten] public partial class Model; } }
            """);
        Assert.Equal(["Global.g.cs", "N.M.Outer.Model.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void KeywordsMayBeNames()
    {
        using LoadedAssembly consumer = GeneratorRun.Of("""
            using ShapeGen;
            namespace @namespace.@event
            {
                public partial class @static
                {
                    [InputShape(4)] [Dense(3)] public partial class @class;
                    [InputShape(4, 6)] [GlobalAveragePooling1D] public static partial class @record;
                }
            }
            namespace N
            {
                [InputShape(4)] [Dense(3)] public partial class @var;
                [InputFrom(typeof(@namespace.@event.@static.@class))] [Dense(3)] public partial class @await;
                [InputShape(4)] [Dense(3)] public partial class @field;
                [InputShape(4)] [Dense(3)] public partial class @scoped;
            }
            """).Load();
        Assert.Equal(["N.await", "N.field", "N.scoped", "N.var", "namespace.event.static+class", "namespace.event.static+record"], ModelNames(consumer));
    }

    /// <summary>Half-typed code, which does not compile but must not stop the generator: CS8785 would take every model's code away.</summary>
    [Theory]
    [InlineData("namespace A.B { [InputShape(4)] [Flatten] public partial class M; } namespace A { public partial class B { [InputShape(5)] [Flatten] public partial class M; } }", "A.B.M-2.g.cs|A.B.M.g.cs")]
    [InlineData("[InputShape(4)] [Flatten] public partial class Outer { [InputShape(4)] [Flatten] partial class", "Outer.g.cs")]
    [InlineData("public partial class { [InputShape(4)] [Flatten] partial class Inner; }", "")]
    [InlineData("namespace [A] { [InputShape(4)] [Flatten] public partial class M; } [InputShape(4)] [Flatten] public partial class M;", "M.g.cs")]
    public void HalfTypedNamesGetFilesOfTheirOwnOrNone(string source, string files) =>
        Assert.Equal(files, string.Join('|', GeneratorRun.Of($"using ShapeGen; {source}").Files.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void NamesThatDifferInCaseOnlyGetFilesOfTheirOwn()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using ShapeGen;
            namespace N { [InputShape(4)] [Dense(3)] public partial class Model; [InputShape(5)] [Dense(3)] public partial class MODEL; }
            namespace n { [InputShape(6)] [Flatten] public partial class Model; }
            namespace Z { [InputShape(6)] [Flatten] public partial class Ab; [InputFrom(typeof(Ab))] [Flatten] public partial class aB; }
            """);
        Assert.Equal(["N.MODEL.g.cs", "N.Model-2.g.cs", "Z.Ab.g.cs", "Z.aB-3.g.cs", "n.Model-4.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        run.Load().Dispose();
    }

    /// <summary>What an identifier may hold but a file's name may not is written as its code.</summary>
    [Fact]
    public void LettersOfAllScriptsMayBeNames()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using ShapeGen;
            namespace Größe { [InputShape(4)] [Dense(3)] public partial class 層; [InputShape(4)] [Flatten] public partial class Cafe\u0301; }
            """);
        Assert.Equal(["Größe.Cafe-0301.g.cs", "Größe.層.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        run.Load().Dispose();
    }

    /// <summary>Names of the user's that generated code uses itself must not catch its references.</summary>
    [Fact]
    public void NamesOfTheGeneratedCodesOwnMayBeTaken()
    {
        using LoadedAssembly consumer = GeneratorRun.Of(
            """
            namespace N
            {
                [global::ShapeGen.InputShape(64)] [global::ShapeGen.Dense(10, Activation = global::ShapeGen.Activation.Tanh)] public partial class Kernels;
                [global::ShapeGen.InputShape(64)] [global::ShapeGen.Dense(10)] public partial class System { public int Kernels => 3; }
                public static partial class Outer
                {
                    public static string Kernels => "mine";
                    [global::ShapeGen.InputShape(64)] [global::ShapeGen.Dense(10)] public partial class Step1;
                }
            }
            """,
            "namespace N { public class @nameof; public class ShapeGen; public class Vector512; public class Span; }",
            "public class Kernels { public class Run; }").Load();
        Assert.Equal(["N.Kernels", "N.Outer+Step1", "N.System"], ModelNames(consumer));
    }

    public static TheoryData<string> OddLayerNames =>
    [
        "with space", "tab\there", "line\nend", "carriage\rreturn", "next\u0085line", "separator\u2028line", "quote\"quote", "\"\"\"", "\"\"\"\"\"",
        "back\\slash", "<b>&amp;", "--> */ //", "{0} {{x}}", "größe", "層", "1st", "a/b.c", "int", "\0", "🙂", "#error", "x\nint y;", "half \ud800 of a pair", "none \uffff",
    ];

    [Theory]
    [MemberData(nameof(OddLayerNames))]
    [Trait(TestScope.Size, TestScope.Large)]
    public void AnyNameOfALayerCompiles(string name)
    {
        string literal = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true);
        using LoadedAssembly consumer = GeneratorRun.Of(
            new CompileOptions { Documentation = Microsoft.CodeAnalysis.DocumentationMode.Diagnose },
            $$"""
            using ShapeGen;
            /// <summary>A model.</summary>
            [InputShape(4)] [Dense(3, Name = {{literal}})] [Activation(Activation.Relu, Name = {{literal}} + "2")] public partial class M;
            /// <summary>Shows what was generated.</summary>
            public static class Show
            {
                /// <summary>The names of the weights.</summary>
                public static string Names() => M.Weights[0].Name + "|" + M.Weights[1].Name;
                /// <summary>The table.</summary>
                public static string Summary() => M.Summary;
            }
            """).Load();
        Assert.Equal($"{name}/kernel|{name}/bias", consumer.Call("Show", "Names"));
        Assert.Contains("(Dense)", (string)consumer.Call("Show", "Summary")!);
    }

    [Theory]
    [InlineData("[System.Obsolete]")]
    [InlineData("[System.Obsolete(\"Use another.\", true)]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")]")]
    public void AModelMayBeMarkedAgainstUse(string mark) =>
        GeneratorRun.Of($"using ShapeGen; {mark} [InputShape(4, 6)] [Dense(3)] [GlobalAveragePooling1D] public sealed partial class M;").Load().Dispose();

    private static IEnumerable<string> ModelNames(LoadedAssembly consumer) => consumer.Assembly.GetTypes()
        .Where(t => t.IsDefined(typeof(ShapeGen.CompilerServices.ModelSignatureAttribute), false))
        .Select(t => t.FullName!)
        .Order(StringComparer.Ordinal);
}
