namespace ShapeGen.SelfCheck;

/// <summary>A network that tests of its own compare with Keras: for all checks of the self-check, in double precision, it is too much work.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WholeNetworkAttribute : Attribute;
