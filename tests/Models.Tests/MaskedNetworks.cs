namespace ShapeGen.Models.Tests;

// Words of which some are padding, in networks that Keras 3.15 ran with random weights.

[InputShape<int>(12)]
[Embedding(20, 6, MaskZero = true)]
[LSTM(8, ReturnSequences = true)]
[Dropout(0.2)]
[GRU(7, ReturnSequences = true, ResetAfter = false)]
[SimpleRNN(5)]
[Dense(3, Activation = Activation.Softmax)]
public sealed partial class MaskedStack;

/// <summary>As Keras 3.16 ran it, whose recurrent layers hand no mask on.</summary>
[InputShape<int>(12)]
[Embedding(20, 6, MaskZero = true)]
[LSTM(8, ReturnSequences = true, StopsMask = true)]
[Dropout(0.2)]
[GRU(7, ReturnSequences = true, ResetAfter = false)]
[SimpleRNN(5)]
[Dense(3, Activation = Activation.Softmax)]
public sealed partial class MaskedStackStopped;

[Block]
[GRU(6, ReturnSequences = true)]
public partial class MaskedGru;

[Block]
[GRU(6, ReturnSequences = true, StopsMask = true)]
public partial class MaskedGruStopped;

[InputShape<int>(12)]
[Embedding(20, 6, MaskZero = true)]
[Bidirectional<MaskedGruStopped>]
[Bidirectional<MaskedLstm>(Merge = Merge.Add)]
[Bidirectional<MaskedRnn>(Merge = Merge.Average)]
[Dense(2)]
public sealed partial class MaskedDirectionsStopped;

[Block]
[LSTM(5, ReturnSequences = true)]
public partial class MaskedLstm;

[Block]
[SimpleRNN(4)]
public partial class MaskedRnn;

[InputShape<int>(12)]
[Embedding(20, 6, MaskZero = true)]
[Bidirectional<MaskedGru>]
[Bidirectional<MaskedLstm>(Merge = Merge.Add)]
[Bidirectional<MaskedRnn>(Merge = Merge.Average)]
[Dense(2)]
public sealed partial class MaskedDirections;

/// <summary>The mask goes on in the order of the integers, while the outputs are in the other, as in Keras.</summary>
[InputShape<int>(9)]
[Embedding(20, 5, MaskZero = true)]
[LSTM(6, ReturnSequences = true, GoBackwards = true)]
[GRU(4, GoBackwards = true)]
[Dense(2)]
public sealed partial class MaskedBackwards;

[InputShape<int>(9)]
[Embedding(20, 5, MaskZero = true)]
[GRU(6, ReturnSequences = true, ZeroOutputForMask = true)]
[LSTM(4, ZeroOutputForMask = true)]
public sealed partial class MaskedZeros;

[InputShape<int>(9)]
[Embedding(20, 5, MaskZero = true)]
[LSTM(6, ReturnSequences = true)]
[GlobalAveragePooling1D]
public sealed partial class MaskedPooling;

[Block]
[LSTM(5)]
public partial class MaskedSentence;

/// <summary>A vector of each sentence, and then of the sentences that have words.</summary>
[InputShape<int>(4, 6)]
[Embedding(20, 5, MaskZero = true)]
[TimeDistributed<MaskedSentence>]
[GRU(4)]
public sealed partial class MaskedSentences;

[InputShape<int>(10)]
[Embedding(20, 5, MaskZero = true, Name = "words")]
[Dense(4, Name = "narrow")]
[Concatenate("narrow", From = "words")]
[LSTM(6, ReturnSequences = true)]
[LSTM(3)]
[Dense(2)]
public sealed partial class MaskedConcatenation;

/// <summary>A stream of words: 0 says nothing.</summary>
[InputShape<int>(9)]
[Embedding(20, 5, MaskZero = true)]
[LSTM(17, ReturnSequences = true)]
[Dense(6, Activation = Activation.Relu)]
[GRU(7)]
[Dense(2)]
public sealed partial class MaskedStream;

/// <summary>A stream of words that gives something for each.</summary>
[InputShape<int>(9)]
[Embedding<Half>(20, 5, MaskZero = true)]
[GRU(33, ReturnSequences = true)]
[SimpleRNN(4, ReturnSequences = true, ZeroOutputForMask = true)]
public sealed partial class MaskedSequenceStream;
