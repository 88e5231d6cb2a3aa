using System.Globalization;
using System.Text;

namespace ShapeGen.SelfCheck.Models;

/// <summary>A block that works on the last axis, whatever the rank.</summary>
/// <param name="Name">The class.</param>
/// <param name="Width">Elements of the last axis that it reads.</param>
/// <param name="Units">Elements of the last axis that it makes.</param>
/// <param name="Nodes">Layers in it, those of inner blocks included.</param>
internal sealed record GraphBlock(string Name, int Width, int Units, int Nodes);

/// <summary>The random blocks of one graph, declared when they are first used.</summary>
/// <param name="model">The model's name, which their names start with.</param>
/// <param name="random">Chance.</param>
internal sealed class GraphBlocks(string model, Random random)
{
    private const int Most = 5;

    private readonly List<GraphBlock> _blocks = [];
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    /// <summary>A block for tensors of a width, an earlier one or a new one; null where there are enough.</summary>
    public GraphBlock? Find(int width)
    {
        GraphBlock[] fitting = [.. _blocks.Where(block => block.Width == width)];
        if (fitting.Length > 0 && (_blocks.Count == Most || random.Next(2) == 0))
        {
            return fitting[random.Next(fitting.Length)];
        }

        return _blocks.Count == Most ? null : Add(width, fitting);
    }

    private GraphBlock Add(int width, GraphBlock[] fitting)
    {
        int units = random.Next(3) > 0 ? width : random.Next(1, 20);
        string hidden = Number(random.Next(1, 20));
        GraphBlock? inner = fitting.FirstOrDefault(block => block.Units == width);
        (string[] layers, int nodes) = random.Next(inner is null ? 3 : 5) switch
        {
            0 => ((string[])[$"Dense({hidden}, Activation = Activation.Relu)", $"Dense({Number(units)})"], 2),
            1 => ([$"Dense({hidden}, Activation = Activation.Tanh, Name = \"left\")", $"Dense({hidden}, From = \"input\")", "Multiply(\"left\")", $"Dense({Number(units)}, UseBias = false)"], 4),
            2 => ([$"Dense({hidden})", "Concatenate(\"input\", \"input\")", "Dropout(0.5)", $"Dense({Number(units)}, Activation = Activation.Gelu)"], 4),
            3 => ([$"Residual<{inner!.Name}>", $"Dense({Number(units)})"], inner.Nodes + 2),
            _ => ([$"Apply<{inner!.Name}>(Name = \"first\")", $"Apply<{inner.Name}>(SharesWeights = \"first\")", $"Dense({Number(units)})"], (2 * inner.Nodes) + 1),
        };
        var block = new GraphBlock($"{model}Block{Number(_blocks.Count)}", width, units, nodes + 1);
        _blocks.Add(block);
        _text.Append("[Block]\n").AppendJoin("", layers.Select(layer => $"[{layer}]\n")).Append($"public partial class {block.Name};\n\n");
        return block;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
