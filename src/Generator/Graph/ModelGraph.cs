using ShapeGen.Generator.Core;
using ShapeGen.Generator.Declarations;
using ShapeGen.Generator.Layers;

namespace ShapeGen.Generator.Graph;

/// <summary>
/// A model with its blocks expanded and its names resolved: layers in topological order over tensors. A tensor is named by
/// a number: the inputs come first, then the layers' outputs in order.
/// </summary>
/// <param name="InputNames">The names of the inputs.</param>
/// <param name="Nodes">The layers.</param>
/// <param name="Outputs">The outputs' names and tensors.</param>
/// <param name="Repetitions">Where a repeated use must keep its shape.</param>
/// <param name="IsMalformed">Something is wrong that is reported elsewhere: by the compiler, or on a block.</param>
internal sealed record ModelGraph(
    IReadOnlyList<string> InputNames,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<(string Name, int Source)> Outputs,
    IReadOnlyList<Repetition> Repetitions,
    bool IsMalformed);

/// <summary>One layer of the graph.</summary>
/// <param name="Definition">The layer.</param>
/// <param name="Declaration">Its arguments.</param>
/// <param name="Name">Its name in the model: <c>basic_1/conv2d</c>.</param>
/// <param name="GivenName">The name that the user gave it, or null.</param>
/// <param name="Label">What messages call it: <c>Dense "fc"</c>, or the use of blocks whose branches it merges, <c>Residual&lt;Basic&gt;</c>.</param>
/// <param name="Position">Where it is declared.</param>
/// <param name="Sources">The tensors that it reads.</param>
internal sealed record GraphNode(
    LayerDefinition Definition,
    LayerDeclaration Declaration,
    string Name,
    string? GivenName,
    string Label,
    NodePosition Position,
    EquatableArray<int> Sources)
{
    /// <summary>The earlier node whose weights it takes, or −1.</summary>
    public int SharedWith { get; init; } = -1;

    /// <summary>The use that takes an earlier one's weights, and the name of that one.</summary>
    public (NodePosition Use, string Label, string Other)? Sharing { get; init; }

    /// <summary>It reads a tensor that has not been found, so that its shapes are not known.</summary>
    public bool IsOpen { get; init; }

    /// <summary>It goes through time in the other direction than it was declared.</summary>
    public bool IsReversed { get; init; }

    /// <summary>It is one of two directions of time, of which it may be either.</summary>
    public bool IsDirection { get; init; }

    /// <summary>It is applied to each time step of its input by itself.</summary>
    public bool IsTimeDistributed { get; init; }

    /// <summary>What such a use reads, on its last layer: a mask of the time steps goes past the use. Else −1.</summary>
    public int PassesMaskOf { get; init; } = -1;

    /// <summary>The second or a later repetition of a use has made it.</summary>
    public bool IsRepeated { get; init; }
}

/// <summary>The tensors before and after one of several repetitions of a use.</summary>
/// <param name="Input">The tensor before.</param>
/// <param name="Output">The tensor after.</param>
/// <param name="Position">The use.</param>
/// <param name="Label">What messages call it.</param>
internal sealed record Repetition(int Input, int Output, NodePosition Position, string Label);
