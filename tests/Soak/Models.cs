namespace ShapeGen.Soak;

/// <summary>A pooling head.</summary>
[InputShape(7, 7, 64)]
[GlobalAveragePooling2D]
[Dense(256, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class PoolingHead;

/// <summary>Needs more scratch than the stack gives: the buffer that each thread keeps.</summary>
[InputShape(30, 100)]
[GlobalMaxPooling1D]
[Dense(12000, Activation = Activation.Gelu)]
[Dense(8)]
public sealed partial class ScratchHead;

/// <summary>Half storage.</summary>
[InputShape<Half>(6, 6, 32)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class HalfHead;

/// <summary>Moves data.</summary>
[InputShape<double>(4, 5, 6)]
[Permute(3, 1, 2)]
[Flatten]
[Dense(7, Activation = Activation.Tanh)]
public sealed partial class PermutingHead;
