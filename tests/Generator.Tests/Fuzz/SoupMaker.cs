namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Makes the sources of a seed: each a few models in a namespace of their own, and code that calls them.</summary>
internal sealed class SoupMaker(ulong seed)
{
    /// <summary>The sources of one compilation.</summary>
    public const int BatchSize = 200;

    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing ShapeGen;\nusing Sg = global::ShapeGen;\n";

    /// <summary>The same index makes the same source.</summary>
    public FuzzSource Make(int index)
    {
        var dice = Dice.For(seed, index);
        var draft = new Draft(dice, index);

        // What is broken may leave its namespace and spoil its neighbours, so that it keeps to compilations of its own.
        SourceKind kind = index / BatchSize % 2 == 1 ? SourceKind.Broken : dice.Pick(SourceKind.Valid, SourceKind.WellTyped, SourceKind.WellTyped, SourceKind.WellTyped);
        for (int i = dice.Pick(1, 1, 1, 1, 2, 3); i > 0; i--)
        {
            bool isGraph = dice.Chance(40);
            if (kind == SourceKind.Valid || dice.Chance(15))
            {
                if (isGraph)
                {
                    draft.AddValidGraph();
                }
                else
                {
                    draft.AddValid();
                }
            }
            else if (isGraph)
            {
                draft.AddWildGraph(isIllTyped: kind == SourceKind.Broken && dice.Chance(60));
            }
            else
            {
                draft.AddWild(isIllTyped: kind == SourceKind.Broken && dice.Chance(60));
            }
        }

        string[] texts = draft.Texts(hasCalls: dice.Chance(40));
        if (kind == SourceKind.Broken && dice.Chance(70))
        {
            int broken = dice.Below(texts.Length);
            texts[broken] = TextBreaker.Break(dice, texts[broken]);
        }

        return new FuzzSource(index, kind, texts, draft.Models);
    }

    /// <summary>One source while it is written.</summary>
    private sealed class Draft
    {
        private readonly Dice _dice;
        private readonly TypeMaker _types;
        private readonly AttributeMaker _attributes;
        private readonly NameMaker _names;
        private readonly string _space;

        public Draft(Dice dice, int index)
        {
            _dice = dice;
            _names = new NameMaker(dice);
            _types = new TypeMaker(dice, _names);
            _attributes = new AttributeMaker(dice, _names);
            _space = _names.Space(index);
        }

        public List<MadeModel> Models { get; } = [];

        public void AddValid()
        {
            MadeModel[] upstream = [.. Models.Where(m => m.Output is not null)];
            bool isDownstream = upstream.Length > 0 && _dice.Chance(40);
            MadeModel? source = isDownstream ? _dice.Pick<MadeModel>(upstream) : null;
            source = source?.IsReachable == true ? source : null;
            string element = source?.Element ?? _dice.Pick("float", "float", "float", "double", "global::System.Half");
            int[] input = source?.Output ?? ChainMaker.InputShape(_dice);
            List<string> attributes = [_attributes.Spell(source is null ? _attributes.Input(input, element) : $"InputFrom(typeof({source.Reference}))")];
            int[] shape = input;
            bool hasWeights = false;
            for (int i = _dice.Pick(0, 1, 1, 1, 2, 2, 3, 5); i > 0; i--)
            {
                ChainLayer layer = ChainMaker.Next(_dice, shape);
                attributes.Add(_attributes.Spell(_attributes.Layer(layer)));
                hasWeights |= layer.Parameters(shape) > 0;
                shape = layer.Apply(shape);
            }

            (string reference, bool isReachable) = _types.Valid(_attributes.Lists(attributes), hasWeights);
            Models.Add(new MadeModel(reference, isReachable, input, shape, element, hasWeights));
        }

        public void AddValidGraph()
        {
            string element = _dice.Pick("float", "float", "double", "global::System.Half");
            var graph = new GraphMaker(_dice, _names, attributes => _types.Block(_attributes.Lists([.. attributes.Select(_attributes.Spell)])));
            graph.Make(shape => _attributes.Input(shape, element));
            (string reference, bool isReachable) = _types.Valid(_attributes.Lists([.. graph.Attributes.Select(_attributes.Spell)]), graph.HasWeights, graph.IsSingle);
            int[]? output = graph.Outputs.Count == 1 ? graph.Outputs[0] : null;
            Models.Add(new MadeModel(reference, isReachable, graph.IsSingle ? graph.Inputs[0] : null, output, element, graph.HasWeights)
            {
                Buffers = graph.IsSingle ? null : [.. graph.Inputs.Concat(graph.Outputs).Select(shape => shape.Aggregate(1, (product, d) => product * d))],
            });
        }

        public void AddWildGraph(bool isIllTyped)
        {
            var wild = new WildGraphMaker(_dice, _attributes);
            string[] known = [.. Models.Where(m => m.IsReachable).Select(m => m.Reference)];
            for (int i = _dice.Below(4); i > 0; i--)
            {
                wild.Blocks.Add(_types.Block(_attributes.Lists([.. wild.Block(isIllTyped && _dice.Chance(40)).Select(_attributes.Spell)])));
            }

            string attributes = _attributes.Lists([.. wild.Model(known, isIllTyped).Select(_attributes.Spell)]);
            (string reference, bool isReachable, _) = _types.Wild(attributes, $"[{wild.Layer()}]");
            Models.Add(new MadeModel(reference, isReachable, null, null, "float", HasWeights: false, IsCallable: false));
        }

        public void AddWild(bool isIllTyped)
        {
            string[] known = [.. Models.Where(m => m.IsReachable).Select(m => m.Reference)];
            List<string> attributes = [];
            for (int i = _dice.Pick(0, 1, 1, 1, 1, 1, 1, 1, 1, 2); i > 0; i--)
            {
                attributes.Add(_dice.Chance(40) ? _attributes.Input(ChainMaker.InputShape(_dice), "float") : _attributes.WildInput(known));
            }

            for (int i = _dice.Pick(0, 1, 1, 2, 2, 3, 5, _dice.Chance(3) ? 200 : 2); i > 0; i--)
            {
                attributes.Insert(_dice.Chance(90) ? attributes.Count : _dice.Below(attributes.Count + 1), _attributes.WildLayer());
            }

            if (isIllTyped || attributes.Count == 0)
            {
                attributes.Insert(_dice.Below(attributes.Count + 1), isIllTyped ? _attributes.IllTyped() : _attributes.WildLayer());
            }

            string stray = $"[{(_dice.Chance(30) ? _attributes.WildInput(known) : _attributes.WildLayer())}]";
            (string reference, bool isReachable, bool hasStray) = _types.Wild(_attributes.Lists([.. attributes.Select(_attributes.Spell)]), stray);
            string[] inputs = [.. attributes.Where(a => a.StartsWith("Input", StringComparison.Ordinal))];
            bool isCallable = !isIllTyped && !hasStray && inputs.Length == 1 && inputs[0].StartsWith("InputShape(", StringComparison.Ordinal);
            bool hasWeights = attributes.Any(a => a.StartsWith("Dense(", StringComparison.Ordinal));
            Models.Add(new MadeModel(reference, isReachable, null, null, "float", hasWeights, isCallable));
        }

        public string[] Texts(bool hasCalls)
        {
            string calls = "";
            if (hasCalls)
            {
                IEnumerable<string> methods = Models.Where(m => m is { IsReachable: true, IsCallable: true }).Select((model, i) => CallSiteMaker.Method(_dice, model, i));
                calls = $"\ninternal static class Calls_\n{{\n{string.Join("\n\n", methods)}\n}}\n";
            }

            string ending = _dice.Chance(20) ? "\r\n" : "\n";
            return [.. _types.Files
                .Select((file, i) => (file.Count > 0 || i == 0 ? $"{Usings}namespace {_space};\n\n{string.Join("\n\n", file)}\n{(i == 0 ? calls : "")}" : "").ReplaceLineEndings(ending))
                .Where(text => text.Length > 0)];
        }
    }
}
