using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Writing;

/// <summary>Finds structures that repeat and makes blocks of them.</summary>
internal static class Grouping
{
    public static Network Of(Network network) => network;
}
