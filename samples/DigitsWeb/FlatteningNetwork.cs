using ShapeGen;

namespace DigitsWeb;

/// <summary>A whole network, from pixels to ten probabilities, whose last layer sees each feature at each place.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
[Output("conv2d_1")]
[Output("dense")]
public sealed partial class FlatteningNetwork : IDigitNetwork
{
    static int IDigitNetwork.PooledLength => 0;

    void IDigitNetwork.Forward(ReadOnlySpan<float> image, Span<float> maps, Span<float> pooled, Span<float> probabilities) => Forward(image, maps, probabilities);

    void IDigitNetwork.ForwardBatch(ReadOnlySpan<float> images, Span<float> maps, Span<float> pooled, Span<float> probabilities) => ForwardBatch(images, maps, probabilities);
}
