using ShapeGen.Tool.Networks;

namespace ShapeGen.Tool.Keras;

/// <summary>Finds the inputs that hold integers: Keras lets any type into a layer that looks numbers up, and casts it.</summary>
internal static class Integers
{
    public static void Mark(Network network)
    {
        foreach (Node node in network.Nodes.Where(LooksUp))
        {
            foreach (Node input in node.Inputs.Where(input => input.IsInput))
            {
                input.IsInteger = true;
            }
        }
    }

    private static bool LooksUp(Node node) => node.Kind == "Embedding" || (node.Block ?? node.Inner)?.Inputs.Any(input => input.IsInteger) == true;
}
