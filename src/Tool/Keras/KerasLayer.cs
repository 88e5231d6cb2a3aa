using System.Text.Json;
using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>Reads the configuration of one family of Keras' layers. A new layer is one such class and its line in <see cref="KerasLayers"/>.</summary>
internal abstract class KerasLayer
{
    /// <summary>The class names that it reads.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// The groups that hold the layer's weights in a file of Keras 3, in the order of the attribute's weights; most layers
    /// have theirs in <c>vars</c>.
    /// </summary>
    public virtual IReadOnlyList<string> Groups => ["vars"];

    /// <summary>Sets arguments and options of the attribute; its kind is the class name already.</summary>
    /// <exception cref="ToolException">Something has no counterpart; the message goes on after <c>Conv2D "name": </c>.</exception>
    public abstract void Read(LayerConfig config, Node node);

    /// <summary>Reads the layers inside a wrapper, before its own options.</summary>
    /// <param name="config">The wrapper's configuration.</param>
    /// <param name="node">The wrapper.</param>
    /// <param name="read">Reads a layer whose weights lie in a group below the wrapper's.</param>
    public virtual void ReadInner(JsonElement config, Node node, Func<JsonElement, string, Node> read)
    {
    }

    /// <summary>What the tensors of a call are called in Python, in order: those that a graph passes by name find their place by it.</summary>
    public virtual IReadOnlyList<string> CallNames => [];

    /// <summary>Sets an option that Python passes with the call; false where there is none of that name.</summary>
    public virtual bool ReadCall(string name, Node node) => false;

    /// <summary>Whether the file's weights belong to the attribute; the mean of a Normalization is an option.</summary>
    public virtual bool HasWeights => true;
}
