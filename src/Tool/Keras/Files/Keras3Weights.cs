using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras.Files;

/// <summary>The layout of Keras 3: <c>layers/conv2d_1/vars/0</c>.</summary>
internal sealed class Keras3Weights(HdfFile file) : IKerasWeights
{
    public IEnumerable<WeightTensor> Find(LayerPath path, IReadOnlyList<string> groups)
    {
        string group = path.Group;
        // Versions before 3.0 call the list after the class of models.
        if (!file.Exists(group) && file.Exists($"_layer_checkpoint_dependencies{group["layers".Length..]}"))
        {
            group = $"_layer_checkpoint_dependencies{group["layers".Length..]}";
        }

        if (!file.Exists(group))
        {
            return [];
        }

        IEnumerable<string> found = groups.Count == 0 ? AllGroups(group, 0) : groups.Select(name => $"{group}/{name}").Where(file.Exists);
        return [.. found.SelectMany(Variables)];
    }

    private IEnumerable<WeightTensor> Variables(string vars) => file.Children(vars)
        .OrderBy(name => int.TryParse(name, out int number) ? number : int.MaxValue)
        .Where(name => !file.IsGroup($"{vars}/{name}"))
        .Select(name => file.Tensor($"{vars}/{name}"));

    /// <summary>The groups of variables of a layer that is not known, for its number of parameters.</summary>
    private IEnumerable<string> AllGroups(string group, int depth)
    {
        foreach (string child in depth < 8 ? file.Children(group) : [])
        {
            string path = $"{group}/{child}";
            if (!file.IsGroup(path))
            {
                continue;
            }

            if (child == "vars")
            {
                yield return path;
            }
            else if (child != "seed_generator")
            {
                foreach (string inner in AllGroups(path, depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }
}

/// <summary>The layout of Keras 2: <c>model_weights/conv/conv/kernel:0</c>, listed in the attribute <c>weight_names</c>.</summary>
/// <param name="file">The file.</param>
/// <param name="root">The group of the weights: <c>model_weights</c> in a whole model, none in a file of weights.</param>
internal sealed class Keras2Weights(HdfFile file, string root) : IKerasWeights
{
    public IEnumerable<WeightTensor> Find(LayerPath path, IReadOnlyList<string> groups)
    {
        string group = root.Length == 0 ? path.Names[0] : $"{root}/{path.Names[0]}";
        if (!file.Exists(group))
        {
            return [];
        }

        IReadOnlyList<string> names = file.Texts(group, "weight_names") ?? [];
        // All weights of a nested model lie in its group; a layer's own have its name in their path.
        return [.. names
            .Where(name => path.Names.Count == 1 || name.Split('/').Contains(path.Names[^1]))
            .Select(name => file.Tensor($"{group}/{name}"))];
    }
}
