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

    /// <summary>Whether the file's weights belong to the attribute; the mean of a Normalization is an option.</summary>
    public virtual bool HasWeights => true;
}
