using ShapeGen;

namespace FlattenVsPooling;

/// <summary>The head that averages each channel over the image: 32 means, whatever the size of the image.</summary>
[InputShape(6, 6, 32)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class PoolingHead;

/// <summary>The head that keeps every value and so knows where in the image it was.</summary>
[InputShape(6, 6, 32)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class FlattenHead;
