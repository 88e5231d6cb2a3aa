namespace ShapeGen.Models.Tests;

// Models that are stepped.

[InputShape(7, 5)]
[LSTM(20, ReturnSequences = true)]
[Dense(9, Activation = Activation.Relu)]
[GRU(6)]
[Dense(3, Activation = Activation.Softmax)]
public sealed partial class StreamedClassifier;

/// <summary>Two panels of units, whose old outputs are kept while the new ones are made.</summary>
[InputShape(6, 3)]
[LSTM(100, ReturnSequences = true)]
public sealed partial class StreamedSequence;

[InputShape(6, 3)]
[SimpleRNN(17, ReturnSequences = true)]
[Activation(Activation.Elu)]
[GRU(65, ResetAfter = false, ReturnSequences = true)]
[LSTM(60, ReturnSequences = true)]
[GRU(96, ResetAfter = false, ReturnSequences = true)]
public sealed partial class StreamedCells;

[InputShape<Half>(5, 4)]
[GRU(33, ReturnSequences = true)]
[LSTM(10)]
public sealed partial class StreamedHalf;

[InputShape<double>(5, 4)]
[LSTM(9)]
public sealed partial class StreamedDouble;

[InputShape(12, 3)]
[Conv1D(8, 3, Padding = Padding.Causal, Activation = Activation.Relu)]
[Conv1D(40, 2, Padding = Padding.Causal, DilationRate = [2])]
[Conv1D(8, 3, Padding = Padding.Causal, DilationRate = [4], Groups = 2)]
[Dense(2)]
public sealed partial class StreamedConvolutions;

/// <summary>It reads the sequence from its end, and so cannot be stepped.</summary>
[InputShape(6, 3)]
[LSTM(4, GoBackwards = true)]
public sealed partial class BackwardModel;

/// <summary>It flattens time, and so cannot be stepped.</summary>
[InputShape(6, 3)]
[LSTM(4, ReturnSequences = true)]
[Flatten]
[Dense(2)]
public sealed partial class FlattenedSequence;
