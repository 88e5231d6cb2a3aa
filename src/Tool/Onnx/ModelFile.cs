using Google.Protobuf;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Onnx;

/// <summary>
/// Reads a model and leaves the numbers of its tensors in the file: of those it keeps where they lie. Protobuf's own parser would hold
/// the whole file in memory, and while it reads most of it twice; here it gets what is left of each message.
/// </summary>
internal sealed class ModelFile
{
    private const int GraphOfModel = 7;
    private const int NodeOfGraph = 1;
    private const int InitializerOfGraph = 5;
    private const int AttributeOfNode = 5;
    private const int TensorOfAttribute = 5;
    private const int RawDataOfTensor = 9;
    private const int FloatDataOfTensor = 4;

    private readonly Stream _stream;

    private ModelFile(Stream stream) => _stream = stream;

    /// <exception cref="ToolException">The file is damaged.</exception>
    public static ModelProto Read(Stream stream)
    {
        var file = new ModelFile(stream);
        try
        {
            return file.Message<ModelProto>(stream.Length, (GraphOfModel, (model, end) => model.Graph = file.Graph(end)));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Damaged(exception.Message.TrimEnd('.'), exception);
        }
    }

    private GraphProto Graph(long end) => Message<GraphProto>(
        end,
        (NodeOfGraph, (graph, next) => graph.Node.Add(Node(next))),
        (InitializerOfGraph, (graph, next) => graph.Initializer.Add(Tensor(next))));

    private NodeProto Node(long end) => Message<NodeProto>(end, (AttributeOfNode, (node, next) => node.Attribute.Add(Attribute(next))));

    private AttributeProto Attribute(long end) => Message<AttributeProto>(end, (TensorOfAttribute, (attribute, next) => attribute.T = Tensor(next)));

    /// <summary>Packed floats lie as raw data do.</summary>
    private TensorProto Tensor(long end) => Message<TensorProto>(
        end,
        (RawDataOfTensor, (tensor, next) => Keep(tensor, next, isFloats: false)),
        (FloatDataOfTensor, (tensor, next) => Keep(tensor, next, isFloats: true)));

    private void Keep(TensorProto tensor, long end, bool isFloats)
    {
        long length = end - _stream.Position;
        if (length > 0)
        {
            tensor.Data = tensor.Data is null ? new DataInFile(_stream.Position, length, isFloats) : throw Damaged("the numbers of a tensor lie in several places");
            _stream.Position = end;
        }
    }

    /// <summary>Reads a message up to where it ends in the file. Some of its fields are read by the caller, and those that the schema lacks are passed over.</summary>
    private T Message<T>(long end, params (int Field, Action<T, long> Read)[] inner)
        where T : IMessage<T>, new()
    {
        var message = new T();
        using var rest = new MemoryStream();
        while (_stream.Position < end)
        {
            long start = _stream.Position;
            ulong tag = Varint(end);
            int field = (int)Math.Min(tag >> 3, int.MaxValue);
            var kind = (WireFormat.WireType)(tag & 7);
            long next = kind switch
            {
                WireFormat.WireType.LengthDelimited => Ahead(Varint(end), end),
                WireFormat.WireType.Fixed32 => Ahead(sizeof(uint), end),
                WireFormat.WireType.Fixed64 => Ahead(sizeof(ulong), end),
                WireFormat.WireType.Varint when Varint(end) is var _ => _stream.Position,
                _ => throw Damaged($"a field is of the kind {kind}"),
            };
            if (kind == WireFormat.WireType.LengthDelimited && Array.Find(inner, candidate => candidate.Field == field).Read is { } read)
            {
                read(message, next);
            }
            else if (message.Descriptor.FindFieldByNumber(field) is not null)
            {
                byte[] bytes = next - start <= Array.MaxLength - rest.Length ? new byte[next - start] : throw Damaged("it has more than 2 GB beside the numbers of its tensors");
                _stream.Position = start;
                _stream.ReadExactly(bytes);
                rest.Write(bytes);
            }

            _stream.Position = next;
        }

        message.MergeFrom(rest.GetBuffer(), 0, (int)rest.Length);
        return message;
    }

    /// <summary>The place so many bytes further on.</summary>
    private long Ahead(ulong length, long end) => length <= (ulong)(end - _stream.Position) ? _stream.Position + (long)length : throw Damaged("it is cut off");

    private ulong Varint(long end)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = _stream.Position < end ? _stream.ReadByte() : throw Damaged("it is cut off");
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number has more than 64 bits");
    }

    private static ToolException Damaged(string reason, Exception? cause = null) => new($"the file is no ONNX model, or damaged: {reason}", cause);
}
