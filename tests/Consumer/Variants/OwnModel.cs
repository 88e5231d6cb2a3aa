using ShapeGen;

namespace Library;

[InputFrom(typeof(MyApp.DigitHead))]
[Activation(Activation.LogSoftmax)]
public static partial class OwnModel;
