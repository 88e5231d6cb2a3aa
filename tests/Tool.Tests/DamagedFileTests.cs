using System.IO.Compression;
using Google.Protobuf;
using ShapeGen.Tool.Importing;
using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Onnx;
using ShapeGen.Tool.Onnx.Schema;

namespace ShapeGen.Tool.Tests;

/// <summary>Damaged and hostile files: one error each, in words, and no file is written.</summary>
public sealed class DamagedFileTests : IDisposable
{
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
        ModelProto model = OnnxModelReader.Parse(TestData.PathOf("two_heads.onnx"));
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
        ModelProto model = OnnxModelReader.Parse(TestData.PathOf("two_heads.onnx"));
        TensorProto tensor = model.Graph.Initializer[0];
        tensor.Dims[0] = dimension;
        Fails("m.onnx", model.ToByteArray(), $"tensor \"{tensor.Name}\" claims the shape ({string.Join(", ", tensor.Dims)})");
    }

    [Fact]
    public void ACycleIsOneError()
    {
        ModelProto model = OnnxModelReader.Parse(TestData.PathOf("two_heads.onnx"));
        model.Graph.Node[0].Input[0] = model.Graph.Node[1].Output[0];
        Fails("m.onnx", model.ToByteArray(), $"operator Conv \"{model.Graph.Node[0].Name}\" reads its own result");
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
        ToolException exception = Assert.Throws<ToolException>(() => ReadAll(path));
        Assert.NotEmpty(exception.Message);
        if (message is not null)
        {
            Assert.Equal(message, exception.Message);
        }

        Assert.Equal([path], Directory.GetFiles(_folder));
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
