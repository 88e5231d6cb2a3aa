using Microsoft.CodeAnalysis.CSharp;
using ShapeGen.Tests;

namespace ShapeGen.Generator.Tests.Overloads;

/// <summary>Every overload, called with plain arrays, compiles and agrees under each language version of .NET 10's reach.</summary>
public class LanguageVersionTests
{
    private static readonly string[] Elements = ["System.Single", "System.Double", "System.Half"];
    private static readonly LanguageVersion[] Versions = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14];

    public static TheoryData<LanguageVersion, bool, string> Projects
    {
        get
        {
            var projects = new TheoryData<LanguageVersion, bool, string>();
            foreach (LanguageVersion version in Versions)
            {
                foreach (string element in Elements)
                {
                    projects.Add(version, false, element);
                    projects.Add(version, true, element);
                }
            }

            return projects;
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    [Trait(TestScope.Size, TestScope.Large)]
    public void EveryOverloadCompilesAndAgrees(LanguageVersion version, bool tensors, string element)
    {
        string[] sources = tensors
            ? [OverloadConsumer.Source(element), OverloadConsumer.TensorSource(element)]
            : [OverloadConsumer.Source(element)];
        using LoadedAssembly consumer = GeneratorRun.Of(new CompileOptions { Language = version, HasTensors = tensors }, sources).Load();
        Assert.Equal("", consumer.Call("Consumer", "Run"));
        if (tensors)
        {
            Assert.Equal("", consumer.Call("TensorConsumer", "Run"));
        }
    }

    [Fact]
    public void WithoutTensorsNoOverloadMentionsThem() =>
        Assert.All(GeneratorRun.Of(ModelGallery.Files).Files.Values, text => Assert.DoesNotContain("System.Numerics", text));
}
