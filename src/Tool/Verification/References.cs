using ShapeGen.Tool.Networks;
using ShapeGen.Tool.Verification.Reference;

namespace ShapeGen.Tool.Verification;

/// <summary>What a network gives for one sample, computed by something other than the generated class.</summary>
/// <param name="Inputs">One sample.</param>
/// <param name="Outputs">The model's outputs.</param>
/// <param name="Layers">The outputs of the layers, as far as they are known.</param>
internal sealed record ReferenceRun(float[][] Inputs, double[][] Outputs, IReadOnlyDictionary<Node, double[]> Layers);

internal static class References
{
    private const int Seed = 1;

    /// <summary>Numbers between −1 and 1 for each input, or rows of the tables that integers are looked up in; the same in every run.</summary>
    public static float[][] RandomInputs(Network flat)
    {
        var random = new Random(Seed);
        HashSet<Node> masks = [.. Masks.Of(flat).Values];
        return [.. flat.Inputs.Select(input =>
        {
            int rows = input.IsInteger ? Rows(flat, input) : 0;
            return Enumerable.Range(0, Tensor.Count(input.Shape!)).Select(_ => rows > 0 ? Row(rows, masks.Contains(input)) : (random.NextSingle() * 2) - 1).ToArray();
        })];

        // Where 0 is padding, there is some.
        int Row(int rows, bool isMask) => isMask && random.Next(3) == 0 ? 0 : random.Next(rows);
    }

    /// <summary>The smallest table that an input of integers is looked up in.</summary>
    private static int Rows(Network flat, Node input) => flat.Nodes.Where(node => node.Inputs.Contains(input))
        .Select(node => (node.Inner is { } inner ? inner.Flatten().Nodes : [node]).Select(layer => layer.Arguments.FirstOrDefault()).OfType<int>().DefaultIfEmpty(1).First())
        .DefaultIfEmpty(1).Min();

    /// <summary>Runs the network in double precision, or returns null where a layer has no definition here.</summary>
    public static ReferenceRun? Run(Network network, Network flat, float[][] inputs)
    {
        if (ReferenceNetwork.Uncovered(flat) is not null)
        {
            return null;
        }

        Tensor[] tensors = [.. inputs.Select((input, i) => new Tensor(network.Inputs[i].Shape!, Array.ConvertAll(input, x => (double)x)))];
        Dictionary<Node, Tensor> made = ReferenceNetwork.Run(flat, tensors);
        return new ReferenceRun(inputs, [.. flat.Outputs.Select(output => made[output].Values)], made.ToDictionary(pair => pair.Key, pair => pair.Value.Values));
    }
}
