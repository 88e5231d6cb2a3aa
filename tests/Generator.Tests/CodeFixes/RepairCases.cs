namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>The repairs of SHAPE01xx and SHAPE02xx.</summary>
internal static class RepairCases
{
    private const string Large = "[InputShape(240, 240, 128)]\n";
    private const string Global = "Exchange Flatten for GlobalAveragePooling2D";

    public static IEnumerable<FixCase> All => [.. Shapes, .. Advice, .. Names, .. Layouts];

    private static readonly FixCase[] Shapes =
    [
        new("SHAPE0102", Large + "[Flatten]\n[Dense(300)]", Global, Large + "[GlobalAveragePooling2D]\n[Dense(300)]"),
        new("SHAPE0102 after a layer that keeps its input", Large + "[Flatten(Name = \"f\")]\n[Dropout(0.5)]\n[Dense(300)]", Global, Large + "[GlobalAveragePooling2D(Name = \"f\")]\n[Dropout(0.5)]\n[Dense(300)]", "SHAPE0203"),
        new("SHAPE0103 to 3D", "[InputShape(5, 8, 8, 4)]\n[GlobalMaxPooling2D(KeepDims = true)]", "Exchange GlobalMaxPooling2D for GlobalMaxPooling3D", "[InputShape(5, 8, 8, 4)]\n[GlobalMaxPooling3D(KeepDims = true)]"),
        new("SHAPE0103 to 1D", "[InputShape(8, 4)]\n[GlobalAveragePooling2D]", "Exchange GlobalAveragePooling2D for GlobalAveragePooling1D", "[InputShape(8, 4)]\n[GlobalAveragePooling1D]"),
        new("SHAPE0103 from an alias", "[InputShape(8, 4)]\n[GlobalAvgPool3D]", "Exchange GlobalAvgPool3D for GlobalAveragePooling1D", "[InputShape(8, 4)]\n[GlobalAveragePooling1D]"),
        new("SHAPE0101 batch", "[InputShape(-1, 7, 64)]\n[GlobalAveragePooling1D]", "Leave the batch axis out: (7, 64)", "[InputShape(7, 64)]\n[GlobalAveragePooling1D]"),
        new("SHAPE0101 batch in a collection", "[InputShape(dimensions: [-1 /* any */, 7, 64])]\n[GlobalAveragePooling1D]", "Leave the batch axis out: (7, 64)", "[InputShape(dimensions: [/* any */7, 64])]\n[GlobalAveragePooling1D]"),
        new("SHAPE0103 batch", "[InputShape(32, 7, 7, 64)]\n[GlobalAveragePooling2D]", "Leave the batch axis out: (7, 7, 64)", "[InputShape(7, 7, 64)]\n[GlobalAveragePooling2D]"),
        new("SHAPE0103 batch in an array", "[InputShape(new[] { 32, 7, 7, 64 })]\n[GlobalAveragePooling2D]", "Leave the batch axis out: (7, 7, 64)", "[InputShape(new[] { 7, 7, 64 })]\n[GlobalAveragePooling2D]"),
        new("SHAPE0103 grey", "[InputShape(28, 28)]\n[GlobalAveragePooling2D]", "Add the channel axis: (28, 28, 1)", "[InputShape(28, 28, 1)]\n[GlobalAveragePooling2D]"),
        new("SHAPE0103 grey, channels first", "[InputShape(28, 28)]\n[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]", "Add the channel axis: (1, 28, 28)", "[InputShape(1, 28, 28)]\n[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]"),
        new("SHAPE0011 idle", "[InputShape(7)]\n[RandomFlip]\n[Dense(3)]", "Remove RandomFlip", "[InputShape(7)]\n[Dense(3)]"),
        new("SHAPE0103 nothing to pool", "[InputShape(8)]\n[GlobalAveragePooling1D]\n[Dense(2)]", "Remove GlobalAveragePooling1D", "[InputShape(8)]\n[Dense(2)]"),
        new("SHAPE0103 scalar", "[InputShape]\n[Dense(2)]", "Insert [Flatten] before Dense", "[InputShape]\n[Flatten]\n[Dense(2)]"),
        new("SHAPE0104 number", "[InputShape(7, 7, 64)]\n[Flatten]\n[Dense(10, InputFeatures = 63)]", "Set InputFeatures to 3136", "[InputShape(7, 7, 64)]\n[Flatten]\n[Dense(10, InputFeatures = 3136)]"),
        new("SHAPE0104 number in front of others", "[InputShape(7)]\n[Dense(10, InputFeatures = 63 /* trained */, UseBias = false)]", "Set InputFeatures to 7", "[InputShape(7)]\n[Dense(10, InputFeatures = 7 /* trained */, UseBias = false)]"),
        new("SHAPE0104 to pooling", "[InputShape(7, 7, 64)]\n[Flatten]\n[Dense(10, InputFeatures = 64)]", Global, "[InputShape(7, 7, 64)]\n[GlobalAveragePooling2D]\n[Dense(10, InputFeatures = 64)]"),
        new("SHAPE0104 to Flatten", "[InputShape(7, 7, 64)]\n[GlobalMaxPooling2D(KeepDims = false, Name = \"p\")]\n[Dense(10, InputFeatures = 3136)]", "Exchange GlobalMaxPooling2D for Flatten", "[InputShape(7, 7, 64)]\n[Flatten(Name = \"p\")]\n[Dense(10, InputFeatures = 3136)]"),
        new("SHAPE0104 insert", "[InputShape(7, 7, 64)]\n[Dense(10, InputFeatures = 3136)]", "Insert [Flatten] before Dense", "[InputShape(7, 7, 64)]\n[Flatten]\n[Dense(10, InputFeatures = 3136)]"),
        new("SHAPE0104 format", "[InputShape(64, 7, 8)]\n[GlobalAveragePooling2D]\n[Dense(10, InputFeatures = 64)]", "Set DataFormat of GlobalAveragePooling2D to ChannelsFirst", "[InputShape(64, 7, 8)]\n[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]\n[Dense(10, InputFeatures = 64)]"),
        new("SHAPE0104 format that is set", "[InputShape(7, 8, 64)]\n[GlobalAveragePooling2D(DataFormat = ShapeGen.DataFormat.ChannelsFirst)]\n[Dense(10, InputFeatures = 64)]", "Set DataFormat of GlobalAveragePooling2D to ChannelsLast", "[InputShape(7, 8, 64)]\n[GlobalAveragePooling2D(DataFormat = ShapeGen.DataFormat.ChannelsLast)]\n[Dense(10, InputFeatures = 64)]"),
        new("SHAPE0105 Flatten", "[InputShape(28, 28, 3)]\n[Dense(10)]", "Insert [Flatten] before Dense", "[InputShape(28, 28, 3)]\n[Flatten]\n[Dense(10)]"),
        new("SHAPE0105 pooling", "[InputShape(28, 3)]\n[Dense(10)]", "Insert [GlobalAveragePooling1D] before Dense", "[InputShape(28, 3)]\n[GlobalAveragePooling1D]\n[Dense(10)]"),
        new("SHAPE0105 mended by the first", "[InputShape(28, 28, 3)]\n[Dense(10)]\n[Dense(11)]\n[Dense(12)]", "Insert [Flatten] before Dense", "[InputShape(28, 28, 3)]\n[Flatten]\n[Dense(10)]\n[Dense(11)]\n[Dense(12)]"),
        new("SHAPE0107 last", "[InputShape(3, 8, 8)]\n[GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsFirst, KeepDims = true)]\n[GlobalAveragePooling2D]", "Set DataFormat to ChannelsFirst", "[InputShape(3, 8, 8)]\n[GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsFirst, KeepDims = true)]\n[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst)]", "SHAPE0202"),
        new("SHAPE0107 first", "[InputShape(3, 8, 8)]\n[GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsFirst, KeepDims = true)]\n[GlobalAveragePooling2D]", "Set DataFormat of GlobalMaxPooling2D to ChannelsLast", "[InputShape(3, 8, 8)]\n[GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsLast, KeepDims = true)]\n[GlobalAveragePooling2D]", "SHAPE0202"),
    ];

    private static readonly FixCase[] Advice =
    [
        new("SHAPE0201", Large + "[Flatten]\n[Dense(2)]", Global, Large + "[GlobalAveragePooling2D]\n[Dense(2)]"),
        new("SHAPE0201 keeps what both know", Large + "[Flatten(DataFormat = DataFormat.ChannelsFirst, Name = \"head\")]\n[Dense(2)]", Global, Large + "[GlobalAveragePooling2D(DataFormat = DataFormat.ChannelsFirst, Name = \"head\")]\n[Dense(2)]"),
        new("SHAPE0202", "[InputShape(1, 1, 64)]\n[GlobalAveragePooling2D]", "Exchange GlobalAveragePooling2D for Flatten", "[InputShape(1, 1, 64)]\n[Flatten]"),
        new("SHAPE0202 nothing left of the arguments", "[InputShape(1, 64)]\n[GlobalMaxPool1D(KeepDims = false)]", "Exchange GlobalMaxPool1D for Flatten", "[InputShape(1, 64)]\n[Flatten]"),
        new("SHAPE0203 Dropout", "[InputShape(4)]\n[Dropout(0.5)]\n[Dense(2)]", "Remove Dropout", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0203 Flatten", "[InputShape(4)]\n[Dense(2)]\n[Flatten]", "Remove Flatten", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0203 Reshape", "[InputShape(4)]\n[Reshape(4)]\n[Dense(2)]", "Remove Reshape", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0203 Permute", "[InputShape(4, 2)]\n[Permute(1, 2)]\n[Flatten]", "Remove Permute", "[InputShape(4, 2)]\n[Flatten]"),
        new("SHAPE0203 linear", "[InputShape(4)]\n[Activation(Activation.Linear)]\n[Dense(2)]", "Remove Activation", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0204 property", "[InputShape(4)]\n[Dense(1, Activation = Activation.Softmax)]", "Set Activation to Sigmoid", "[InputShape(4)]\n[Dense(1, Activation = Activation.Sigmoid)]"),
        new("SHAPE0204 argument", "[InputShape(4)]\n[Dense(1)]\n[Activation(Activation.Softmax)]", "Set function to Sigmoid", "[InputShape(4)]\n[Dense(1)]\n[Activation(Activation.Sigmoid)]"),
        new("SHAPE0204 named argument", "[InputShape(4)]\n[Dense(1)]\n[Activation(function: Activation.Softmax)]", "Set function to Sigmoid", "[InputShape(4)]\n[Dense(1)]\n[Activation(function: Activation.Sigmoid)]"),
        new("SHAPE0204 number", "[InputShape(4)]\n[Dense(1)]\n[Activation((Activation)26)]", "Set function to Sigmoid", "[InputShape(4)]\n[Dense(1)]\n[Activation(Activation.Sigmoid)]"),
    ];

    private static readonly FixCase[] Names =
    [
        new("SHAPE0105 qualified", "using System;\n[ShapeGen.InputShape(2, 3)]\n[ShapeGen.Dense(10)]", "Insert [Flatten] before Dense", "using System;\n[ShapeGen.InputShape(2, 3)]\n[ShapeGen.Flatten]\n[ShapeGen.Dense(10)]"),
        new("SHAPE0105 global", "using System;\n[global::ShapeGen.InputShape(2, 3)]\n[global::ShapeGen.DenseAttribute(10)]", "Insert [Flatten] before Dense", "using System;\n[global::ShapeGen.InputShape(2, 3)]\n[global::ShapeGen.FlattenAttribute]\n[global::ShapeGen.DenseAttribute(10)]"),
        new("SHAPE0105 namespace alias", "using SG = ShapeGen;\n[SG.InputShape(2, 3)]\n[SG::Dense(10)]", "Insert [Flatten] before Dense", "using SG = ShapeGen;\n[SG.InputShape(2, 3)]\n[SG::Flatten]\n[SG::Dense(10)]"),
        new("SHAPE0105 type alias", "using FC = ShapeGen.DenseAttribute;\n[ShapeGen.InputShape(2, 3)]\n[FC(10)]", "Insert [Flatten] before Dense", "using FC = ShapeGen.DenseAttribute;\n[ShapeGen.InputShape(2, 3)]\n[ShapeGen.Flatten]\n[FC(10)]"),
        new("SHAPE0105 both aliases", "using FC = ShapeGen.DenseAttribute;\nusing Flat = ShapeGen.FlattenAttribute;\n[ShapeGen.InputShape(2, 3)]\n[FC(10)]", "Insert [Flatten] before Dense", "using FC = ShapeGen.DenseAttribute;\nusing Flat = ShapeGen.FlattenAttribute;\n[ShapeGen.InputShape(2, 3)]\n[Flat]\n[FC(10)]"),
        new("SHAPE0105 suffix", "[InputShapeAttribute(2, 3)]\n[DenseAttribute(10)]", "Insert [Flatten] before Dense", "[InputShapeAttribute(2, 3)]\n[FlattenAttribute]\n[DenseAttribute(10)]"),
        new("SHAPE0202 qualified", "using System;\n[ShapeGen.InputShape(1, 64)]\n[ShapeGen.GlobalMaxPooling1DAttribute]", "Exchange GlobalMaxPooling1D for Flatten", "using System;\n[ShapeGen.InputShape(1, 64)]\n[ShapeGen.FlattenAttribute]"),
        new("SHAPE0104 enum without using", "using System;\n[ShapeGen.InputShape(64, 7, 8)]\n[ShapeGen.GlobalAveragePooling2D(KeepDims = false)]\n[ShapeGen.Dense(10, InputFeatures = 64)]", "Set DataFormat of GlobalAveragePooling2D to ChannelsFirst", "using System;\n[ShapeGen.InputShape(64, 7, 8)]\n[ShapeGen.GlobalAveragePooling2D(KeepDims = false, DataFormat = ShapeGen.DataFormat.ChannelsFirst)]\n[ShapeGen.Dense(10, InputFeatures = 64)]"),
        new("SHAPE0104 enum by type alias", "using Gap = ShapeGen.GlobalAveragePooling2DAttribute;\n[ShapeGen.InputShape(64, 7, 8)]\n[Gap()]\n[ShapeGen.Dense(10, InputFeatures = 64)]", "Set DataFormat of GlobalAveragePooling2D to ChannelsFirst", "using Gap = ShapeGen.GlobalAveragePooling2DAttribute;\n[ShapeGen.InputShape(64, 7, 8)]\n[Gap(DataFormat = ShapeGen.DataFormat.ChannelsFirst)]\n[ShapeGen.Dense(10, InputFeatures = 64)]"),
        new("SHAPE0204 using static", "using ShapeGen;\nusing static ShapeGen.Activation;\n[InputShape(4)]\n[Dense(1, Activation = Softmax)]", "Set Activation to Sigmoid", "using ShapeGen;\nusing static ShapeGen.Activation;\n[InputShape(4)]\n[Dense(1, Activation = Sigmoid)]"),
        new("SHAPE0204 constant", "[InputShape(4)]\n[Dense(1, Activation = Model.Last)]\npublic sealed partial class Model\n{\n    public const Activation Last = Activation.Softmax;\n}", "Set Activation to Sigmoid", "[InputShape(4)]\n[Dense(1, Activation = Activation.Sigmoid)]\npublic sealed partial class Model\n{\n    public const Activation Last = Activation.Softmax;\n}"),
    ];

    private static readonly FixCase[] Layouts =
    [
        new("SHAPE0105 lists on one line", "[InputShape(2, 3)] [Dense(10)]", "Insert [Flatten] before Dense", "[InputShape(2, 3)] [Flatten] [Dense(10)]"),
        new("SHAPE0105 lists without blanks", "[InputShape(2, 3)][Dense(10)]", "Insert [Flatten] before Dense", "[InputShape(2, 3)][Flatten][Dense(10)]"),
        new("SHAPE0105 all on the class's line", "[InputShape(2, 3)] [Dense(10)] partial class Model;", "Insert [Flatten] before Dense", "[InputShape(2, 3)] [Flatten] [Dense(10)] partial class Model;"),
        new("SHAPE0105 first of a line", "[InputShape(2, 3)]\n[Dense(10)] [Dense(4)]", "Insert [Flatten] before Dense", "[InputShape(2, 3)]\n[Flatten] [Dense(10)] [Dense(4)]"),
        new("SHAPE0105 one list", "[InputShape(2, 3), Dense(10)]", "Insert [Flatten] before Dense", "[InputShape(2, 3), Flatten, Dense(10)]"),
        new("SHAPE0105 one list over lines", "[InputShape(2, 3),\n Dense(10)]", "Insert [Flatten] before Dense", "[InputShape(2, 3),\n Flatten,\n Dense(10)]"),
        new("SHAPE0105 first of a list over lines", "[InputShape(2, 3)]\n[Dense(10),\n Dense(4)]", "Insert [Flatten] before Dense", "[InputShape(2, 3)]\n[Flatten,\n Dense(10),\n Dense(4)]"),
        new("SHAPE0105 comments", "/// <summary>Docs.</summary>\n[InputShape(2, 3)] // in\n// the head\n[Dense(10)] // out", "Insert [Flatten] before Dense", "/// <summary>Docs.</summary>\n[InputShape(2, 3)] // in\n// the head\n[Flatten]\n[Dense(10)] // out"),
        new("SHAPE0105 target", "[type: InputShape(2, 3)]\n[type: Dense(10)]", "Insert [Flatten] before Dense", "[type: InputShape(2, 3)]\n[type: Flatten]\n[type: Dense(10)]"),
        new("SHAPE0203 comment after", "[InputShape(4)]\n[Dropout(0.5)] // as trained\n[Dense(2)]", "Remove Dropout", "[InputShape(4)]\n// as trained\n[Dense(2)]"),
        new("SHAPE0203 comment above", "[InputShape(4)]\n// as trained\n[Dropout(0.5)]\n[Dense(2)]", "Remove Dropout", "[InputShape(4)]\n// as trained\n[Dense(2)]"),
        new("SHAPE0203 directives around", "[InputShape(4)]\n#pragma warning disable CS0168\n[Dropout(0.5)]\n#pragma warning restore CS0168\n[Dense(2)]", "Remove Dropout", "[InputShape(4)]\n#pragma warning disable CS0168\n#pragma warning restore CS0168\n[Dense(2)]"),
        new("SHAPE0203 middle of a line", "[InputShape(4)] [Dropout(0.5)] [Dense(2)]", "Remove Dropout", "[InputShape(4)] [Dense(2)]"),
        new("SHAPE0203 start of a line", "[InputShape(4)]\n[Dropout(0.5)] [Dense(2)]", "Remove Dropout", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0203 end of a line", "[InputShape(4)] [Dense(2)] [Dropout(0.5)]", "Remove Dropout", "[InputShape(4)] [Dense(2)]"),
        new("SHAPE0203 on the class's line", "[InputShape(4)]\n[Dense(2)]\n[Dropout(0.5)] partial class Model;", "Remove Dropout", "[InputShape(4)]\n[Dense(2)]\npartial class Model;"),
        new("SHAPE0203 middle of a list", "[InputShape(4), Dropout(0.5), Dense(2)]", "Remove Dropout", "[InputShape(4), Dense(2)]"),
        new("SHAPE0203 end of a list", "[InputShape(4), Dense(2), Dropout(0.5)]", "Remove Dropout", "[InputShape(4), Dense(2)]"),
        new("SHAPE0203 start of a list", "[InputShape(4)]\n[Dropout(0.5), Dense(2)]", "Remove Dropout", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0203 list over lines", "[InputShape(4),\n Dropout(0.5),\n Dense(2)]", "Remove Dropout", "[InputShape(4),\n Dense(2)]"),
        new("SHAPE0203 comments in a list", "[InputShape(4), // in\n Dense(2), // out\n Dropout(0.5) // as trained\n]", "Remove Dropout", "[InputShape(4), // in\n Dense(2) // out\n  // as trained\n]"),
        new("SHAPE0203 comment between", "[InputShape(4), Dropout(0.5), /* out */ Dense(2)]", "Remove Dropout", "[InputShape(4), /* out */ Dense(2)]"),
        new("SHAPE0203 attribute over lines", "[InputShape(4)]\n[Dropout(\n    0.5)]\n[Dense(2)]", "Remove Dropout", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0104 arguments over lines", "[InputShape(64, 7, 8)]\n[GlobalAveragePooling2D(\n    Name = \"p\", // pool\n    KeepDims = false)]\n[Dense(10, InputFeatures = 64)]", "Set DataFormat of GlobalAveragePooling2D to ChannelsFirst", "[InputShape(64, 7, 8)]\n[GlobalAveragePooling2D(\n    Name = \"p\", // pool\n    KeepDims = false,\n    DataFormat = DataFormat.ChannelsFirst)]\n[Dense(10, InputFeatures = 64)]"),
        new("SHAPE0104 first argument dropped", "[InputShape(7, 7, 64)]\n[GlobalMaxPooling2D(KeepDims = false, DataFormat = DataFormat.ChannelsLast, Name = \"p\")] // pool\n[Dense(10, InputFeatures = 3136)]", "Exchange GlobalMaxPooling2D for Flatten", "[InputShape(7, 7, 64)]\n[Flatten(DataFormat = DataFormat.ChannelsLast, Name = \"p\")] // pool\n[Dense(10, InputFeatures = 3136)]"),
        new("SHAPE0104 last argument dropped", "[InputShape(7, 7, 64)]\n[GlobalMaxPooling2D(Name = \"p\", /* no */ KeepDims = false)]\n[Dense(10, InputFeatures = 3136)]", "Exchange GlobalMaxPooling2D for Flatten", "[InputShape(7, 7, 64)]\n[Flatten(Name = \"p\" /* no */)]\n[Dense(10, InputFeatures = 3136)]"),
    ];
}
