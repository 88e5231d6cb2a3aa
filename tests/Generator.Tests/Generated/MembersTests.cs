using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.InteropServices;
using ShapeGen.CompilerServices;

namespace ShapeGen.Generator.Tests.Generated;

/// <summary>The generated members are those that the documentation promises, with the modifiers it promises.</summary>
public sealed class MembersTests : IDisposable
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly GeneratorRun Run = GeneratorRun.Of(
        new CompileOptions { HasTensors = true },
        """
        using ShapeGen;
        [InputShape(7, 7, 64)] [GlobalAveragePooling2D] [Dense(256, Activation = Activation.Relu)] [Dense(10, Activation = Activation.Softmax)] public sealed partial class DigitHead;
        [InputShape(4, 6)] [GlobalAveragePooling1D] public static partial class Pool;
        [InputShape<double>(4, 6)] [Flatten] public partial class View;
        [InputShape] [Activation(Activation.Relu)] public partial class Scalar;
        """);

    private readonly LoadedAssembly _consumer = Run.Load();

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public void AModelWithWeightsHasInstanceMethodsAndNoPublicConstructor()
    {
        Assert.Equal(
            [
                "private .ctor(AlignedBuffer<Single>)",
                "private readonly AlignedBuffer<Single> _packedWeights",
                "private static readonly WeightInfo[] s_weights",
                "public const Int32 InputLength = 3136",
                "public const Int32 OutputLength = 10",
                "public const Int64 ParameterCount = 19210",
                "public static DigitHead FromWeights(ReadOnlySpan<Single> denseKernel, ReadOnlySpan<Single> denseBias, ReadOnlySpan<Single> dense1Kernel, ReadOnlySpan<Single> dense1Bias)",
                "public static DigitHead Load(SafeTensors file)",
                "public static DigitHead Load(Stream stream)",
                "public static DigitHead Load(String path)",
                "public static ReadOnlySpan<Int32> InputShape",
                "public static ReadOnlySpan<Int32> OutputShape",
                "public static ReadOnlySpan<WeightInfo> Weights",
                "public static String Summary",
                "public void Forward(ReadOnlySpan<Single> input, Span<Single> destination)",
                "public void Forward(Single[,,] input, Span<Single> destination)",
                "public void Forward(in ReadOnlyTensorSpan<Single> input, in TensorSpan<Single> destination)",
                "public void ForwardBatch(ReadOnlySpan<Single> inputs, Span<Single> destination)",
            ],
            Members("DigitHead"));
    }

    [Fact]
    public void AStaticModelHasStaticMethodsAndNoInterface()
    {
        Assert.Equal(
            [
                "public const Int32 InputLength = 24",
                "public const Int32 OutputLength = 6",
                "public const Int64 ParameterCount = 0",
                "public static ReadOnlySpan<Int32> InputShape",
                "public static ReadOnlySpan<Int32> OutputShape",
                "public static ReadOnlySpan<WeightInfo> Weights",
                "public static String Summary",
                "public static void Forward(ReadOnlySpan<Single> input, ReadOnlySpan<Boolean> mask, Span<Single> destination)",
                "public static void Forward(ReadOnlySpan<Single> input, Span<Single> destination)",
                "public static void Forward(Single[,] input, Span<Single> destination)",
                "public static void Forward(in ReadOnlyTensorSpan<Single> input, in TensorSpan<Single> destination)",
                "public static void ForwardBatch(ReadOnlySpan<Single> inputs, ReadOnlySpan<Boolean> mask, Span<Single> destination)",
                "public static void ForwardBatch(ReadOnlySpan<Single> inputs, Span<Single> destination)",
            ],
            Members("Pool"));
        Assert.Empty(_consumer.Type("Pool").GetInterfaces());
    }

    [Fact]
    public void AViewHasAnOverloadThatCopiesNothing()
    {
        Assert.Contains("public static ReadOnlySpan<Double> Forward(ReadOnlySpan<Double> input)", Members("View"));
        Assert.DoesNotContain("public static ReadOnlySpan<Single> Forward(ReadOnlySpan<Single> input)", Members("Scalar"));
    }

    [Fact]
    public void AScalarInputHasNoArrayOverload()
    {
        Assert.DoesNotContain(Members("Scalar"), m => m.Contains("[]") || m.Contains("[,"));
        Assert.Contains("public const Int32 InputLength = 1", Members("Scalar"));
    }

    [Theory]
    [InlineData("DigitHead", typeof(float))]
    [InlineData("View", typeof(double))]
    [InlineData("Scalar", typeof(float))]
    public void AModelImplementsIModelByExplicitMembers(string name, Type element)
    {
        Type model = _consumer.Type(name);
        Type implemented = Assert.Single(model.GetInterfaces());
        Assert.Equal(typeof(IModel<,>).MakeGenericType(model, element), implemented);
        Assert.All(model.GetInterfaceMap(implemented).TargetMethods, method => Assert.True(method.IsPrivate, method.Name));
    }

    [Fact]
    public void TheSignatureTellsShapesAndType()
    {
        ModelSignatureAttribute signature = _consumer.Type("DigitHead").GetCustomAttribute<ModelSignatureAttribute>()!;
        Assert.Equal([7, 7, 64], signature.InputShape);
        Assert.Equal([10], signature.OutputShape);
        Assert.Equal(typeof(float), signature.ElementType);
        Assert.Equal(typeof(double), _consumer.Type("View").GetCustomAttribute<ModelSignatureAttribute>()!.ElementType);
        Assert.Empty(_consumer.Type("Scalar").GetCustomAttribute<ModelSignatureAttribute>()!.InputShape);
    }

    [Fact]
    public void EveryMemberIsMarkedAsGenerated()
    {
        foreach (Type type in _consumer.Assembly.GetTypes().Where(t => t.IsDefined(typeof(ModelSignatureAttribute), false)))
        {
            IEnumerable<MemberInfo> members = type.GetMembers(Own).Where(m =>
                m is not MethodInfo { IsSpecialName: true }
                && m is not ConstructorInfo { IsStatic: true }
                && (m is not ConstructorInfo || type.Name == "DigitHead"));
            Assert.All(members, m => Assert.True(m.IsDefined(typeof(GeneratedCodeAttribute), false) || m.Name.Contains("get_"), $"{type}.{m}"));
        }
    }

    [Fact]
    public void FilesSayThatTheyAreGenerated() =>
        Assert.All(Run.Files.Values, text => Assert.StartsWith("// <auto-generated/>\n#nullable enable\n", text));

    /// <summary>The members as C# would declare them, explicit implementations left out, in ordinal order.</summary>
    private IEnumerable<string> Members(string type) => _consumer.Type(type).GetMembers(Own)
        .Where(m => !m.Name.Contains("IModel<") && m is not MethodInfo { IsSpecialName: true } && m is not ConstructorInfo { IsStatic: true })
        .Where(m => m is not ConstructorInfo { IsPublic: true })
        .Select(Show)
        .Order(StringComparer.Ordinal);

    private static string Show(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } f => $"{Access(f.IsPublic)} const {f.FieldType.Name} {f.Name} = {f.GetRawConstantValue()}",
        FieldInfo f => $"{Access(f.IsPublic)}{Static(f.IsStatic)}{(f.IsInitOnly ? " readonly" : "")} {Name(f.FieldType)} {f.Name}",
        PropertyInfo p => $"{Access(p.GetMethod!.IsPublic)}{Static(p.GetMethod.IsStatic)} {Name(p.PropertyType)} {p.Name}{(p.CanWrite ? " { get; set; }" : "")}",
        ConstructorInfo c => $"{Access(c.IsPublic)} .ctor({string.Join(", ", c.GetParameters().Select(p => Name(p.ParameterType)))})",
        MethodInfo m => $"{Access(m.IsPublic)}{Static(m.IsStatic)} {(m.ReturnType == typeof(void) ? "void" : Name(m.ReturnType))} {m.Name}({string.Join(", ", m.GetParameters().Select(Show))})",
        _ => member.ToString()!,
    };

    private static string Show(ParameterInfo parameter) =>
        $"{(parameter.ParameterType.IsByRef && parameter.IsDefined(typeof(InAttribute), false) ? "in " : "")}{Name(parameter.ParameterType)} {parameter.Name}";

    private static string Access(bool isPublic) => isPublic ? "public" : "private";

    private static string Static(bool isStatic) => isStatic ? " static" : "";

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => Name(type.GetElementType()!),
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.Name,
    };
}
