using ShapeGen.Generator.Emission.Kernels;
using ShapeGen.Generator.Planning.Steps.Recurrent;

namespace ShapeGen.Generator.Emission.Steps.Recurrent;

/// <summary>Writes a tile of units of one round: the sums of its gates, which take up the products of the state in registers.</summary>
/// <param name="context">The step.</param>
/// <param name="method">The tile's method.</param>
/// <param name="number">The round among the cell's.</param>
/// <param name="tile">The units.</param>
internal sealed class RecurrentTileWriter(StepContext<RecurrentStep> context, KernelMethod method, int number, RecurrentTile tile)
{
    private const string OtherWeights = "other";

    private readonly RecurrentStep _step = context.Step;
    private readonly RecurrentRound _round = context.Step.Cell.Rounds[number];
    private readonly BlockOperations _blocks = method.Blocks;
    private readonly SourceWriter _writer = context.Writer;

    private IReadOnlyList<KernelParameter> Parameters =>
    [
        new(context.Source, "x"),
        new(context.Compute, "h"),
        new(context.Compute, "sums"),
        new(context.Element.StorageName(), "w"),
        .. _step.Bias >= 0 ? (KernelParameter[])[new KernelParameter(context.Element.StorageName(), "b")] : [],
    ];

    /// <summary>Writes the calls of the tile for all its units.</summary>
    /// <param name="row">The variable of the time step that is read, or null for the only one.</param>
    public void WriteCalls(string? row) =>
        WindowLoops.Loop(_writer, "panel", tile.Panel.Count, panel => WindowLoops.Loop(_writer, "block", tile.Count, block => WriteCall(row, panel, block)));

    private void WriteCall(string? row, string? panel, string? block)
    {
        int lanes = _step.Block;
        int gates = _step.Cell.Gates * lanes;
        int rowWidth = _round.Gates * lanes;
        int first = tile.Panel.First + tile.First;
        int panelWeights = _step.Units * tile.Panel.Blocks * rowWidth;
        int weights = _step.KernelOffsets[number] + (tile.Panel.First * _step.Units * rowWidth) + (tile.First * rowWidth);
        List<string> arguments =
        [
            KernelWriter.At("x", WindowLoops.Sum(first * gates, (row, _step.Blocks * gates), (panel, tile.Panel.Blocks * gates), (block, gates))),
            _round.ReadsInterim ? KernelWriter.At("own1", CSharpLiteral.Of(_step.InterimOffset)) : "ref own",
            KernelWriter.At("own1", WindowLoops.Sum(first * gates, (panel, tile.Panel.Blocks * gates), (block, gates))),
            KernelWriter.At("weights", WindowLoops.Sum(weights, (panel, panelWeights), (block, rowWidth))),
        ];
        if (_step.Bias >= 0)
        {
            arguments.Add(KernelWriter.At("weights", WindowLoops.Sum(_step.BiasOffset + (first * gates), (panel, tile.Panel.Blocks * gates), (block, gates))));
        }

        _writer.Line(method.Call(arguments));
    }

    public void Write()
    {
        using (context.Kernel.Method(method, Parameters))
        {
            int[] lanes = [.. Enumerable.Range(0, tile.Blocks * _round.Gates).Select(i => i * _step.Block)];
            if (tile.OtherStream > 0)
            {
                _writer.Line($"ref {context.Element.StorageName()} {OtherWeights} = {KernelWriter.At("w", CSharpLiteral.Of(tile.OtherStream * _step.Units * _round.Gates * _step.Block))};");
                lanes = [.. lanes, .. lanes];
            }

            var product = new MatrixTile(1, _blocks.Split(lanes, _step.Block), RecurrentStep.Phases(_round), _step.Units, InputPitch: 0, OutputPitch: 0, WeightPitch: tile.Panel.Blocks * _round.Gates * _step.Block)
            {
                Blocks = _blocks,
                Source = "h",
                OtherWeights = tile.OtherStream > 0 ? OtherWeights : null,
                PrefetchedRows = _step.PrefetchedRows,
            };
            for (int sum = 0; sum < lanes.Length; sum++)
            {
                for (int phase = 0; phase < product.Phases; phase++)
                {
                    string start = phase == 0 ? Start(sum / _round.Gates, sum % _round.Gates) : _blocks.Zero;
                    _writer.Line($"{_blocks.Type} {MatrixTile.Sum(0, phase, sum)} = {start};");
                }
            }

            product.WriteInputs(_writer, (phase, index, k, suffix) => product.WriteProducts(_writer, phase, index, k, suffix));
            for (int sum = 0; sum < lanes.Length; sum++)
            {
                _writer.Line(_blocks.Store(Total(product, sum), "sums", Gate(sum / _round.Gates, sum % _round.Gates)));
            }
        }
    }

    /// <summary>What the sum of a gate starts with.</summary>
    private string Start(int block, int gate)
    {
        bool isProductAlone = _step.Cell is ResetAfterCell && gate == 2;
        string at = Gate(block, gate);
        string projected = isProductAlone ? "" : _blocks.Load("x", at);
        if (_step.Bias < 0)
        {
            return isProductAlone ? _blocks.Zero : projected;
        }

        string bias = _blocks.Load("b", at);
        return isProductAlone ? bias : $"{projected} + {bias}";
    }

    /// <summary>Where a gate lies, of one of the tile's blocks or of those of the other stream.</summary>
    private string Gate(int block, int gate) => CSharpLiteral.Of(((BlockOf(block) * _step.Cell.Gates) + _round.First + gate) * _step.Block);

    private int BlockOf(int block) => block < tile.Blocks ? block : block - tile.Blocks + tile.OtherStream;

    private static string Total(MatrixTile product, int sum) =>
        Reductions.Tree([.. Enumerable.Range(0, product.Phases).Select(phase => MatrixTile.Sum(0, phase, sum))], (left, right) => $"{left} + {right}");
}
