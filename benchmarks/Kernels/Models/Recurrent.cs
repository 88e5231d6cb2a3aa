namespace ShapeGen.Benchmarks.Models;

[InputShape(100, 64)]
[LSTM(128, ReturnSequences = true)]
internal sealed partial class LstmSequence;

[InputShape(100, 64)]
[GRU(128, ReturnSequences = true)]
internal sealed partial class GruSequence;

[InputShape(32, 32)]
[LSTM(32, ReturnSequences = true)]
internal sealed partial class LstmSmall;

[InputShape(32, 32)]
[LSTM(32)]
internal sealed partial class LstmStream;

[Block]
[LSTM(128, ReturnSequences = true)]
internal sealed partial class LstmBlock;

[InputShape(100, 64)]
[Bidirectional<LstmBlock>]
internal sealed partial class LstmBothWays;

[Block]
[GRU(128, ReturnSequences = true)]
internal sealed partial class GruBlock;

[InputShape(100, 64)]
[Bidirectional<GruBlock>]
internal sealed partial class GruBothWays;

[InputShape(5, 16, 16, 8)]
[ConvLSTM2D(32, 3)]
internal sealed partial class ConvLstm;

[InputShape(10, 38, 38, 3)]
[ConvLSTM2D(64, 3, Padding = Padding.Same)]
internal sealed partial class ConvLstmSame;
