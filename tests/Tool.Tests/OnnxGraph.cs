using Google.Protobuf;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Tests;

/// <summary>Writes small ONNX models, with weights from a fixed seed.</summary>
internal sealed class OnnxGraph(int opset = 17)
{
    private readonly Random _random = new(7);
    private readonly ModelProto _model = new()
    {
        IrVersion = 8,
        Graph = new GraphProto { Name = "made" },
        OpsetImport = { new OperatorSetIdProto { Version = opset } },
    };

    private int _names;

    public string Input(string name, params int[] shape)
    {
        _model.Graph.Input.Add(Info(name, 1, shape));
        return name;
    }

    public string Integers(string name, params int[] shape)
    {
        _model.Graph.Input.Add(Info(name, 7, shape));
        return name;
    }

    public void Output(string name) => _model.Graph.Output.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } } });

    /// <summary>Weights between −0.5 and 0.5.</summary>
    public string Weight(params int[] shape) => Floats(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, d) => product * d)).Select(_ => _random.NextSingle() - 0.5f)]);

    public string Zeros(params int[] shape) => Floats(shape, new float[shape.Aggregate(1, (product, d) => product * d)]);

    public string Number(float number) => Floats([], [number]);

    public string Floats(int[] shape, float[] values)
    {
        var tensor = new TensorProto { Name = $"w{_names++}", DataType = 1 };
        tensor.Dims.AddRange(shape.Select(d => (long)d));
        tensor.FloatData.AddRange(values);
        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public string Ints(params long[] values) => Int64([values.Length], values);

    public string Int(long value) => Int64([], [value]);

    public string Add(string type, string[] inputs, params (string Name, object Value)[] attributes) => Add(type, inputs, 1, attributes)[0];

    public string[] Add(string type, string[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = $"{type}{_names}" };
        node.Input.AddRange(inputs);
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => $"v{_names++}")];
        node.Output.AddRange(names);
        foreach ((string name, object value) in attributes)
        {
            var attribute = new AttributeProto { Name = name };
            switch (value)
            {
                case int number:
                    attribute.I = number;
                    attribute.Type = 2;
                    break;
                case float number:
                    attribute.F = number;
                    attribute.Type = 1;
                    break;
                case string text:
                    attribute.S = ByteString.CopyFromUtf8(text);
                    attribute.Type = 3;
                    break;
                case int[] numbers:
                    attribute.Ints.AddRange(numbers.Select(number => (long)number));
                    attribute.Type = 7;
                    break;
                default:
                    attribute.Strings.AddRange(((string[])value).Select(ByteString.CopyFromUtf8));
                    attribute.Type = 8;
                    break;
            }

            node.Attribute.Add(attribute);
        }

        _model.Graph.Node.Add(node);
        return names;
    }

    public string Dense(string input, int from, int to) => Add("Add", [Add("MatMul", [input, Weight(from, to)]), Weight(to)]);

    public void Save(string path, string output)
    {
        Output(output);
        File.WriteAllBytes(path, _model.ToByteArray());
    }

    private string Int64(int[] shape, long[] values)
    {
        var tensor = new TensorProto { Name = $"w{_names++}", DataType = 7 };
        tensor.Dims.AddRange(shape.Select(d => (long)d));
        tensor.Int64Data.AddRange(values);
        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static ValueInfoProto Info(string name, int type, int[] shape)
    {
        var info = new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = new TensorShapeProto() } } };
        info.Type.TensorType.Shape.Dim.AddRange(shape.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return info;
    }
}
