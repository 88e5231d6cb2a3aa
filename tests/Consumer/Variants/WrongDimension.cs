using ShapeGen;

namespace MyApp;

[InputShape(7, 7, 64)]
[Flatten]
[Dense(10, InputFeatures = 64)]
public sealed partial class WrongHead;
