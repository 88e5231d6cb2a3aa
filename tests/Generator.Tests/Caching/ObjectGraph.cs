using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ShapeGen.Generator.Tests.Caching;

/// <summary>Walks everything that an object reaches through fields, private ones too, and through arrays.</summary>
internal static class ObjectGraph
{
    /// <summary>What keeps a whole compilation alive, or changes with every edit.</summary>
    private static readonly Type[] Forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Compilation), typeof(Location), typeof(SemanticModel), typeof(AttributeData)];

    /// <summary>The paths from <paramref name="root"/> to objects of a type that a pipeline must not hold.</summary>
    public static IReadOnlyList<string> FindForbidden(object? root) => Walk(root).Forbidden;

    /// <summary>How many objects are reached: shows that a walk has gone anywhere.</summary>
    public static int CountObjects(object? root) => Walk(root).Count;

    private static (List<string> Forbidden, int Count) Walk(object? root)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(object? Value, string Path)>([(root, root?.GetType().Name ?? "null")]);
        while (open.TryPop(out (object? Value, string Path) next))
        {
            if (next.Value is null || !seen.Add(next.Value))
            {
                continue;
            }

            if (Forbidden.Any(type => type.IsInstanceOfType(next.Value)))
            {
                found.Add($"{next.Path} is a {next.Value.GetType().Name}");
                continue;
            }

            foreach ((object? value, string name) in Children(next.Value))
            {
                open.Push((value, next.Path + name));
            }
        }

        return (found, seen.Count);
    }

    private static IEnumerable<(object? Value, string Name)> Children(object value)
    {
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string or MemberInfo or Assembly or Module or Pointer)
        {
            yield break;
        }

        if (value is Array array)
        {
            foreach (object? item in (IEnumerable)array)
            {
                yield return (item, "[]");
            }
        }

        for (Type? current = type; current is not null; current = current.BaseType)
        {
            foreach (FieldInfo field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                {
                    yield return (field.GetValue(value), "." + field.Name);
                }
            }
        }
    }
}
