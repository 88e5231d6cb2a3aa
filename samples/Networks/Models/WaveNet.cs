using ShapeGen;

namespace Networks;

/// <summary>
/// Dilated causal convolutions with gates, after van den Oord et al., 2016: each layer sees twice as far back, adds to what passes
/// through, and sends something past all the others to the end.
/// </summary>
[InputShape(128, 4)]
[Conv1D(16, 1, Name = "front")]
[Conv1D(16, 2, Padding = Padding.Causal, Activation = Activation.Tanh, Name = "filter0")]
[Conv1D(16, 2, Padding = Padding.Causal, Activation = Activation.Sigmoid, Name = "gate0", From = "front")]
[Multiply("filter0", Name = "gated0")]
[Conv1D(16, 1, Name = "back0")]
[Add("front", Name = "residual0")]
[Conv1D(16, 2, DilationRate = [2], Padding = Padding.Causal, Activation = Activation.Tanh, Name = "filter1")]
[Conv1D(16, 2, DilationRate = [2], Padding = Padding.Causal, Activation = Activation.Sigmoid, Name = "gate1", From = "residual0")]
[Multiply("filter1", Name = "gated1")]
[Conv1D(16, 1, Name = "back1")]
[Add("residual0", Name = "residual1")]
[Conv1D(16, 2, DilationRate = [4], Padding = Padding.Causal, Activation = Activation.Tanh, Name = "filter2")]
[Conv1D(16, 2, DilationRate = [4], Padding = Padding.Causal, Activation = Activation.Sigmoid, Name = "gate2", From = "residual1")]
[Multiply("filter2", Name = "gated2")]
[Conv1D(16, 1, Name = "back2")]
[Add("residual1", Name = "residual2")]
[Conv1D(16, 2, DilationRate = [8], Padding = Padding.Causal, Activation = Activation.Tanh, Name = "filter3")]
[Conv1D(16, 2, DilationRate = [8], Padding = Padding.Causal, Activation = Activation.Sigmoid, Name = "gate3", From = "residual2")]
[Multiply("filter3", Name = "gated3")]
[Conv1D(16, 1, Name = "back3")]
[Add("residual2", Name = "residual3")]
[Conv1D(16, 2, DilationRate = [16], Padding = Padding.Causal, Activation = Activation.Tanh, Name = "filter4")]
[Conv1D(16, 2, DilationRate = [16], Padding = Padding.Causal, Activation = Activation.Sigmoid, Name = "gate4", From = "residual3")]
[Multiply("filter4", Name = "gated4")]
[Conv1D(12, 1, Name = "skip4")]
[Conv1D(12, 1, Name = "skip0", From = "gated0")]
[Conv1D(12, 1, Name = "skip1", From = "gated1")]
[Conv1D(12, 1, Name = "skip2", From = "gated2")]
[Conv1D(12, 1, Name = "skip3", From = "gated3")]
[Add("skip0", "skip1", "skip2", "skip4")]
[ReLU]
[Conv1D(12, 1, Activation = Activation.Relu, Name = "post")]
[Conv1D(8, 1, Activation = Activation.Softmax, Name = "next")]
public sealed partial class WaveNet;
