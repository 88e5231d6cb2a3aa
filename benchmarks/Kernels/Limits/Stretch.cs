namespace ShapeGen.Benchmarks.Limits;

/// <summary>Memory that a read loop walks through: pinned, so an address is enough.</summary>
internal readonly record struct Stretch(nint Address, nuint Bytes);
