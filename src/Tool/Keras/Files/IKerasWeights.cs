using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Files;

/// <summary>Finds the weights of a layer in a file.</summary>
internal interface IKerasWeights
{
    /// <summary>The layer's weights in the order of its <c>get_weights()</c>; none where the file holds none.</summary>
    /// <param name="path">The layer.</param>
    /// <param name="groups">Where they lie below the layer's group; all there are, if empty.</param>
    IEnumerable<WeightTensor> Find(LayerPath path, IReadOnlyList<string> groups);
}
