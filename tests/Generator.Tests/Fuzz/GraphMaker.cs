namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>
/// Makes a graph whose layers fit each other, by its own reckoning of shapes: named inputs and layers, layers that read from further back, merges, blocks in
/// blocks, and an output for whatever nothing else has read.
/// </summary>
/// <param name="dice">The choices.</param>
/// <param name="names">Makes layers' names.</param>
/// <param name="addBlock">Writes a block of the given attributes, and gives its name.</param>
internal sealed class GraphMaker(Dice dice, NameMaker names, Func<IReadOnlyList<string>, string> addBlock)
{
    private static readonly string[] Merges = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"];

    /// <summary>A square kernel of more, in a few uses of a block, is more than one buffer holds.</summary>
    private const int WidestInBlock = 4096;

    private readonly List<Tensor> _tensors = [];
    private Tensor _running = null!;
    private int _count;

    /// <summary>The attributes in order.</summary>
    public List<string> Attributes { get; } = [];

    public List<int[]> Inputs { get; } = [];

    public List<int[]> Outputs { get; } = [];

    public bool HasWeights { get; private set; }

    public bool IsSingle => Inputs.Count == 1 && Outputs.Count == 1;

    private sealed class Tensor(string? name, int[] shape)
    {
        /// <summary>Its name as a literal, or null where nothing can refer to it.</summary>
        public string? Name { get; } = name;

        public int[] Shape { get; } = shape;

        public bool IsRead { get; set; }
    }

    /// <param name="input">Writes the attribute of an input of a shape.</param>
    public void Make(Func<int[], string> input)
    {
        AddInputs(input);
        for (int i = dice.Between(1, 7); i > 0; i--)
        {
            switch (dice.Below(5))
            {
                case 0 or 1:
                    AddMerge();
                    break;
                case 2:
                    AddBlockUse();
                    break;
                default:
                    AddChainLayer();
                    break;
            }
        }

        End();
    }

    private void AddInputs(Func<int[], string> input)
    {
        int[] shape = ChainMaker.InputShape(dice);
        for (int i = dice.Pick(1, 1, 2, 2, 3); i > 0; i--)
        {
            bool isNamed = i > 1 || Inputs.Count > 0 || dice.Chance(40);
            string attribute = input(shape);
            string? name = isNamed ? NewName() : "\"input\"";
            Attributes.Add(isNamed ? WithArgument(attribute, $"Name = {name}") : attribute);
            Inputs.Add(shape);
            _tensors.Add(new Tensor(name, shape));
            shape = dice.Chance(60) ? shape : ChainMaker.InputShape(dice);
        }

        _running = _tensors[0];
    }

    private void AddChainLayer()
    {
        Tensor source = Source(out string from);
        ChainLayer layer = ChainMaker.Next(dice, source.Shape);
        HasWeights |= layer.Parameters(source.Shape) > 0;
        Append(layer.Attribute, [from], layer.Apply(source.Shape), source);
    }

    /// <summary>With tensors of the same shape, or after each other along an axis on which alone they differ.</summary>
    private void AddMerge()
    {
        Tensor source = Source(out string from);
        int[] shape = source.Shape;
        int axis = shape.Length == 0 ? -1 : dice.Below(shape.Length);
        bool isConcatenation = axis >= 0 && dice.Chance(50);
        Tensor[] partners = [.. _tensors.Where(t => t.Name is not null && (isConcatenation
            ? t.Shape.Length == shape.Length && t.Shape.Where((d, i) => i != axis && d != shape[i]).Count() == 0
            : t.Shape.SequenceEqual(shape)))];
        if (partners.Length == 0)
        {
            AddChainLayer();
            return;
        }

        string merge = isConcatenation ? "Concatenate" : dice.Pick<string>(Merges);
        Tensor[] others = [.. Enumerable.Range(0, merge == "Subtract" ? 1 : dice.Between(1, 3)).Select(_ => dice.Pick<Tensor>(partners))];
        int[] output = [.. shape];
        if (isConcatenation)
        {
            output[axis] += others.Sum(t => t.Shape[axis]);
        }

        string axisArgument = isConcatenation ? $"Axis = {(dice.Chance(50) ? axis - shape.Length : axis + 1)}" : "";
        Append($"{merge}({string.Join(", ", others.Select(t => t.Name))})", [axisArgument, from], output, [source, .. others]);
    }

    /// <summary>Blocks that keep the shape, so that they may stand in any way beside each other and be repeated.</summary>
    private void AddBlockUse()
    {
        Tensor source = Source(out string from);
        int[] shape = source.Shape;
        string repeat = dice.Chance(30) ? $"Repeat = {dice.Between(1, 4)}" : "";
        string activation = dice.Chance(30) ? "Activation = Activation.Relu" : "";
        switch (dice.Below(3))
        {
            case 0:
                Append($"Apply<{NewBlock(shape, 2)}>", [repeat, from], shape, source);
                break;
            case 1:
                Append($"Residual<{NewBlock(shape, 2)}>", [repeat, activation, from], shape, source);
                break;
            default:
                bool isConcatenation = shape.Length > 0 && dice.Chance(30);
                string[] used = [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => dice.Chance(20) ? "Identity" : NewBlock(shape, 1))];
                string merge = isConcatenation ? "Concatenate" : used.Length == 2 ? dice.Pick<string>(Merges) : "Maximum";
                int[] output = isConcatenation ? [.. shape[..^1], shape[^1] * used.Length] : shape;
                Append($"Parallel<{string.Join(", ", used)}>", [$"Merge = Merge.{merge}", isConcatenation ? "" : repeat, activation, from], output, source);
                break;
        }
    }

    private string NewBlock(int[] shape, int depth)
    {
        List<string> layers = ["Block"];
        for (int i = dice.Between(1, 3); i > 0; i--)
        {
            bool isDense = shape.Length > 0 && dice.Chance(60) && shape[^1] <= WidestInBlock;
            HasWeights |= isDense;
            layers.Add(isDense ? $"Dense({shape[^1]}{(dice.Chance(30) ? $", Name = {NewName()}" : "")})"
                : depth > 0 && dice.Chance(40) ? $"{dice.Pick("Apply", "Residual")}<{NewBlock(shape, depth - 1)}>"
                : layers.Count > 1 && dice.Chance(40) ? $"{dice.Pick<string>(Merges)}(\"input\")"
                : $"Activation(Activation.{dice.Pick("Relu", "Tanh", "Sigmoid")})");
        }

        return addBlock(layers);
    }

    /// <summary>What the next layer reads: the running tensor, or an earlier one if that leaves nothing in the air.</summary>
    private Tensor Source(out string from)
    {
        Tensor[] named = [.. _tensors.Where(t => t.Name is not null && t != _running)];
        bool mayJump = _running.IsRead || _running.Name is not null;
        Tensor source = mayJump && named.Length > 0 && dice.Chance(25) ? dice.Pick<Tensor>(named) : _running;
        from = source == _running ? "" : $"From = {source.Name}";
        return source;
    }

    private void Append(string attribute, IEnumerable<string> arguments, int[] shape, params Tensor[] sources) =>
        Append(attribute, arguments, shape, dice.Chance(50) ? NewName() : null, sources);

    private void Append(string attribute, IEnumerable<string> arguments, int[] shape, string? name, params Tensor[] sources)
    {
        foreach (string argument in arguments.Append(name is null ? "" : $"Name = {name}").Where(a => a.Length > 0))
        {
            attribute = WithArgument(attribute, argument);
        }

        foreach (Tensor source in sources)
        {
            source.IsRead = true;
        }

        Attributes.Add(attribute);
        _running = new Tensor(name, shape);
        _tensors.Add(_running);
    }

    /// <summary>Whatever nothing has read becomes an output; of several each needs a name, and an input a layer.</summary>
    private void End()
    {
        bool isNamed = _tensors.Count(t => !t.IsRead) > 1 || dice.Chance(30);
        if (isNamed && _running.Name is null)
        {
            Append("Activation(Activation.Softsign)", [], _running.Shape, NewName(), _running);
        }

        foreach (Tensor input in _tensors.Take(Inputs.Count).Where(t => !t.IsRead).ToList())
        {
            Append("Activation(Activation.Tanh)", [_running == input ? "" : $"From = {input.Name}"], input.Shape, NewName(), input);
        }

        List<Tensor> outputs = [.. _tensors.Where(t => !t.IsRead)];
        if (isNamed)
        {
            Attributes.AddRange(outputs.Select(t => $"Output({t.Name})"));
        }

        Outputs.AddRange(outputs.Select(t => t.Shape));
    }

    private string NewName() => names.Layer(_count++);

    private static string WithArgument(string attribute, string argument) =>
        !attribute.EndsWith(')') ? $"{attribute}({argument})"
        : attribute.EndsWith("()", StringComparison.Ordinal) ? $"{attribute[..^1]}{argument})"
        : $"{attribute[..^1]}, {argument})";
}
