namespace ShapeGen.Generator.Tests.Fuzz;

/// <summary>Writes the type that a model's attributes stand on, the types around it, and its further parts.</summary>
internal sealed class TypeMaker(Dice dice, NameMaker names)
{
    private readonly record struct Container(string Header, string Reference);

    /// <summary>The files' texts so far: linked parts may stand in the second.</summary>
    public List<string>[] Files { get; } = [[], []];

    /// <summary>A type that can be a model; without weights it may be static.</summary>
    public (string Reference, bool IsReachable) Valid(string attributes, bool hasWeights, bool isSingle = true)
    {
        Container[] around = [.. Enumerable.Range(0, Depth()).Select(_ => ValidContainer())];
        string name = names.Type(mayBeMember: false);
        bool isStatic = !hasWeights && dice.Chance(30);
        bool isPrivate = around.Length > 0 && dice.Chance(15);
        string access = around.Length == 0 ? dice.Pick("public ", "internal ", "") : isPrivate ? dice.Pick("private ", "") : dice.Pick("public ", "internal ");
        string modifiers = isStatic ? "static " : dice.Pick("sealed ", "", "");
        string parent = isStatic ? "" : dice.Pick("", "", "", " : object", " : List<int>", " : IDisposable");
        string members = parent == " : IDisposable" ? "public void Dispose() { } " : "";
        members += isSingle && dice.Chance(30) && parent != " : List<int>" ? MemberMaker.Harmless(dice, isStatic) : "";
        string body = members.Length == 0 && dice.Chance(50) ? ";" : $" {{ {members} }}";
        Add(0, around, $"{attributes}\n{access}{modifiers}partial class {name}{parent}{body}");
        if (dice.Chance(25))
        {
            Add(dice.Below(2), around, $"partial class {name} {{ {(isSingle && dice.Chance(50) ? "public static int Linked => OutputLength;" : "")} }}");
        }

        return (Reference(around, name), !isPrivate);
    }

    /// <summary>A type that the compiler takes, whatever a model may be; <paramref name="stray"/> may stand on a second part.</summary>
    public (string Reference, bool IsReachable, bool HasStray) Wild(string attributes, string stray)
    {
        Container[] around = [.. Enumerable.Range(0, Depth()).Select(_ => WildContainer())];
        string name = names.Type(mayBeMember: dice.Chance(20));
        string kind = dice.Pick("class", "class", "class", "class", "class", "class", "struct", "record", "record class", "record struct", "readonly struct", "ref struct");
        string generic = dice.Chance(6) ? dice.Pick("<T>", "<TKey, TValue>", "<T, U>") : "";
        bool isStatic = kind == "class" && dice.Chance(15);
        bool isFile = around.Length == 0 && dice.Chance(4);
        string access = isFile ? "file " : around.Length == 0 ? dice.Pick("public ", "internal ", "") : dice.Pick("public ", "internal ", "private ");
        string modifiers = isStatic ? "static " : kind.Contains("struct", StringComparison.Ordinal) ? "" : dice.Pick("sealed ", "abstract ", "", "", "");
        bool isPartial = dice.Chance(93);
        string partial = isPartial ? "partial " : "";
        (string readOnly, string keyword) = kind.Contains(' ') && !kind.StartsWith("record", StringComparison.Ordinal) ? (kind.Split(' ')[0] + " ", "struct") : ("", kind);
        string primary = !isStatic && dice.Chance(5) ? "(int size)" : "";
        string members = dice.Chance(15) && kind == "class" && primary.Length == 0 && generic.Length == 0 ? MemberMaker.Colliding(dice, name, isStatic) : "";
        Add(0, around, $"{attributes}\n{access}{modifiers}{readOnly}{partial}{keyword} {name}{generic}{primary}{(members.Length == 0 && !isFile ? ";" : $" {{ {members} }}")}");
        bool hasStray = false;
        if (isPartial && !isFile && dice.Chance(20) && around.All(c => c.Header.Contains(" partial ", StringComparison.Ordinal)))
        {
            hasStray = dice.Chance(50);
            Add(dice.Below(2), around, $"{(hasStray ? stray : "")} {modifiers}{readOnly}partial {keyword} {name}{generic};");
        }

        string arguments = generic.Length == 0 ? "" : generic.Contains(',', StringComparison.Ordinal) ? "<int, int>" : "<int>";
        return (Reference(around, name) + arguments, access is not ("private " or "file ") && members.Length == 0, hasStray);
    }

    /// <summary>A block, which a model may take as a type argument: neither static nor nested.</summary>
    public string Block(string attributes)
    {
        string name = names.Type(mayBeMember: false);
        Add(dice.Below(2), [], $"{attributes}\n{dice.Pick("public ", "internal ", "")}{dice.Pick("sealed ", "abstract ", "", "")}partial class {name};");
        return name;
    }

    private int Depth() => dice.Chance(75) ? 0 : dice.Chance(95) ? dice.Between(1, 3) : dice.Between(10, 40);

    private Container ValidContainer()
    {
        string name = names.Type(mayBeMember: false);
        return new Container($"{dice.Pick("public ", "internal ")}{dice.Pick("static ", "sealed ", "abstract ", "")}partial class {name}", name);
    }

    private Container WildContainer()
    {
        string name = names.Type(mayBeMember: dice.Chance(20));
        string generic = dice.Chance(4) ? "<T>" : "";
        string kind = dice.Pick("class", "class", "class", "class", "class", "struct", "record", "interface", "record struct");
        return new Container($"public {(dice.Chance(95) ? "partial " : "")}{kind} {name}{generic}", name + (generic.Length > 0 ? "<int>" : ""));
    }

    private void Add(int file, Container[] around, string declaration) => Files[file].Add(
        string.Concat(around.Select(c => $"{c.Header} {{ ")) + declaration + string.Concat(Enumerable.Repeat(" }", around.Length)));

    private static string Reference(Container[] around, string name) => string.Join('.', around.Select(c => c.Reference).Append(name));
}
