using ShapeGen;

namespace Networks;

/// <summary>A small U-Net, after Ronneberger et al., 2015: for each pixel whether it belongs to the object.</summary>
[InputShape(64, 64, 1)]
[Apply<Double8>(Name = "fine")]
[MaxPooling2D]
[Apply<Double16>(Name = "middle")]
[MaxPooling2D]
[Apply<Double32>(Name = "coarse")]
[Conv2DTranspose(16, 2, Strides = [2], Padding = Padding.Same)]
[Concatenate("middle")]
[Apply<Double16>]
[Conv2DTranspose(8, 3, Strides = [2], Padding = Padding.Same, Activation = Activation.Relu, Name = "up")]
[Concatenate("up", From = "fine")]
[Apply<Double8>]
[Conv2D(1, 1, Activation = Activation.Sigmoid, Name = "mask")]
public sealed partial class UNet;

/// <summary>Two convolutions of 8 filters.</summary>
[Block]
[Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.Relu)]
public partial class Double8;

/// <summary>Two convolutions of 16 filters.</summary>
[Block]
[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.Relu)]
public partial class Double16;

/// <summary>Two convolutions of 32 filters.</summary>
[Block]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.Relu)]
public partial class Double32;

/// <summary>A U-Net that shrinks by strides and grows by interpolation: for each pixel one of four classes.</summary>
[InputShape(32, 32, 3)]
[Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.Relu, Name = "conv2d")]
[Conv2D(12, 3, Strides = [2], Padding = Padding.Same, Activation = Activation.Relu, Name = "conv2d_1")]
[Conv2D(16, 3, Strides = [2], Padding = Padding.Same, Activation = Activation.Relu, Name = "conv2d_2")]
[UpSampling2D(2, Interpolation = Interpolation.Bilinear)]
[Concatenate("conv2d_1")]
[Conv2D(12, 3, Padding = Padding.Same, Activation = Activation.Relu, Name = "conv2d_3")]
[UpSampling2D(2)]
[Concatenate("conv2d")]
[Conv2D(4, 1, Name = "conv2d_4")]
[Softmax]
public sealed partial class UNetUpSampling;
