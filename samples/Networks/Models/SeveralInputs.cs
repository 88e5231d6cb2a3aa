using ShapeGen;

namespace Networks;

/// <summary>A picture and measurements in, a class and a box out.</summary>
[InputShape(16, 16, 3, Name = "image")]
[InputShape(6, Name = "measurements")]
[Conv2D(12, 3, Activation = Activation.Relu, Name = "conv")]
[MaxPooling2D]
[Flatten(Name = "flat")]
[Dense(16, Activation = Activation.Relu, Name = "embed", From = "measurements")]
[Concatenate("embed", From = "flat")]
[Dense(32, Activation = Activation.Relu, Name = "trunk")]
[Concatenate("embed")]
[Dense(4, Name = "box")]
[Dense(5, Activation = Activation.Softmax, Name = "label", From = "trunk")]
[Output("label")]
[Output("box")]
public sealed partial class LabelAndBox;

/// <summary>Whether two pictures show the same: one tower with one set of weights looks at both.</summary>
[InputShape(20, 20, 1, Name = "left")]
[InputShape(20, 20, 1, Name = "right")]
[Apply<Tower>(Name = "right_tower", From = "right")]
[Apply<Tower>(Name = "left_tower", From = "left", SharesWeights = "right_tower")]
[Subtract("right_tower", Name = "difference")]
[Multiply("difference")]
[Dense(1, Activation = Activation.Sigmoid, Name = "same")]
public sealed partial class Siamese;

/// <summary>A picture's code of 16 numbers.</summary>
[Block]
[Conv2D(8, 3, Activation = Activation.Relu, Name = "c1")]
[MaxPooling2D]
[Conv2D(16, 3, Activation = Activation.Relu, Name = "c2")]
[GlobalAveragePooling2D]
[Dense(16, Name = "code")]
public partial class Tower;
