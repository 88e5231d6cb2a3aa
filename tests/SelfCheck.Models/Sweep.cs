using System.Globalization;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Every model of the self-check, group by group.</summary>
internal static partial class Sweep
{
    private static readonly string[] Formats = ["ChannelsLast", "ChannelsFirst"];
    private static readonly string[] OtherTypes = ["double", "Half"];

    /// <summary>The names of <see cref="Activation"/>.</summary>
    private static readonly string[] Functions = Enum.GetNames<Activation>();

    /// <summary>The functions that work along a row, and so have kernels of their own for each length.</summary>
    private static readonly string[] RowFunctions = ["Softmax", "LogSoftmax", "Sparsemax", "Glu"];

    public static IEnumerable<(string Group, IEnumerable<ModelSource> Models)> Groups() =>
    [
        .. from rank in new[] { 1, 2, 3 } from kind in new[] { "Average", "Max" } select ($"global {kind.ToLowerInvariant()} pooling {rank}D", Pooling(kind, rank, "float", Grid.Pairs)),
        ("global pooling of one lane more than blocks", OneLaneMore()),
        .. from type in OtherTypes select ($"pooling in {type}", new[] { "Average", "Max" }.SelectMany((kind, i) => Pooling(kind, 1 + i, type, Grid.FewPairs))),
        ("flatten", Flatten()),
        ("permute", Permute()),
        ("reshape and dropout", Views()),
        ("dense", Dense()),
        ("dense in double and Half", DenseOfOtherTypes()),
        ("convolution", Convolutions.Ordinary()),
        ("convolution with long sums", Convolutions.Long()),
        ("convolution by Winograd's algorithm", Convolutions.Winograd()),
        ("depthwise and separable convolution", Convolutions.Depthwise()),
        ("transposed convolution", Convolutions.Transposed()),
        ("activation", Activations()),
        ("activation after dense", FusedActivations()),
        ("several layers", Heads()),
        .. LayerGroups(),
    ];

    /// <summary>Every few lengths keep the spatial axes or use the layer's short name, which changes no arithmetic.</summary>
    private static IEnumerable<ModelSource> Pooling(string kind, int rank, string type, IEnumerable<(int Length, int Channels)> pairs) =>
        from format in Formats
        from pair in pairs
        let axes = Grid.Split(pair.Length, rank)
        let name = pair.Length % 4 == 3 ? $"Global{(kind == "Average" ? "Avg" : kind)}Pool{rank}D" : $"Global{kind}Pooling{rank}D"
        let keepDims = pair.Length % 5 == 0 ? ", KeepDims = true" : ""
        let shape = format == "ChannelsLast" ? [.. axes, pair.Channels] : (int[])[pair.Channels, .. axes]
        select new ModelSource(
            Name($"Global{kind}{rank}D{format}", type, shape),
            Input(type, shape),
            $"{name}(DataFormat = DataFormat.{format}{keepDims})");

    /// <summary>Channels last alone, whose rows they are; of the channels-first ones there are enough.</summary>
    private static IEnumerable<ModelSource> OneLaneMore() =>
        from kind in new[] { "Average", "Max" }
        from model in Pooling(kind, 2, "float", Grid.OneLaneMore).Concat(Pooling(kind, 2, "double", Grid.OneDoubleMore.Except(Grid.FewPairs)))
        where !model.Name.Contains("First", StringComparison.Ordinal)
        select model;

    private static IEnumerable<ModelSource> Flatten()
    {
        IEnumerable<int[]> shapes =
        [
            [], [1], [17], [5, 4], [3, 17], [2, 3, 4, 5], [3, 1, 17, 2], [2, 2, 2, 2, 3],
            .. Grid.Pairs.Select(pair => (int[])[.. Grid.Split(pair.Length, 2), pair.Channels]),
            .. from rows in Grid.TurnedRows from columns in Grid.TurnedColumns select (int[])[rows, columns],
        ];
        return from format in Formats
               from shape in shapes
               from type in shape.Length == 3 && shape[^1] != 17 ? ["float"] : (string[])["float", .. OtherTypes]
               select new ModelSource(Name($"Flatten{format}", type, shape), Input(type, shape), $"Flatten(DataFormat = DataFormat.{format})");
    }

    private static IEnumerable<ModelSource> Permute()
    {
        string[] orders = ["3, 1, 2", "2, 3, 1", "2, 1, 3", "1, 3, 2", "3, 2, 1"];
        return Grid.Pairs.Select((pair, i) =>
        {
            int[] shape = [.. Grid.Split(pair.Length, 2), pair.Channels];
            string type = pair.Channels == 17 ? OtherTypes[i % 2] : "float";
            return new ModelSource(Name("Permute", type, shape), Input(type, shape), $"Permute({orders[i % orders.Length]})");
        });
    }

    private static IEnumerable<ModelSource> Views() =>
        from length in Grid.Lengths
        from model in new[]
        {
            new ModelSource(Name("Reshape", "float", length), Input("float", length, 2), "Reshape(2, -1)"),
            new ModelSource(Name("Dropout", "float", length), Input("float", length), "Dropout(0.5)"),
        }
        select model;

    private static IEnumerable<ModelSource> Dense()
    {
        (int Inputs, int Units)[] vectors =
        [
            .. Grid.Pairs.Select(p => (p.Length, p.Channels)).Union(Grid.Pairs.Select(p => (p.Channels, p.Length))),
            (64, 1000), (1000, 10), (2048, 10), (300, 300), (512, 256), (1100, 150), (2048, 200), (1037, 20), (5003, 7), (579, 40),
        ];
        string[] leading = ["3", "2, 3", "1, 5", "4, 1"];
        return
        [
            .. vectors.Select((size, i) => new ModelSource(Name("Dense", "float", size.Inputs, size.Units), Input("float", size.Inputs), Dense(size.Units, hasBias: i % 5 != 0))),
            .. from inputs in Grid.Channels
               from units in Grid.Channels
               from i in Enumerable.Range(0, leading.Length)
               select new ModelSource(
                   Name($"DenseOfRank{leading[i].Split(',').Length + 1}", "float", i, inputs, units),
                   $"InputShape({leading[i]}, {Text(inputs)})",
                   Dense(units, hasBias: inputs != 3)),
        ];
    }

    private static IEnumerable<ModelSource> DenseOfOtherTypes()
    {
        int[] sizes = [1, 3, 7, 8, 9, 16, 17, 33, 64, 65, 129, 257];
        return from type in OtherTypes
               from inputs in sizes
               from units in sizes
               select new ModelSource(Name("Dense", type, inputs, units), Input(type, inputs), Dense(units, hasBias: inputs % 2 == 1));
    }

    private static IEnumerable<ModelSource> Activations() =>
        from function in Functions
        from type in (string[])["float", .. OtherTypes]
        from length in type != "float" ? [1, 2, 7, 8, 9, 16, 17, 32, 33, 40] : RowFunctions.Contains(function) || function is "Relu" or "Gelu" ? Grid.Lengths : Grid.RowLengths
        where function != "Glu" || length % 2 == 0
        from rows in RowFunctions.Contains(function) && length % 3 == 0 ? (int[])[1, 3] : [1]
        select new ModelSource(Name($"Activation{function}", type, rows, length), rows == 1 ? Input(type, length) : Input(type, rows, length), $"Activation(Activation.{function})");

    private static IEnumerable<ModelSource> FusedActivations() =>
        from function in Functions
        from type in (string[])["float", .. OtherTypes]
        from units in type == "float" ? Grid.RowLengths : [4, 16, 18]
        where function != "Glu" || units % 2 == 0
        from inputs in units % 4 == 1 ? (int[])[5, 130] : [5]
        select new ModelSource(Name($"Dense{function}", type, inputs, units), Input(type, inputs), Dense(units, units % 3 != 0, function));

    private static IEnumerable<ModelSource> Heads() =>
    [
        new("HeadPooled", "InputShape(7, 7, 512)", "GlobalAveragePooling2D", "Dense(256, Activation = Activation.Relu)", "Dense(10, Activation = Activation.Softmax)"),
        new("HeadFlattened", "InputShape(6, 6, 32)", "Flatten", "Dense(10, Activation = Activation.Softmax)"),
        new("HeadFlattenedFirst", "InputShape(32, 6, 6)", "Flatten(DataFormat = DataFormat.ChannelsFirst)", "Dense(64, Activation = Activation.Gelu)", "Dropout(0.5)", "Dense(3)"),
        new("HeadDouble", "InputShape<double>(7, 7, 20)", "GlobalMaxPooling2D", "Dense(33, Activation = Activation.Tanh)", "Dense(5, Activation = Activation.LogSoftmax)"),
        new("HeadHalf", "InputShape<Half>(7, 7, 20)", "GlobalAveragePooling2D", "Dense(33, Activation = Activation.Silu)", "Dense(5, Activation = Activation.Softmax)"),
        new("HeadHalfInPlace", "InputShape<Half>(40)", "Dense(20)", "Activation(Activation.Relu)", "Activation(Activation.Softmax)"),
        new("HeadHalfWide", "InputShape<Half>(3, 3, 300)", "GlobalAveragePooling2D", "Dense(150, Activation = Activation.Relu)", "Dense(40)"),
        new("HalfWidePooled", "InputShape<Half>(9, 600)", "GlobalMaxPooling1D"),
        new("HalfWideAveraged", "InputShape<Half>(50, 290)", "GlobalAveragePooling1D"),
        new("MeanOfMany", "InputShape(32, 34, 136)", "GlobalAveragePooling2D"),
        new("MeanOfManyFirst", "InputShape(1, 66000)", "GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)"),
        new("MeanOfManyMasked", "InputShape(4200, 16)", "GlobalAveragePooling1D"),
        new("MeanOfManyStreamed", "InputShape(3200, 260)", "GlobalAveragePooling1D"),
        new("MeanOfManySingle", "InputShape(260, 254, 1)", "GlobalAveragePooling2D"),
        new("MeanOfManyDouble", "InputShape<double>(70, 70, 8)", "GlobalAveragePooling2D"),
        new("MeanOfManyHalf", "InputShape<Half>(70, 60, 33)", "GlobalAveragePooling2D"),
        new("MaskedSequence", "InputShape(13, 20)", "Dropout(0.1)", "Dense(17, Activation = Activation.Relu)", "GlobalAveragePooling1D", "Dense(4)"),
        new("MaskedSequenceFirst", "InputShape(20, 13)", "Activation(Activation.Tanh)", "GlobalAveragePooling1D(DataFormat = DataFormat.ChannelsFirst)", "Dense(4, Activation = Activation.Sigmoid)"),
        new("MovedTwice", "InputShape(4, 5, 6)", "Permute(3, 1, 2)", "GlobalMaxPooling2D(DataFormat = DataFormat.ChannelsFirst, KeepDims = true)", "Flatten", "Dense(7)"),
        new("ReshapedThenPooled", "InputShape(60)", "Reshape(3, -1)", "GlobalAveragePooling1D", "Reshape(4, 5)", "Permute(2, 1)", "Flatten"),
        new("PooledInFarBands", "InputShape(1100, 120)", "GlobalAveragePooling1D"),
        new("PooledInFarBandsOverlapping", "InputShape(1367, 100)", "GlobalAveragePooling1D"),
        new("PooledInFarBandsOfFour", "InputShape(2203, 64)", "GlobalAveragePooling1D"),
        new("PooledInFarBandsFolded", "InputShape(5901, 24)", "GlobalAveragePooling1D"),
        new("PooledInFarDoubleBands", "InputShape<double>(1031, 70)", "GlobalAveragePooling1D"),
        new("PooledInFoldedBands", "InputShape(1500, 6)", "GlobalAveragePooling1D"),
        new("PooledInDoubleBands", "InputShape<double>(23, 25, 20)", "GlobalAveragePooling2D"),
        new("ActivationsInRow", "InputShape(3, 34)", "Activation(Activation.Relu)", "Activation(Activation.Mish)", "Activation(Activation.Glu)", "Dense(19, Activation = Activation.Sparsemax)", "Activation(Activation.Squareplus)"),
        new("PooledThenGated", "InputShape(9, 32)", "GlobalMaxPooling1D", "Activation(Activation.Glu)", "Activation(Activation.LogSoftmax)"),
    ];

    private static string Dense(int units, bool hasBias, string function = "Linear") =>
        $"Dense({Text(units)}, UseBias = {(hasBias ? "true" : "false")}, Activation = Activation.{function})";

    private static string Input(string type, params int[] shape) =>
        $"InputShape{(type == "float" ? "" : $"<{type}>")}({string.Join(", ", shape.Select(Text))})";

    private static string Name(string start, string type, params int[] shape) =>
        $"{start}_{string.Join('x', shape.Select(Text))}{(type == "float" ? "" : $"_{type}")}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
