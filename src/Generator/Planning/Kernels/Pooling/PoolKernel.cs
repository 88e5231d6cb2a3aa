namespace ShapeGen.Generator.Planning.Kernels.Pooling;

/// <summary>
/// A variant of pooling with all that its emitter writes down. Each is a record with a static <c>Choose</c>, which says when it
/// applies, and stands once in <see cref="PoolKernels"/>.
/// </summary>
internal abstract record PoolKernel
{
    /// <summary>The order that the variant keeps.</summary>
    public abstract PoolWalk Walk { get; }

    public abstract Tail Tail { get; }

    /// <summary>The kernel for an input that starts at a cache line, where this one is for others.</summary>
    public virtual PoolKernel OnLine() => this;

    /// <summary>The variant in words, line by line. Must not throw where <see cref="Faults"/> complains.</summary>
    public abstract IEnumerable<string> Describe(PoolProblem problem);

    /// <summary>What the emitter relies on and does not hold. The order has been judged before.</summary>
    public abstract IEnumerable<string> Faults(PoolProblem problem, RegisterFile file);
}

/// <summary>What is decided about a pooling.</summary>
/// <param name="Element">The element type that it was decided for.</param>
/// <param name="Order">The order of the arithmetic.</param>
/// <param name="Kernels">What runs it.</param>
internal sealed record PoolChoice(ElementType Element, PoolOrder Order, PerFile<PoolKernel> Kernels)
{
    public IEnumerable<string> Describe(PoolProblem problem)
    {
        yield return $"{Order.Describe()}{problem.FoldTail.Describe()}";
        foreach (RegisterFile file in Kernels.IsUniform ? [RegisterFile.Wide] : RegisterFiles.All)
        {
            string prefix = Kernels.IsUniform ? "" : $"{file.Describe()}: ";
            foreach (string line in Kernels[file].Describe(problem))
            {
                yield return prefix + line;
            }
        }
    }

    public IEnumerable<string> Faults(PoolProblem problem)
    {
        if (Element != problem.Element)
        {
            return [$"has kernels of {Element} for {problem.Element}"];
        }

        string[] order = [.. Order.Faults(problem)];
        return order.Length > 0 ? order : RegisterFiles.All.SelectMany(file => Faults(problem, file)).Distinct();
    }

    private IEnumerable<string> Faults(PoolProblem problem, RegisterFile file)
    {
        PoolKernel kernel = Kernels[file];
        IEnumerable<string> faults = kernel.Walk == Order.Walk ? kernel.Faults(problem, file) : [$"{kernel.GetType().Name} pools in {kernel.Walk}, not in {Order.Walk}"];
        return faults.Select(fault => Kernels.IsUniform ? fault : $"{file.Describe()}: {fault}");
    }
}
