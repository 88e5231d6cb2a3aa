using ShapeGen;

namespace DigitsWeb;

/// <summary>The same convolutions, with weights of their own, and a last layer that sees how much of each feature there is, and not where.</summary>
[InputShape(28, 28, 1)]
[Conv2D(8, 3, Strides = [2], Activation = Activation.Relu)]
[Conv2D(32, 3, Strides = [2], Activation = Activation.Relu)]
[GlobalAveragePooling2D(Name = "pooled")]
[Dense(10, Activation = Activation.Softmax)]
[Output("conv2d_1")]
[Output("pooled")]
[Output("dense")]
public sealed partial class PoolingNetwork : IDigitNetwork
{
    static int IDigitNetwork.PooledLength => PooledLength;
}
