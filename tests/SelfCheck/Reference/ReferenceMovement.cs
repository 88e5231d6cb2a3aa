namespace ShapeGen.SelfCheck.Reference;

/// <summary>The identity at inference.</summary>
internal sealed record ReferenceDropout : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context) => input;
}

/// <summary>The same values in another shape; one dimension may be −1.</summary>
internal sealed record ReferenceReshape(int[] Target) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int known = ReferenceTensor.Count([.. Target.Where(d => d != -1)]);
        return input.As([.. Target.Select(d => d == -1 ? input.Length / known : d)]);
    }
}

/// <summary>All values in one axis, in channels-last order.</summary>
internal sealed record ReferenceFlatten(bool IsChannelsFirst) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        ReferenceTensor ordered = IsChannelsFirst && input.Rank > 1
            ? new ReferencePermute([.. Enumerable.Range(2, input.Rank - 1), 1]).Run(input, context)
            : input;
        return ordered.As([input.Length]);
    }
}

/// <summary>Output axis i is input axis <c>Order[i]</c>, counted from 1.</summary>
internal sealed record ReferencePermute(int[] Order) : IReferenceLayer
{
    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        var output = new ReferenceTensor([.. Order.Select(axis => input.Shape[axis - 1])]);
        int[] index = new int[input.Rank];
        for (int to = 0; to < output.Length; to++)
        {
            int rest = to;
            for (int axis = Order.Length - 1; axis >= 0; axis--)
            {
                index[Order[axis] - 1] = rest % output.Shape[axis];
                rest /= output.Shape[axis];
            }

            int from = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                from = (from * input.Shape[axis]) + index[axis];
            }

            output.Copy(input, from, to);
        }

        return output;
    }
}
