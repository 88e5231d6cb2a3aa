namespace ShapeGen.Generator.Tests.CodeFixes;

/// <summary>The fixes of SHAPE00xx in one file.</summary>
internal static class DeclarationCases
{
    public static IEnumerable<FixCase> All { get; } =
    [
        new("SHAPE0001", "[InputShape(4)]\n[Dense(2)]\npublic sealed class Model;", "Make Model partial", "[InputShape(4)]\n[Dense(2)]\npublic sealed partial class Model;"),
        new("SHAPE0001 without modifiers", "[InputShape(4)] [Dense(2)] class Model { } // head", "Make Model partial", "[InputShape(4)] [Dense(2)] partial class Model { } // head"),
        new("SHAPE0001 comment", "[InputShape(4)]\n[Dense(2)]\npublic /* open */ class Model;", "Make Model partial", "[InputShape(4)]\n[Dense(2)]\npublic /* open */ partial class Model;"),
        new("SHAPE0002", "[Dense(2)]", "Add [InputShape(0)]", "[InputShape(0)]\n[Dense(2)]", "SHAPE0101"),
        new("SHAPE0002 rank", "[GlobalMaxPooling1D]", "Add [InputShape(0, 0)]", "[InputShape(0, 0)]\n[GlobalMaxPooling1D]", "SHAPE0101", "SHAPE0101"),
        new("SHAPE0002 layout", "[Dense(2)] [Dense(3)] partial class Model;", "Add [InputShape(0)]", "[InputShape(0)] [Dense(2)] [Dense(3)] partial class Model;", "SHAPE0101"),
        new("SHAPE0002 one list", "[System.Obsolete, Dense(2)]", "Add [InputShape(0)]", "[System.Obsolete, InputShape(0), Dense(2)]", "SHAPE0101"),
        new("SHAPE0002 qualified", "using System;\n[ShapeGen.Dense(2)]", "Add [InputShape(0)]", "using System;\n[ShapeGen.InputShape(0)]\n[ShapeGen.Dense(2)]", "SHAPE0101"),
        new("SHAPE0003", "[InputShape(4)]\n[InputShape(5)]\n[Dense(2)]", "Remove [InputShape(5)]", "[InputShape(4)]\n[Dense(2)]"),
        new("SHAPE0003 after the layers", "[InputShape(4)]\n[Dense(2)]\n[InputFrom(typeof(string))] // text", "Remove [InputFrom(typeof(string))]", "[InputShape(4)]\n[Dense(2)]\n// text"),
        new("SHAPE0003 one list", "[InputShape(4), InputShape(5), Dense(2)]", "Remove [InputShape(5)]", "[InputShape(4), Dense(2)]"),
        new("SHAPE0004", "[InputShape(4)]\n[Dense(2)]\npublic partial class Model;\n\n[Dense(3)] // more\npartial class Model\n{\n}", "Move all layers of Model to one declaration", "[InputShape(4)]\n[Dense(2)]\n[Dense(3)]\npublic partial class Model;\n\n// more\npartial class Model\n{\n}"),
        new("SHAPE0004 input after", "[Dense(2)] // two\npublic partial class Model;\n\n[InputShape(4)]\n[Dense(3)]\n[Dense(4)]\npartial class Model;", "Move all layers of Model to one declaration", "[InputShape(4)]\n[Dense(2)] // two\n[Dense(3)]\n[Dense(4)]\npublic partial class Model;\n\npartial class Model;"),
        new("SHAPE0004 on one line", "[InputShape(4)] [Dense(2)] public partial class Model;\n\n[Dense(3)] partial class Model;", "Move all layers of Model to one declaration", "[InputShape(4)] [Dense(2)] [Dense(3)] public partial class Model;\n\npartial class Model;"),
        new("SHAPE0004 foreign attributes", "[InputShape(4)]\n[Dense(2), System.Obsolete]\npublic partial class Model;\n\n[Dense(3), System.Serializable, Dense(4)]\npartial class Model;", "Move all layers of Model to one declaration", "[InputShape(4)]\n[Dense(2), System.Obsolete]\n[Dense(3)]\n[Dense(4)]\npublic partial class Model;\n\n[System.Serializable]\npartial class Model;"),
        new("SHAPE0004 three parts", "[InputShape(4)]\npublic partial class Model;\n\n[Dense(3)]\npartial class Model;\n\n[Dense(4)]\npartial class Model;", "Move all layers of Model to one declaration", "[InputShape(4)]\n[Dense(3)]\n[Dense(4)]\npublic partial class Model;\n\npartial class Model;\n\npartial class Model;"),
    ];
}
