namespace ShapeGen.Benchmarks.Models;

[InputShape(128, 64)]
[MultiHeadAttention(4, 16)]
[Add("input")]
[LayerNormalization(Epsilon = 1e-5, Name = "attended")]
[Dense(256, Activation = Activation.Gelu)]
[Dense(64)]
[Add("attended")]
[LayerNormalization(Epsilon = 1e-5)]
internal sealed partial class EncoderBlock;

[InputShape(128, 64)]
[MultiHeadAttention(4, 16)]
internal sealed partial class FourHeads;
