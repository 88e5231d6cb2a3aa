namespace ShapeGen.SelfCheck.Models;

/// <content>The layers of whole networks that need no convolution: few models each, at the lengths where kernels change.</content>
internal static partial class Sweep
{
    private static readonly string[] AllTypes = ["float", .. OtherTypes];

    /// <summary>Channels that fill no block, one, a few, and more than a tile; repeated or with a partial block at the end.</summary>
    private static readonly int[] FewChannels = [1, 3, 16, 17, 70];

    private static (string Group, IEnumerable<ModelSource> Models)[] LayerGroups() =>
    [
        ("layer: window pooling", WindowPooling()),
        ("layer: padding, cropping, enlarging", Copies()),
        ("layer: functions with numbers", Parametric()),
        ("layer: numbers by channel", PerChannel()),
        ("layer: normalisation", Normalization()),
        ("layer: softmax along axes", SoftmaxAxes()),
        ("layer: embedding and attention", Attention.Models()),
        ("layer: numbers by channel beside products", Folded()),
        ("layer: several layers without convolutions", Bodies()),
        ("layer: recurrence", Recurrence()),
        ("layer: masked time steps", MaskedRecurrence.Models()),
    ];

    private static IEnumerable<ModelSource> WindowPooling()
    {
        (int[] Spatial, string Arguments)[] windows =
        [
            ([9], "2"), ([9], "3, Strides = [2], Padding = Padding.Same"), ([10], "4, Strides = [1]"), ([3], "7, Strides = [2], Padding = Padding.Same"), ([40], "33"),
            ([6, 6], "2"), ([7, 5], "3, Strides = [2], Padding = Padding.Same"), ([6, 7], "3, Strides = [1], Padding = Padding.Same"), ([5, 8], "2, 3, Strides = [3, 1]"),
            ([11, 10], "9, 5"), ([5, 4], "1, Strides = [2]"), ([3, 3], "5, Padding = Padding.Same"),
            ([7, 9], "3, Strides = [2]"), ([5, 8], "3, 2, Strides = [2, 1]"), ([12], "3, Strides = [1]"),
            ([4, 3, 5], "2"), ([3, 4, 4], "3, Strides = [2, 1, 2], Padding = Padding.Same"), ([6, 5, 6], "5, 4, 5, Strides = [1]"),
        ];
        return from window in windows.Select((w, i) => (w.Spatial, w.Arguments, Index: i))
               from kind in new[] { "Max", "Average" }
               from channels in FewChannels
               where (window.Index + channels) % 3 != 0
               from type in channels is 3 or 17 && window.Index % 3 == 0 ? AllTypes : ["float"]
               from format in (window.Index + channels) % 5 == 0 ? Formats : [Formats[0]]
               let shape = format == Formats[0] ? [.. window.Spatial, channels] : (int[])[channels, .. window.Spatial]
               select new ModelSource(
                   Name($"{kind}Pooling{window.Index}{format}", type, shape),
                   Input(type, shape),
                   $"{kind}Pooling{window.Spatial.Length}D({window.Arguments}, DataFormat = DataFormat.{format})");
    }

    private static IEnumerable<ModelSource> Copies()
    {
        (int Axes, string Layer)[] layers =
        [
            (1, "ZeroPadding1D(2, 1)"), (1, "Cropping1D(1, 2)"), (1, "UpSampling1D(3)"),
            (2, "ZeroPadding2D(1, 0, 2, 3)"), (2, "ZeroPadding2D(0, 2)"), (2, "Cropping2D(1, 0, 0, 2)"), (2, "UpSampling2D(2, 3)"), (2, "UpSampling2D(6, 1)"),
            (2, "UpSampling2D(2, 3, Interpolation = Interpolation.Bilinear)"), (2, "UpSampling2D(4, 1, Interpolation = Interpolation.Bilinear)"),
            (3, "ZeroPadding3D(1, 0, 2)"), (3, "Cropping3D(0, 1, 1, 0, 0, 2)"), (3, "UpSampling3D(2, 1, 3)"),
        ];
        int[] spatial = [4, 5, 3];
        return
        [
            .. from layer in layers.Select((l, i) => (l.Axes, l.Layer, Index: i))
               from channels in new[] { 1, 3, 6, 17 }
               from type in channels == 3 ? AllTypes : ["float"]
               from format in layer.Axes > 1 && channels is 3 or 6 ? Formats : [Formats[0]]
               let shape = format == Formats[0] ? [.. spatial[..layer.Axes], channels] : (int[])[channels, .. spatial[..layer.Axes]]
               let arguments = format == Formats[0] ? layer.Layer : layer.Layer.Replace(")", $", DataFormat = DataFormat.{format})", StringComparison.Ordinal)
               where format == Formats[0] || layer.Axes > 1
               select new ModelSource(Name($"Copy{layer.Index}{format}", type, shape), Input(type, shape), arguments),
            .. from type in AllTypes from length in new[] { 1, 4, 5, 33 } select new ModelSource(Name("RepeatVector", type, length), Input(type, length), "RepeatVector(7)"),
        ];
    }

    private static IEnumerable<ModelSource> Parametric()
    {
        string[] layers =
        [
            "ReLU(MaxValue = 6)", "ReLU(MaxValue = 1.5, NegativeSlope = 0.2, Threshold = 0.5)", "ReLU(NegativeSlope = 0.25, Threshold = 1)", "ReLU(Threshold = 0.7)",
            "ReLU(MaxValue = 0)", "LeakyReLU", "LeakyReLU(NegativeSlope = 0)", "LeakyReLU(NegativeSlope = 1.5)", "ELU(Alpha = 0.5)", "ELU(Alpha = 2)",
            "Activation(Activation.Celu, Alpha = 2)", "Activation(Activation.HardSigmoid, Slope = 0.2)", "Activation(Activation.HardTanh, Lower = 0, Upper = 20)",
            "Activation(Activation.SoftShrink, Threshold = 0.25)", "Activation(Activation.HardShrink, Threshold = 1)", "GaussianNoise(0.1)",
        ];
        return from layer in layers.Select((text, i) => (text, i))
               from type in AllTypes
               from length in new[] { 16, 35 }
               select new ModelSource(Name($"Parametric{layer.i}", type, length), Input(type, length), layer.text);
    }

    private static IEnumerable<ModelSource> PerChannel()
    {
        string[] layers =
        [
            "BatchNormalization", "BatchNormalization(Axis = 1, Scale = false)", "BatchNormalization(Axis = 2, Center = false, Epsilon = 1e-5)", "BatchNormalization(Center = false, Scale = false)",
            "PReLU", "PReLU(SharedAxes = [1, 2])", "PReLU(SharedAxes = [2, 3])", "PReLU(SharedAxes = [2])", "PReLU(SharedAxes = [1, 3])", "PReLU(SharedAxes = [1, 2, 3])",
            "Rescaling(1.0 / 127.5, Offset = [-1])", "Normalization(Axis = [], Mean = [0.485], Variance = [0.0524])", "Normalization(Axis = [1], Mean = [0.1, 0.2, 0.3], Variance = [1, 2, 0])",
            "Normalization(Axis = [1], Mean = [0.1, 0.2, 0.3], Variance = [1, 2, 0], Invert = true)",
        ];
        return from layer in layers.Select((text, i) => (text, i))
               from channels in FewChannels
               from type in channels is 3 or 17 ? AllTypes : ["float"]
               select new ModelSource(Name($"PerChannel{layer.i}", type, 3, 2, channels), Input(type, 3, 2, channels), layer.text);
    }

    private static IEnumerable<ModelSource> Normalization()
    {
        string[] layers =
        [
            "LayerNormalization", "LayerNormalization(Axis = [1])", "LayerNormalization(Axis = [2, 3], Center = false)", "LayerNormalization(Axis = [1, 3], Scale = false)",
            "LayerNormalization(Axis = [1, 2, 3], Center = false, Scale = false, Epsilon = 1e-6)", "RMSNormalization", "RMSNormalization(Axis = [2, 3])", "UnitNormalization", "UnitNormalization(Axis = [1])",
            "GroupNormalization(Groups = 1)", "GroupNormalization(Groups = -1)", "GroupNormalization(Groups = 3, Axis = 1)", "GroupNormalization(Groups = 2, Axis = 2, Center = false)",
        ];
        return
        [
            .. from layer in layers.Select((text, i) => (text, i))
               from channels in new[] { 2, 3, 16, 17, 40 }
               from type in channels is 3 or 17 ? AllTypes : ["float"]
               select new ModelSource(Name($"Normalization{layer.i}", type, 3, 2, channels), Input(type, 3, 2, channels), layer.text),
            new("LayerNormalizationLong", "InputShape(4500)", "LayerNormalization"),
            new("GroupNormalizationLong", "InputShape(6, 7, 64)", "GroupNormalization(Groups = 4)"),
            new("UnitNormalizationLong_double", "InputShape<double>(2500)", "UnitNormalization"),
        ];
    }

    private static IEnumerable<ModelSource> SoftmaxAxes() =>
        from axis in new[] { "1", "2", "1, 2", "-1", "-2, -1", "1, 3" }
        from type in AllTypes
        from channels in new[] { 3, 17 }
        select new ModelSource(Name($"SoftmaxAxis{string.Concat(axis.Where(char.IsAsciiDigit))}{(axis[0] == '-' ? "Back" : "")}", type, 4, 2, channels), Input(type, 4, 2, channels), $"Softmax(Axis = [{axis}])");

    /// <summary>Units around a block and a panel of four; few steps, over which the bounds stay near.</summary>
    private static IEnumerable<ModelSource> Recurrence() =>
    [
        .. Cells(),
        .. from filters in new[] { 3, 16, 17, 33 }
           from options in new[] { "", ", Padding = Padding.Same, ReturnSequences = true", ", Padding = Padding.Same, Strides = [2], GoBackwards = true, UseBias = false" }
           select new ModelSource(Name($"ConvLSTM{filters}{options.Length}", "float", 3, 5, 4, 2), Input("float", 3, 5, 4, 2), $"ConvLSTM2D({filters}, 3{options})"),
    ];

    private static IEnumerable<ModelSource> Cells()
    {
        string[] layers = ["SimpleRNN", "LSTM", "GRU", "GRU"];
        string[] options = ["", ", ReturnSequences = true", ", GoBackwards = true, UseBias = false", ", ReturnSequences = true, GoBackwards = true"];
        int[] units = [1, 7, 8, 15, 16, 17, 32, 33, 63, 64, 65, 80, 128];
        return from index in Enumerable.Range(0, units.Length * layers.Length)
               let layer = layers[index % layers.Length]
               let type = index % 5 == 3 ? "Half" : index % 5 == 1 ? "double" : "float"
               let reset = index % layers.Length == 3 ? ", ResetAfter = false" : ""
               let width = units[index / layers.Length]
               select new ModelSource(Name($"{layer}{index}", type, 4, 5), Input(type, 4, 5), $"{layer}({width}{options[(index / 4) % options.Length]}{reset})");
    }

    /// <summary>What is folded into weights, and what must not be: another axis, a padding, a shift before a product, Half.</summary>
    private static IEnumerable<ModelSource> Folded()
    {
        (int[] Shape, string[] Layers)[] models =
        [
            ([40], ["Dense(20)", "BatchNormalization"]), ([40], ["Dense(3, UseBias = false)", "BatchNormalization(Scale = false)", "ReLU"]), ([700], ["Dense(150)", "BatchNormalization(Center = false)"]),
            ([4, 6], ["Dense(4)", "BatchNormalization(Axis = 1)"]), ([6, 17], ["Dense(33)", "BatchNormalization(Scale = false, Center = false)", "BatchNormalization(Scale = false, Center = false)"]), ([5], ["BatchNormalization", "Dense(7)"]),
            ([12], ["Rescaling(0.125)", "Dense(16)"]), ([12], ["Rescaling(0.125, Offset = [1])", "Dense(16)"]),
            ([9, 3], ["Conv1D(17, 3, UseBias = false)", "BatchNormalization", "ReLU"]), ([9, 8], ["Conv1D(8, 3, Groups = 2)", "BatchNormalization"]),
            ([7, 6, 5], ["Rescaling(0.25)", "Conv2D(20, 3, Padding = Padding.Same)", "BatchNormalization"]), ([7, 6, 5], ["BatchNormalization", "Conv2D(4, 3, Padding = Padding.Same)"]),
            ([7, 6, 5], ["ZeroPadding2D(1, 0, 2, 1)", "Conv2D(6, 3)", "BatchNormalization(Epsilon = 1e-5)"]), ([7, 6, 20], ["ZeroPadding2D(0, 1, 0, 2)", "DepthwiseConv2D(3, Strides = [2])", "BatchNormalization"]),
            ([5, 5, 3], ["Conv2DTranspose(5, 3, Strides = [2], UseBias = false)", "BatchNormalization", "Activation(Activation.Tanh)"]), ([6, 6, 4], ["SeparableConv2D(9, 3, UseBias = false)", "BatchNormalization"]),
            ([6, 6, 4], ["DepthwiseConv2D(2, DepthMultiplier = 2)", "BatchNormalization(Scale = false, Center = false)", "Conv2D(3, 1)"]), ([3, 4, 4, 2], ["Conv3D(5, 2)", "BatchNormalization", "GlobalAveragePooling3D"]),
            ([3, 8, 7], ["Conv2D(9, 3, UseBias = false, DataFormat = DataFormat.ChannelsFirst)", "BatchNormalization(Axis = 1, Scale = false)", "ReLU", "Conv2D(2, 2, DataFormat = DataFormat.ChannelsFirst)"]),
            ([4, 5, 2], ["Conv2D(3, 4, 5)", "BatchNormalization", "Flatten"]),
        ];
        return from model in models.Select((m, i) => (m.Shape, m.Layers, Index: i))
               // Half models are also run with weights that are NaN, which a copied zero meets and a padding does not.
               from type in model.Layers[0].StartsWith("ZeroPadding", StringComparison.Ordinal) ? ["float", "double"] : AllTypes
               select new ModelSource(Name($"Folded{model.Index}", type, model.Shape), [Input(type, model.Shape), .. model.Layers]);
    }

    private static IEnumerable<ModelSource> Bodies() =>
    [
        new("BodyNormalised", "InputShape(6, 6, 5)", "BatchNormalization", "ReLU(MaxValue = 6)", "MaxPooling2D(2)", "Flatten", "Dense(7)", "LeakyReLU"),
        new("BodyNormalisedHalf", "InputShape<Half>(6, 6, 5)", "BatchNormalization", "AveragePooling2D(2)", "ZeroPadding2D(1)", "GlobalMaxPooling2D", "Dense(4)"),
        new("BodyOfSteps", "InputShape(12, 10)", "LayerNormalization", "MaxPooling1D(2)", "Cropping1D(1)", "Dense(20, Activation = Activation.Relu)", "UpSampling1D(2)", "GlobalAveragePooling1D"),
        new("BodyMasked", "InputShape(9, 20)", "BatchNormalization", "PReLU", "ELU", "GlobalAveragePooling1D"),
        new("BodyRepeated", "InputShape<double>(10)", "Dense(6)", "UnitNormalization", "RepeatVector(4)", "GlobalMaxPooling1D"),
    ];
}
