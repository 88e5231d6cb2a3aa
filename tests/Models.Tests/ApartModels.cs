namespace ShapeGen.Models.Tests;

// Both directions of time as two outputs.

[Block]
[LSTM(3, ReturnSequences = true)]
public partial class ApartLSTMSequenceBlock;

[InputShape(4, 2)]
[Bidirectional<ApartLSTMSequenceBlock>(Merge = Merge.None)]
[Output("bidirectional/forward")]
[Output("bidirectional/backward")]
public sealed partial class ApartLSTMSequence;

[Block]
[LSTM(3)]
public partial class ApartLSTMBlock;

[InputShape(4, 2)]
[Bidirectional<ApartLSTMBlock>(Merge = Merge.None)]
[Output("bidirectional/forward")]
[Output("bidirectional/backward")]
public sealed partial class ApartLSTM;

[Block]
[GRU(3, ReturnSequences = true)]
public partial class ApartGRUSequenceBlock;

[InputShape(4, 2)]
[Bidirectional<ApartGRUSequenceBlock>(Merge = Merge.None)]
[Output("bidirectional/forward")]
[Output("bidirectional/backward")]
public sealed partial class ApartGRUSequence;

[Block]
[GRU(3)]
public partial class ApartGRUBlock;

[InputShape(4, 2)]
[Bidirectional<ApartGRUBlock>(Merge = Merge.None)]
[Output("bidirectional/forward")]
[Output("bidirectional/backward")]
public sealed partial class ApartGRU;

[Block]
[SimpleRNN(3, ReturnSequences = true)]
public partial class ApartSimpleRNNSequenceBlock;

[InputShape(4, 2)]
[Bidirectional<ApartSimpleRNNSequenceBlock>(Merge = Merge.None)]
[Output("bidirectional/forward")]
[Output("bidirectional/backward")]
public sealed partial class ApartSimpleRNNSequence;

[Block]
[SimpleRNN(3)]
public partial class ApartSimpleRNNBlock;

[InputShape(4, 2)]
[Bidirectional<ApartSimpleRNNBlock>(Merge = Merge.None)]
[Output("bidirectional/forward")]
[Output("bidirectional/backward")]
public sealed partial class ApartSimpleRNN;
