using Xunit;

namespace ShapeGen.Runtime.Tests.Weights;

/// <summary>Every kind of damage has its message, the same from a file and from a stream.</summary>
public sealed class DamagedFileTests
{
    private const string Good = """{"dtype":"U8","shape":[4],"data_offsets":[0,4]}""";

    private static readonly Dictionary<string, (byte[] Content, string Message)> s_files = new()
    {
        ["empty file"] = ([], "The file is cut off: it holds 0 bytes, and the length of the header alone takes 8."),
        ["cut in the header's length"] = ([2, 0, 0], "The file is cut off: it holds 3 bytes, and the length of the header alone takes 8."),
        ["header cut off"] = (WeightsFile.Build(10, "{}"u8.ToArray()), "The file is cut off: the header claims 10 bytes, but only 2 follow."),
        ["header length at the limit"] = (WeightsFile.Build(100_000_000, "{}"u8.ToArray()), "The file is cut off: the header claims 100000000 bytes, but only 2 follow."),
        ["header length beyond the limit"] = (WeightsFile.Build(100_000_001, "{}"u8.ToArray()), "The header claims 100000001 bytes, more than the format's limit of 100000000: this is no safetensors file."),
        ["header length of 2^64 - 1"] = (WeightsFile.Build(ulong.MaxValue, "{}"u8.ToArray()), "The header claims 18446744073709551615 bytes, more than the format's limit of 100000000: this is no safetensors file."),
        ["header of length 0"] = (WeightsFile.Build(""), "Header, byte 0: the header does not start with '{': this is no safetensors file."),
        ["a picture"] = ([0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[100]], "The header claims 727905341920923785 bytes, more than the format's limit of 100000000: this is no safetensors file."),
        ["cut after a length that begins like a pickle's"] = ([0x80, 2, 1, 0, 0, 0, 0, 0], "The file is cut off: the header claims 66176 bytes, but only 0 follow."),
        ["data cut off"] = (WeightsFile.Build($$"""{"x":{{Good}}}""", 1, 2, 3), "The file is cut off: tensor \"x\" takes the bytes 0 to 4 of the data, but only 3 are there."),
        ["no data at all"] = (WeightsFile.Build($$"""{"x":{{Good}}}"""), "The file is cut off: tensor \"x\" takes the bytes 0 to 4 of the data, but only 0 are there."),
        ["trailing byte"] = (WeightsFile.Build($$"""{"x":{{Good}}}""", 1, 2, 3, 4, 5), "The tensors end after 4 bytes of data, but the file goes on."),
        ["data without tensors"] = (WeightsFile.Build("{}", 1), "The tensors end after 0 bytes of data, but the file goes on."),
        ["invalid UTF-8"] = (WeightsFile.Build([.. "{\""u8, 0xC3, 0x28, .. "\":{}}"u8]), "Header, byte 2: the string is not valid UTF-8."),
        ["UTF-8 of a surrogate"] = (WeightsFile.Build([.. "{\""u8, 0xED, 0xA0, 0x80, .. "\":{}}"u8]), "Header, byte 2: the string is not valid UTF-8."),
        ["byte order mark"] = (WeightsFile.Build([0xEF, 0xBB, 0xBF, .. "{}"u8]), "Header, byte 0: the header does not start with '{': this is no safetensors file."),
        ["binary byte"] = (WeightsFile.Build([.. "{"u8, 0x07, .. "}"u8]), "Header, byte 1: expected '\"', found byte 0x07."),
    };

    static DamagedFileTests()
    {
        AddBrokenJson();
        AddBrokenEntries();
        AddBrokenLayouts();
    }

    public static TheoryData<string> Damages => [.. s_files.Keys];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Says_what_is_wrong(string damage)
    {
        (byte[] content, string message) = s_files[damage];
        var fromStream = Assert.Throws<SafeTensorsException>(() => WeightsFile.Read(content));
        Assert.Equal(message, fromStream.Message);

        using var folder = new TemporaryFolder();
        string path = folder.Write("damaged.safetensors", content);
        var fromFile = Assert.Throws<SafeTensorsException>(() => SafeTensors.Open(path));
        Assert.Equal($"damaged.safetensors: {message}", fromFile.Message);
    }

    [Fact]
    public void A_huge_name_is_shortened()
    {
        string name = new('n', 1_000_000);
        var exception = Assert.Throws<SafeTensorsException>(() => WeightsFile.Read(WeightsFile.Build($$$"""{"{{{name}}}":{}}""")));
        Assert.Equal($"Tensor \"{name[..100]}…\", header byte 1000006: \"dtype\" is missing.", exception.Message);
    }

    [Fact]
    public void A_shape_of_very_many_dimensions_is_shortened()
    {
        string ones = string.Join(",", Enumerable.Repeat("1", 100_000));
        var exception = Assert.Throws<SafeTensorsException>(() => WeightsFile.Read(
            WeightsFile.Build($$$"""{"x":{"dtype":"F32","shape":[{{{ones}}}],"data_offsets":[0,0]}}""")));
        Assert.Equal("Tensor \"x\": F32 (1, 1, 1, 1, 1, 1, 1, 1, … 100000 dimensions) needs 4 bytes, but data_offsets [0, 0] hold 0.", exception.Message);
    }

    private static void AddBrokenJson()
    {
        Add("an array", "[]", "Header, byte 0: the header does not start with '{': this is no safetensors file.");
        Add("leading space", " {}", "Header, byte 0: the header does not start with '{': this is no safetensors file.");
        Add("not closed", "{", "Header, byte 1: expected '\"', found the end of the header.");
        Add("second object", "{}{}", "Header, byte 2: expected the end of the header, found '{'.");
        Add("padded with zeros", "{}\0\0", "Header, byte 2: expected the end of the header, found byte 0x00.");
        Add("comma at the end", $$"""{"x":{{Good}},}""", "Header, byte 53: expected '\"', found '}'.");
        Add("comma missing", $$"""{"x":{{Good}} "y":{{Good}}}""", "Header, byte 53: expected ',' or '}', found '\"'.");
        Add("name not closed", "{\"x", "Header, byte 3: expected a string's closing '\"', found the end of the header.");
        Add("line break in a name", "{\"x\n\":{}}", "Header, byte 3: expected a string's closing '\"', found byte 0x0A.");
        Add("unknown escape", """{"\x":{}}""", "Header, byte 4: the string holds an unknown escape.");
        Add("short escape", """{"\u12""", "Header, byte 4: the string holds an unknown escape.");
        Add("escape without digits", """{"\u12g4":{}}""", "Header, byte 6: expected a hexadecimal digit, found 'g'.");
        Add("half a surrogate pair", """{"\ud800":{}}""", "Header, byte 9: the string holds half of a surrogate pair.");
        Add("half a surrogate pair before a letter", """{"\ud800x":{}}""", "Header, byte 10: the string holds half of a surrogate pair.");
        Add("surrogates the wrong way round", """{"\udc00\ud800":{}}""", "Header, byte 15: the string holds half of a surrogate pair.");
        Add("metadata that are a list", """{"__metadata__":[]}""", "Header, byte 16: expected '{', found '['.");
        Add("metadata that are no text", """{"__metadata__":{"a":1}}""", "Header, byte 21: expected '\"', found '1'.");
        Add("metadata that nest", """{"__metadata__":{"a":{}}}""", "Header, byte 21: expected '\"', found '{'.");
        Add("metadata key twice", """{"__metadata__":{"a":"1","a":"2"}}""", "Header, byte 32: \"__metadata__\" holds \"a\" twice.");
        Add("metadata twice", """{"__metadata__":{},"__metadata__":{}}""", "Header, byte 33: a second \"__metadata__\".");

        void Add(string damage, string header, string message) => s_files.Add(damage, (WeightsFile.Build(header), message));
    }

    private static void AddBrokenEntries()
    {
        string deep = new('[', 50_000);
        Add("no object", "7", ", header byte 5: expected '{', found '7'.");
        Add("no fields", "{}", ", header byte 7: \"dtype\" is missing.");
        Add("no type", """{"shape":[4],"data_offsets":[0,4]}""", ", header byte 39: \"dtype\" is missing.");
        Add("no shape", """{"dtype":"U8","data_offsets":[0,4]}""", ", header byte 40: \"shape\" is missing.");
        Add("no offsets", """{"dtype":"U8","shape":[4]}""", ", header byte 31: \"data_offsets\" is missing.");
        Add("type twice", """{"dtype":"U8","dtype":"U8"}""", ", header byte 27: a second \"dtype\".");
        Add("shape twice", """{"shape":[],"shape":[]}""", ", header byte 25: a second \"shape\".");
        Add("unknown field", """{"strides":[1]}""", ", header byte 16: unknown field \"strides\"; a tensor has \"dtype\", \"shape\" and \"data_offsets\".");
        Add("type is null", """{"dtype":null}""", ", header byte 14: expected '\"', found 'n'.");
        Add("shape is a number", """{"shape":4}""", ", header byte 14: expected '[', found '4'.");
        Add("nested shape", """{"shape":[[4]]}""", ", header byte 15: expected a whole number, found '['.");
        Add("very deep nesting", $$"""{"shape":{{deep}}""", ", header byte 15: expected a whole number, found '['.");
        Add("negative dimension", """{"shape":[-4]}""", ", header byte 15: expected a whole number, found '-'.");
        Add("dimension with a fraction", """{"shape":[4.0]}""", ", header byte 16: expected ',' or ']', found '.'.");
        Add("dimension with an exponent", """{"shape":[4e1]}""", ", header byte 16: expected ',' or ']', found 'e'.");
        Add("leading zero", """{"shape":[04]}""", ", header byte 17: the number has leading zeros.");
        Add("dimension in quotes", """{"shape":["4"]}""", ", header byte 15: expected a whole number, found '\"'.");
        Add("number of 2^63", """{"shape":[9223372036854775808]}""", ", header byte 15: the number is larger than 2^63 - 1.");
        Add("number of 400 digits", $$"""{"shape":[1{{new string('0', 400)}}]}""", ", header byte 15: the number is larger than 2^63 - 1.");
        Add("one offset", """{"dtype":"U8","shape":[4],"data_offsets":[4]}""", ", header byte 50: \"data_offsets\" must be two numbers, begin and end, but 1 are there.");
        Add("three offsets", """{"dtype":"U8","shape":[4],"data_offsets":[0,4,8]}""", ", header byte 54: \"data_offsets\" must be two numbers, begin and end, but 3 are there.");
        Add("offsets the wrong way round", """{"dtype":"U8","shape":[4],"data_offsets":[4,0]}""", ": data_offsets [4, 0] end before they begin.");
        Add("size too small", """{"dtype":"F32","shape":[2,3],"data_offsets":[0,16]}""", ": F32 (2, 3) needs 24 bytes, but data_offsets [0, 16] hold 16.");
        Add("size too large", """{"dtype":"F16","shape":[],"data_offsets":[0,4]}""", ": F16 () needs 2 bytes, but data_offsets [0, 4] hold 4.");
        Add("more elements than 2^63", """{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}""", ": shape (4294967296, 4294967296) has more than 2^63 - 1 elements.");
        Add("more bytes than 2^63", """{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}""", ": F32 (4611686018427387905) needs more than 2^63 - 1 bits.");
        Add("overflow in an unknown type", """{"dtype":"?","shape":[4294967296,4294967296],"data_offsets":[0,0]}""", ": shape (4294967296, 4294967296) has more than 2^63 - 1 elements.");
        Add("half a byte", """{"dtype":"F4","shape":[3],"data_offsets":[0,2]}""", ": F4 (3) needs 12 bits, which is no whole number of bytes.");

        void Add(string damage, string entry, string message) =>
            s_files.Add(damage, (WeightsFile.Build($$"""{"x":{{entry}}}""", 0, 0, 0, 0), $"Tensor \"x\"{message}"));
    }

    private static void AddBrokenLayouts()
    {
        Add("name twice", "x", 0, 4, "x", 4, 8, "Tensor \"x\", header byte 57: the name occurs twice.");
        Add("name twice, once escaped", "x", 0, 4, "\\u0078", 4, 8, "Tensor \"x\", header byte 62: the name occurs twice.");
        Add("overlap", "x", 0, 5, "y", 4, 8, "Tensor \"y\": its data begin at byte 4, inside tensor \"x\" (0 to 5).");
        Add("one inside another", "x", 0, 8, "y", 2, 3, "Tensor \"y\": its data begin at byte 2, inside tensor \"x\" (0 to 8).");
        Add("the same range twice", "x", 0, 8, "y", 0, 8, "Tensor \"y\": its data begin at byte 0, inside tensor \"x\" (0 to 8).");
        Add("an empty one inside another", "x", 0, 8, "y", 4, 4, "Tensor \"y\": its data begin at byte 4, inside tensor \"x\" (0 to 8).");
        Add("hole", "x", 0, 3, "y", 4, 8, "Tensor \"y\": its data begin at byte 4 and leave a hole after byte 3.");
        Add("hole at the start", "y", 4, 8, "x", 1, 4, "Tensor \"x\": its data begin at byte 1 and leave a hole after byte 0.");
        Add("out of the file", "x", 0, 4, "y", 4, 9, "The file is cut off: tensor \"y\" takes the bytes 4 to 9 of the data, but only 8 are there.");
        Add("far out of the file", "x", 0, 4, "y", 4, long.MaxValue / 8, "The file is cut off: tensor \"y\" takes the bytes 4 to 1152921504606846975 of the data, but only 8 are there.");
        Add("names with control characters", "a\\u0000\\n", 0, 4, "b", 5, 8, "Tensor \"b\": its data begin at byte 5 and leave a hole after byte 4.");
        Add("control characters in a message", "b", 0, 4, "a\\u0000\\n", 5, 8, "Tensor \"a\\u0000\\u000a\": its data begin at byte 5 and leave a hole after byte 4.");

        void Add(string damage, string first, long begin1, long end1, string second, long begin2, long end2, string message)
        {
            string header = $$"""{"{{first}}":{{Entry(begin1, end1)}},"{{second}}":{{Entry(begin2, end2)}}}""";
            s_files.Add(damage, (WeightsFile.Build(header, new byte[8]), message));
        }

        static string Entry(long begin, long end) =>
            $$"""{"dtype":"U8","shape":[{{end - begin}}],"data_offsets":[{{begin}},{{end}}]}""";
    }
}
