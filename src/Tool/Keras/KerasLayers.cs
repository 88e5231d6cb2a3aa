using ShapeGen.Tool.Keras.Layers;

namespace ShapeGen.Tool.Keras;

/// <summary>The catalogue of Keras' layers. A new family is one line here and its class in <c>Layers</c>.</summary>
internal static class KerasLayers
{
    private static readonly KerasLayer[] Families =
    [
        new AttentionLayers(), new Borders(), new Convolutions(), new DataRanges(), new Dense(), new Functions(), new GlobalPooling(), new Idle(), new LookUp(),
        new Merging(), new Movement(), new Normalizations(), new Pooling(), new Recurrent(), new Wrappers(),
    ];

    private static readonly Dictionary<string, KerasLayer> ByClass =
        Families.SelectMany(family => family.Classes.Select(name => (name, family))).ToDictionary(pair => pair.name, pair => pair.family, StringComparer.Ordinal);

    /// <summary>The reader of a class, or null.</summary>
    public static KerasLayer? Find(string className) => ByClass.GetValueOrDefault(className);

    /// <summary>All classes that can be read.</summary>
    public static IEnumerable<string> Classes => ByClass.Keys;
}
