using Google.Protobuf;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Onnx;

/// <summary>One node of the graph with its attributes.</summary>
internal sealed class Operation(NodeProto proto)
{
    public string Type => proto.OpType;

    public IReadOnlyList<string> Inputs => proto.Input;

    public IReadOnlyList<string> Outputs => proto.Output;

    /// <summary>How messages call it.</summary>
    public string Label => proto.Name.Length > 0 ? proto.Name : Outputs.FirstOrDefault() ?? Type;

    public bool HasInput(int index) => index < Inputs.Count && Inputs[index].Length > 0;

    public int Integer(string name, int absent) => Find(name) is { } attribute ? checked((int)attribute.I) : absent;

    public double Real(string name, double absent) => Find(name) is { } attribute ? Rounded(attribute.F) : absent;

    public int[]? Integers(string name) => Find(name) is { } attribute ? [.. attribute.Ints.Select(value => checked((int)value))] : null;

    public string Text(string name, string absent) => Find(name) is { } attribute ? attribute.S.ToStringUtf8() : absent;

    public string[]? Texts(string name) => Find(name) is { } attribute ? [.. attribute.Strings.Select(text => text.ToStringUtf8())] : null;

    public TensorProto? Tensor(string name) => Find(name)?.T;

    public AttributeProto? Find(string name) => proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>The number that a person wrote: 0.1 and not 0.10000000149.</summary>
    public static double Rounded(float value) => double.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
