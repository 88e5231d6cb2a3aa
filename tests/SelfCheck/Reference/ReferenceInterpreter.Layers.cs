namespace ShapeGen.SelfCheck.Reference;

/// <content>The layers of whole networks that need no convolution.</content>
internal sealed partial class ReferenceInterpreter
{
    /// <summary>An activation with numbers of its own, or null where it has none.</summary>
    private static ReferenceParametric? Parameters(ActivationAttribute activation)
    {
        double alpha = Or(activation.Alpha, 1);
        double threshold = Or(activation.Threshold, 0.5);
        double[] given = [activation.Alpha, activation.Slope, activation.Offset, activation.Threshold, activation.Lower, activation.Upper];
        return given.All(double.IsNaN) ? null : activation.Function switch
        {
            Activation.Elu => ReferenceParametric.Elu(alpha),
            Activation.Celu => ReferenceParametric.Celu(alpha),
            Activation.LeakyRelu => ReferenceParametric.Relu(Or(activation.Slope, 0.2), 0, double.PositiveInfinity),
            Activation.HardSigmoid => ReferenceParametric.HardSigmoid(Or(activation.Slope, 1.0 / 6), Or(activation.Offset, 0.5)),
            Activation.HardTanh => ReferenceParametric.Clip(Or(activation.Lower, -1), Or(activation.Upper, 1)),
            Activation.SoftShrink => ReferenceParametric.SoftShrink(threshold),
            Activation.HardShrink => ReferenceParametric.HardShrink(threshold),
            _ => throw new NotSupportedException($"The reference does not know numbers of {activation.Function}."),
        };

        static double Or(double value, double absent) => double.IsNaN(value) ? absent : value;
    }

    private void AppendOther(LayerAttribute attribute, int[] shape)
    {
        switch (attribute)
        {
            case ReLUAttribute relu:
                _layers.Add(ReferenceParametric.Relu(relu.NegativeSlope, relu.Threshold, relu.MaxValue));
                break;
            case LeakyReLUAttribute leaky:
                _layers.Add(ReferenceParametric.Relu(leaky.NegativeSlope, 0, double.PositiveInfinity));
                break;
            case ELUAttribute elu:
                _layers.Add(ReferenceParametric.Elu(elu.Alpha));
                break;
            case PReLUAttribute prelu:
                int[] shared = Axes(prelu.SharedAxes, shape);
                _layers.Add(new ReferencePerChannel([.. Enumerable.Range(0, shape.Length).Except(shared)], ReferenceChannelFunction.Rectify) { Weights = [_weightShapes.Count] });
                _weightShapes.Add([.. shape.Select((d, axis) => shared.Contains(axis) ? 1 : d)]);
                break;
            case SoftmaxAttribute softmax:
                AppendAlong(Axes(softmax.Axis, shape), shape, new ReferenceRowActivation(Activation.Softmax));
                break;
            case ActivityRegularizationAttribute or AlphaDropoutAttribute or GaussianDropoutAttribute or GaussianNoiseAttribute
                or SpatialDropout1DAttribute or SpatialDropout2DAttribute or SpatialDropout3DAttribute:
                _layers.Add(new ReferenceDropout());
                break;
            case RecurrentAttribute recurrent:
                var cell = new ReferenceRecurrent(recurrent, _weightShapes.Count);
                _layers.Add(cell);
                _weightShapes.AddRange(cell.WeightShapes(shape[^1]));
                break;
            case ConvRecurrentAttribute recurrent:
                var frames = new ReferenceConvRecurrent(recurrent, _weightShapes.Count);
                _layers.Add(frames);
                _weightShapes.AddRange(frames.WeightShapes(shape));
                break;
            case PoolingAttribute pooling:
                bool isMean = pooling.GetType().Name.StartsWith("Av", StringComparison.Ordinal);
                int[] size = PerAxis([.. pooling.PoolSize], shape.Length - 1, 2);
                _layers.Add(new ReferenceWindowPooling(isMean, size, pooling.Strides.Length == 0 ? size : PerAxis(pooling.Strides, size.Length, 1), pooling.Padding == Padding.Same, pooling.DataFormat == DataFormat.ChannelsFirst));
                break;
            default:
                if (!AppendCopy(attribute, shape) && !AppendNormalization(attribute, shape))
                {
                    _layers.AddRange(ReferenceLayers.Of(attribute, _weightShapes.Count));
                    _weightShapes.AddRange(ReferenceLayers.Weights(attribute, shape).Select(weight => weight.Shape));
                }

                break;
        }
    }

    private bool AppendCopy(LayerAttribute attribute, int[] shape)
    {
        int axes = shape.Length - 1;
        switch (attribute)
        {
            case ZeroPadding1DAttribute padding:
                _layers.Add(ReferenceCopy.Padding(Edges(padding.Padding, axes, 1), padding.DataFormat));
                return true;
            case ZeroPadding2DAttribute padding:
                _layers.Add(ReferenceCopy.Padding(Edges(padding.Padding, axes, 1), padding.DataFormat));
                return true;
            case ZeroPadding3DAttribute padding:
                _layers.Add(ReferenceCopy.Padding(Edges(padding.Padding, axes, 1), padding.DataFormat));
                return true;
            case Cropping1DAttribute cropping:
                _layers.Add(ReferenceCopy.Padding([.. Edges(cropping.Cropping, axes, 1).Select(e => -e)], DataFormat.ChannelsLast));
                return true;
            case Cropping2DAttribute cropping:
                _layers.Add(ReferenceCopy.Padding([.. Edges(cropping.Cropping, axes, 0).Select(e => -e)], cropping.DataFormat));
                return true;
            case Cropping3DAttribute cropping:
                _layers.Add(ReferenceCopy.Padding([.. Edges(cropping.Cropping, axes, 1).Select(e => -e)], cropping.DataFormat));
                return true;
            case UpSampling1DAttribute up:
                _layers.Add(ReferenceCopy.Enlarging(PerAxis([.. up.Size], 1, 2), DataFormat.ChannelsLast));
                return true;
            case UpSampling2DAttribute { Interpolation: Interpolation.Bilinear } up:
                _layers.Add(new ReferenceBilinear(PerAxis([.. up.Size], 2, 2), up.DataFormat == DataFormat.ChannelsFirst));
                return true;
            case UpSampling2DAttribute up:
                _layers.Add(ReferenceCopy.Enlarging(PerAxis([.. up.Size], 2, 2), up.DataFormat));
                return true;
            case UpSampling3DAttribute up:
                _layers.Add(ReferenceCopy.Enlarging(PerAxis([.. up.Size], 3, 2), up.DataFormat));
                return true;
            case RepeatVectorAttribute repeat:
                _layers.Add(new ReferenceReshape([1, shape[0]]));
                _layers.Add(ReferenceCopy.Enlarging([repeat.N], DataFormat.ChannelsLast));
                return true;
            default:
                return false;
        }
    }

    private bool AppendNormalization(LayerAttribute attribute, int[] shape)
    {
        switch (attribute)
        {
            case RescalingAttribute rescaling:
                _layers.Add(new ReferencePerChannel([shape.Length - 1], ReferenceChannelFunction.Affine) { Constants = [[.. rescaling.Scale], rescaling.Offset] });
                return true;
            case NormalizationAttribute normalization:
                double[] deviation = [.. normalization.Variance.Select(v => Math.Max(Math.Sqrt(v), 1e-7))];
                _layers.Add(new ReferencePerChannel(Axes(normalization.Axis, shape), normalization.Invert ? ReferenceChannelFunction.Affine : ReferenceChannelFunction.Center)
                {
                    Constants = normalization.Invert ? [deviation, normalization.Mean] : [normalization.Mean, deviation],
                });
                return true;
            case BatchNormalizationAttribute batch:
                int[] axis = Axes([batch.Axis], shape);
                int first = _weightShapes.Count;
                int count = (batch.Scale ? 1 : 0) + (batch.Center ? 1 : 0) + 2;
                _weightShapes.AddRange(Enumerable.Repeat<int[]>([shape[axis[0]]], count));
                _variances.Add(first + count - 1);
                _layers.Add(new ReferencePerChannel(axis, ReferenceChannelFunction.Batch)
                {
                    Weights = [batch.Scale ? first : -1, batch.Center ? first + count - 3 : -1, first + count - 2, first + count - 1],
                    Epsilon = batch.Epsilon,
                });
                return true;
            case LayerNormalizationAttribute layer:
                AppendRows(Axes(layer.Axis, shape), shape, ReferenceRowStatistic.Deviation, layer.Epsilon, layer.Scale, layer.Center);
                return true;
            case RMSNormalizationAttribute root:
                AppendRows(Axes(root.Axis, shape), shape, ReferenceRowStatistic.RootMeanSquare, root.Epsilon, hasScale: true, hasShift: false);
                return true;
            case UnitNormalizationAttribute unit:
                AppendRows(Axes(unit.Axis, shape), shape, ReferenceRowStatistic.Norm, 1e-24, hasScale: false, hasShift: false);
                return true;
            case GroupNormalizationAttribute group:
                AppendGroups(group, shape);
                return true;
            default:
                return false;
        }
    }

    private void AppendRows(int[] axes, int[] shape, ReferenceRowStatistic statistic, double epsilon, bool hasScale, bool hasShift)
    {
        int[] weight = [.. axes.Select(axis => shape[axis])];
        var rows = new ReferenceNormalization(statistic, epsilon)
        {
            Scale = hasScale ? Add() : -1,
            Shift = hasShift ? Add() : -1,
        };
        AppendAlong(axes, shape, rows);

        int Add()
        {
            _weightShapes.Add(weight);
            return _weightShapes.Count - 1;
        }
    }

    /// <summary>(…, groups, channels of one, …) with the group in front, normalised as rows, and back.</summary>
    private void AppendGroups(GroupNormalizationAttribute group, int[] shape)
    {
        int axis = Axes([group.Axis], shape)[0];
        int groups = group.Groups == -1 ? shape[axis] : group.Groups;
        int[] cut = [.. shape[..axis], groups, shape[axis] / groups, .. shape[(axis + 1)..]];
        _layers.Add(new ReferenceReshape(cut));
        AppendRows([.. Enumerable.Range(0, cut.Length).Where(a => a != axis)], cut, ReferenceRowStatistic.Deviation, group.Epsilon, hasScale: false, hasShift: false);
        _layers.Add(new ReferenceReshape(shape));
        int first = _weightShapes.Count;
        _weightShapes.AddRange(Enumerable.Repeat<int[]>([shape[axis]], (group.Scale ? 1 : 0) + (group.Center ? 1 : 0)));
        if (group.Scale || group.Center)
        {
            _layers.Add(new ReferencePerChannel([axis], ReferenceChannelFunction.Affine) { Weights = [group.Scale ? first : -1, group.Center ? _weightShapes.Count - 1 : -1] });
        }
    }

    /// <summary>A layer that works along the last axis, with others brought there before it and back after it.</summary>
    private void AppendAlong(int[] axes, int[] shape, IReferenceLayer layer)
    {
        int[] order = [.. Enumerable.Range(0, shape.Length).Except(axes), .. axes];
        int length = ReferenceTensor.Count([.. axes.Select(axis => shape[axis])]);
        _layers.Add(new ReferencePermute([.. order.Select(axis => axis + 1)]));
        _layers.Add(new ReferenceReshape([-1, length]));
        _layers.Add(layer);
        _layers.Add(new ReferenceReshape([.. order.Select(axis => shape[axis])]));
        _layers.Add(new ReferencePermute([.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis) + 1)]));
    }

    /// <summary>Axes from 0, of those that count the batch as 0 or from the end.</summary>
    private static int[] Axes(int[] axes, int[] shape) => [.. axes.Select(axis => axis < 0 ? axis + shape.Length : axis - 1).Order()];

    private static int[] PerAxis(int[] given, int axes, int absent) => given.Length switch
    {
        0 => [.. Enumerable.Repeat(absent, axes)],
        1 => [.. Enumerable.Repeat(given[0], axes)],
        _ => given,
    };

    private static int[] Edges(IReadOnlyList<int> given, int axes, int absent) => given.Count switch
    {
        0 => [.. Enumerable.Repeat(absent, 2 * axes)],
        1 => [.. Enumerable.Repeat(given[0], 2 * axes)],
        var count when count == axes => [.. given.SelectMany(edge => new[] { edge, edge })],
        _ => [.. given],
    };
}
