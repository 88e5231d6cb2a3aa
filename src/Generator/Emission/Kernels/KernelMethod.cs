namespace ShapeGen.Generator.Emission.Kernels;

/// <summary>The method of a kernel over blocks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Blocks">How its text says what it does; the method is generic over the block, or for one kind of register alone.</param>
internal sealed record KernelMethod(string Name, BlockOperations Blocks)
{
    /// <summary>A method that is generic over the block.</summary>
    public static KernelMethod Generic(string name) => new(name, BlockOperations.OfBlock);

    /// <summary>Another method of the same kind.</summary>
    public KernelMethod Part(string suffix) => this with { Name = Name + suffix };

    /// <summary>The call by a kernel of the same kind.</summary>
    public string Call(IEnumerable<string> arguments) => $"{Name}{Blocks.TypeArgument}({string.Join(", ", arguments)});";
}
