using System.IO.Compression;
using Google.Protobuf;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Tests;

/// <summary>Damaged and hostile files: one error each, in words, and no file is written.</summary>
public sealed class DamagedFileTests : IDisposable
{
    /// <summary>All that is ever asked for while a damaged file is read; what is held at one time is less.</summary>
    private const long MostBytes = 400L << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen").FullName;

    public static TheoryData<string, int> Cuts
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string file in (string[])["nested_sequential.keras", "two_in_two_out.h5", "two_heads.onnx"])
            {
                for (int part = 0; part < 16; part++)
                {
                    data.Add(file, part);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void ACutFileIsOneError(string file, int part)
    {
        byte[] bytes = File.ReadAllBytes(TestData.PathOf(file));
        Fails(file, bytes[..(bytes.Length * part / 16)]);
    }

    [Theory]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": []}}""", "the model has no layers")]
    [InlineData("""{"class_name": "Mine", "config": {}}""", "the model is a Mine, whose call() is Python code: only Sequential and Functional models describe their layers")]
    [InlineData("""{"class_name": "Sequential"}""", "the configuration lacks \"config\"")]
    [InlineData("""{"class_name": "Functional", "config": {"layers": [{"class_name": "Dense", "name": "a", "config": {"name": "a", "units": 1}, "inbound_nodes": [[["b", 0, 0, {}]]]}, {"class_name": "Dense", "name": "b", "config": {"name": "b", "units": 1}, "inbound_nodes": [[["a", 0, 0, {}]]]}], "input_layers": [], "output_layers": [["a", 0, 0]]}}""", "layer \"a\" reads a layer that does not exist or that reads it in turn")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, -3], "name": "i"}}]}}""", "a shape holds -3")]
    [InlineData("[[[", null)]
    public void AWrongConfigurationIsOneError(string config, string? message) => Fails("m.keras", Archive(config), message);

    [Fact]
    public void ABombIsNotUnpacked()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("config.json").Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++)
            {
                entry.Write(zeros);
            }
        }

        Fails("bomb.keras", stream.ToArray(), "config.json in the archive expands to more than 67,108,864 bytes");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../weights.bin")]
    [InlineData("a/../../weights.bin")]
    [InlineData("C:\\weights.bin")]
    public void DataOutsideOfTheFolderAreRefused(string location)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TestData.PathOf("two_heads.onnx")));
        TensorProto tensor = model.Graph.Initializer[0];
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = 1;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        Fails("m.onnx", model.ToByteArray(), $"tensor \"{tensor.Name}\" wants data from \"{location}\", outside of the model's folder");
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void HugeShapesAreRefused(long dimension)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TestData.PathOf("two_heads.onnx")));
        TensorProto tensor = model.Graph.Initializer[0];
        tensor.Dims[0] = dimension;
        Fails("m.onnx", model.ToByteArray(), $"tensor \"{tensor.Name}\" claims the shape ({string.Join(", ", tensor.Dims)})");
    }

    [Fact]
    public void ACycleIsOneError()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TestData.PathOf("two_heads.onnx")));
        model.Graph.Node[0].Input[0] = model.Graph.Node[1].Output[0];
        Fails("m.onnx", model.ToByteArray(), $"operator Conv \"{model.Graph.Node[0].Name}\" reads its own result");
    }

    [Theory]
    [InlineData(new byte[] { 0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f }, "it is cut off")]
    [InlineData(new byte[] { 0x3a, 0x05, 0x2a, 0x07, 0x4a, 0x05, 0, 0, 0, 0, 0 }, "it is cut off")]
    [InlineData(new byte[] { 0x08, 0xff }, "it is cut off")]
    [InlineData(new byte[] { 0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 }, "a number has more than 64 bits")]
    [InlineData(new byte[] { 0x0b, 0x0c }, "a field is of the kind StartGroup")]
    [InlineData(new byte[] { 0x3a, 0x0a, 0x2a, 0x08, 0x4a, 0x02, 0, 0, 0x4a, 0x02, 0, 0 }, "the numbers of a tensor lie in several places")]
    public void WrongLengthsAreOneError(byte[] bytes, string reason) => Fails("m.onnx", bytes, $"the file is no ONNX model, or damaged: {reason}");

    public static TheoryData<string, string> HostileGraphs => new()
    {
        { "stride 0", "operator Conv" },
        { "negative stride", "Conv" },
        { "no kernel_shape", "MaxPool" },
        { "groups 0", "does not fit" },
        { "pads below zero", "pads" },
        { "wrong number of pads", "pads" },
        { "kernel of another rank", "convolves over" },
        { "concat axis 9", "joins along the batch" },
        { "reshape overflows", "larger than any memory" },
        { "reshape to zero", "another number of values" },
        { "transpose twice the same axis", "puts 4 axes into the order" },
        { "input of 2^40", "leaves axis" },
        { "input without a shape", "has no shape" },
        { "output of nothing", "is made by nothing" },
        { "operator without inputs", "is malformed" },
        { "huge window", "larger than its input" },
        { "opset 99", "is of opset 99" },
    };

    [Theory]
    [MemberData(nameof(HostileGraphs))]
    public void AHostileGraphIsOneError(string how, string message)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TestData.PathOf("two_heads.onnx")));
        NodeProto conv = model.Graph.Node.First(node => node.OpType == "Conv");
        switch (how)
        {
            case "stride 0" or "negative stride":
                Ints(conv, "strides", how == "stride 0" ? 0 : -1, 1);
                break;
            case "no kernel_shape":
                conv.OpType = "MaxPool";
                conv.Attribute.Clear();
                break;
            case "groups 0":
                Ints(conv, "group").I = 0;
                break;
            case "pads below zero":
                Ints(conv, "pads", -1, 0, 0, 0);
                break;
            case "wrong number of pads":
                Ints(conv, "pads", 1, 1, 1);
                break;
            case "kernel of another rank":
                TensorProto kernel = model.Graph.Initializer.First(tensor => tensor.Name == conv.Input[1]);
                long last = kernel.Dims[^1];
                kernel.Dims.RemoveAt(kernel.Dims.Count - 1);
                kernel.Dims[^1] *= last;
                break;
            case "concat axis 9":
                Ints(Insert(model, "Concat", model.Graph.Input[0].Name), "axis").I = 9;
                break;
            case "reshape overflows" or "reshape to zero":
                NodeProto reshape = Insert(model, "Reshape", model.Graph.Input[0].Name);
                var shape = new TensorProto { Name = "target", DataType = 7, Dims = { 3 } };
                shape.Int64Data.AddRange(how == "reshape overflows" ? [1, 1 << 30, 1 << 30] : [1, 5, 0]);
                model.Graph.Initializer.Add(shape);
                reshape.Input.Add("target");
                break;
            case "transpose twice the same axis":
                Ints(Insert(model, "Transpose", model.Graph.Input[0].Name), "perm", 0, 1, 1, 2);
                break;
            case "input of 2^40":
                model.Graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = 1L << 40;
                break;
            case "input without a shape":
                model.Graph.Input[0].Type = null;
                break;
            case "output of nothing":
                model.Graph.Output[0].Name = "nowhere";
                break;
            case "operator without inputs":
                conv.Input.Clear();
                break;
            case "huge window":
                TensorProto weights = model.Graph.Initializer.First(tensor => tensor.Name == conv.Input[1]);
                conv.Attribute.Clear();
                Ints(conv, "dilations", 1 << 20, 1);
                Assert.True(weights.Dims[2] > 1);
                break;
            default:
                model.OpsetImport[0].Version = 99;
                break;
        }

        FailsToImport("m.onnx", model.ToByteArray(), message);
    }

    public static TheoryData<string, string> HostileConfigurations => new()
    {
        { """{"class_name": "Dense", "config": {"name": "d", "units": 2147483647}}""", "SHAPE0102" },
        { """{"class_name": "Dense", "config": {"name": "d", "units": 1e99}}""", "its option units is 1e99" },
        { """{"class_name": "Dense", "config": {"name": "d", "units": -4}}""", "SHAPE0106" },
        { """{"class_name": "Dense", "config": {"name": "../../../d", "units": 7}}""", "the class's Dense" },
        { """{"class_name": "Dense", "config": {"name": "d", "units": 4, "secret": {"a": 1}}}""", "its option secret is not known here" },
        { """{"class_name": "Reshape", "config": {"name": "r", "target_shape": [65536, 65536]}}""", "SHAPE" },
        { """{"class_name": "RepeatVector", "config": {"name": "r", "n": 2000000000}}""", "SHAPE0102" },
        { """{"class_name": "Bidirectional", "config": {"name": "b", "merge_mode": "concat", "layer": {"class_name": "Dense", "config": {"units": 2}}}}""", "it wraps a Dense" },
        { """{"class_name": "TimeDistributed", "config": {"name": "t", "layer": {"class_name": "Lambda", "config": {}}}}""", "its Lambda: it holds Python code" },
        { """{"class_name": "Lambda", "module": "os", "config": {"name": "l", "function": "import os"}}""", "it holds Python code" },
    };

    [Theory]
    [MemberData(nameof(HostileConfigurations))]
    public void AHostileLayerIsOneError(string layer, string message) =>
        FailsToImport("m.keras", Archive($$$"""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 8], "name": "i"}}, {{{layer}}}]}}"""), message);

    [Fact]
    public void ModelsInModelsInModelsAreOneError()
    {
        string model = """{"class_name": "Dense", "config": {"name": "d", "units": 1}}""";
        for (int i = 0; i < 60; i++)
        {
            model = $$$"""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 8], "name": "i"}}, {{{model}}}]}}""";
        }

        Fails("m.keras", Archive(model), "models are nested more than 32 deep");
    }

    [Fact]
    public void WrappersInWrappersAreOneError()
    {
        string layer = """{"class_name": "Flatten", "config": {"name": "f"}}""";
        for (int i = 0; i < 100; i++)
        {
            layer = $$$"""{"class_name": "TimeDistributed", "config": {"name": "t", "layer": {{{layer}}}}}""";
        }

        AHostileLayerIsOneError(layer, "layers are nested more than 32 deep");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void GarbageIsOneError(int seed)
    {
        byte[] bytes = new byte[100_000];
        new Random(seed).NextBytes(bytes);
        Fails("m.onnx", bytes);
        // The same with the first bytes of a known format.
        byte[] start = File.ReadAllBytes(TestData.PathOf("two_in_two_out.h5"))[..512];
        start.CopyTo(bytes, 0);
        Fails("m.h5", bytes);
    }

    [Theory]
    [InlineData("evil/../../../config.json")]
    [InlineData("/config.json")]
    public void NamesInArchivesLeadNowhere(string name)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write("{}");
        }

        Fails("m.keras", stream.ToArray(), "the archive lacks config.json");
    }

    [Theory]
    [InlineData("weights.bin", null, "the data of tensor \"{0}\" are missing: weights.bin must lie beside the model")]
    [InlineData("m.onnx", "9223372036854775807", "the data of tensor \"{0}\" are cut off")]
    public void MissingDataAreOneError(string location, string? offset, string message)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TestData.PathOf("two_heads.onnx")));
        TensorProto tensor = model.Graph.Initializer.First(initializer => initializer.Dims.Count > 1);
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = 1;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        if (offset is not null)
        {
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset });
        }

        FailsToImport("m.onnx", model.ToByteArray(), string.Format(System.Globalization.CultureInfo.InvariantCulture, message, tensor.Name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Archive(string config)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var writer = new StreamWriter(archive.CreateEntry("config.json").Open()))
            {
                writer.Write(config);
            }

            archive.CreateEntryFromFile(TestData.PathOf("two_in_two_out.weights.h5"), "model.weights.h5");
        }

        return stream.ToArray();
    }

    private void Fails(string file, byte[] bytes, string? message = null)
    {
        string path = Path.Combine(_folder, file);
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ToolException exception = Assert.Throws<ToolException>(() => ReadAll(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.NotEmpty(exception.Message);
        if (message is not null)
        {
            Assert.Equal(message, exception.Message);
        }

        Assert.Equal([path], Directory.GetFiles(_folder));
        File.Delete(path);
    }

    /// <summary>The whole import: what is expressible as a file may still be no model.</summary>
    private void FailsToImport(string file, byte[] bytes, string message)
    {
        string path = Path.Combine(_folder, file);
        File.WriteAllBytes(path, bytes);
        string target = Path.Combine(_folder, "out");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? exception = Record.Exception(() => new Import(path, ImportSettings.None, new ClassName("Network", null), target) { Command = "" }.Run());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        string found = exception switch
        {
            ToolException error => error.Message,
            NotSupportedLayersException error => string.Join('\n', error.Rows.Select(row => $"{row.Node}: {row.Reason}")),
            _ => exception?.ToString() ?? "no error",
        };
        Assert.True(exception is ToolException or NotSupportedLayersException, found);
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(target) ? Directory.GetFiles(target) : []);
    }

    private static AttributeProto Ints(NodeProto node, string name, params long[] values)
    {
        AttributeProto? attribute = node.Attribute.FirstOrDefault(found => found.Name == name);
        if (attribute is null)
        {
            attribute = new AttributeProto { Name = name, Type = values.Length > 0 ? 7 : 2 };
            node.Attribute.Add(attribute);
        }

        attribute.Ints.Clear();
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>An operator between an input and what reads it.</summary>
    private static NodeProto Insert(ModelProto model, string type, string input)
    {
        foreach (NodeProto node in model.Graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == input ? "inserted" : node.Input[i];
            }
        }

        var made = new NodeProto { OpType = type, Name = "inserted", Input = { input }, Output = { "inserted" } };
        model.Graph.Node.Insert(0, made);
        return made;
    }

    private static void ReadAll(string path)
    {
        using var lifetime = new Lifetime();
        Network network = SourceFile.Read(path, ImportSettings.None, lifetime);
        foreach (WeightTensor weight in network.Flatten().Nodes.SelectMany(node => node.Weights))
        {
            weight.Read();
        }
    }
}
