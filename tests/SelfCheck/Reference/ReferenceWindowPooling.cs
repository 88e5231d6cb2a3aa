namespace ShapeGen.SelfCheck.Reference;

/// <summary>Mean and maximum of each channel in windows; what lies outside does not count.</summary>
internal sealed record ReferenceWindowPooling(bool IsMean, int[] Size, int[] Strides, bool IsSame, bool IsChannelsFirst) : IReferenceLayer
{
    /// <summary>What each window sees: the same in every run.</summary>
    private int[][]? _seen;

    public ReferenceTensor Run(ReferenceTensor input, ReferenceContext context)
    {
        int first = IsChannelsFirst ? 1 : 0;
        int channels = input.Shape[IsChannelsFirst ? 0 : ^1];
        int[] spatial = input.Shape[first..(first + Size.Length)];
        int[] windows = [.. spatial.Select((size, axis) => IsSame ? (int)Math.Ceiling(size / (double)Strides[axis]) : ((size - Size[axis]) / Strides[axis]) + 1)];
        var output = new ReferenceTensor(IsChannelsFirst ? [channels, .. windows] : [.. windows, channels]);
        int count = ReferenceTensor.Count(windows);
        int positions = ReferenceTensor.Count(spatial);
        _seen ??= [.. Enumerable.Range(0, count).Select(window => Positions(window, windows, spatial).ToArray())];
        for (int window = 0; window < count; window++)
        {
            int[] seen = _seen[window];
            for (int channel = 0; channel < channels; channel++)
            {
                var values = new ReferenceTensor(IsChannelsFirst ? [1, seen.Length] : [seen.Length, 1]);
                for (int i = 0; i < seen.Length; i++)
                {
                    values.Copy(input, IsChannelsFirst ? (channel * positions) + seen[i] : (seen[i] * channels) + channel, i);
                }

                ReferenceTensor result = new ReferencePooling(IsMean, IsChannelsFirst, KeepDims: false).Run(values, context);
                output.Copy(result, 0, IsChannelsFirst ? (channel * count) + window : (window * channels) + channel);
            }
        }

        return output;
    }

    /// <summary>The positions inside the input that a window sees, in order.</summary>
    private IEnumerable<int> Positions(int window, int[] windows, int[] spatial)
    {
        IEnumerable<int> seen = [0];
        int rest = window;
        int[] index = new int[windows.Length];
        for (int axis = windows.Length - 1; axis >= 0; axis--)
        {
            index[axis] = rest % windows[axis];
            rest /= windows[axis];
        }

        for (int axis = 0; axis < windows.Length; axis++)
        {
            int outside = IsSame ? Math.Max(0, ((windows[axis] - 1) * Strides[axis]) + Size[axis] - spatial[axis]) : 0;
            int start = (index[axis] * Strides[axis]) - (outside / 2);
            int size = spatial[axis];
            int length = Size[axis];
            seen = seen.SelectMany(before => Enumerable.Range(start, length).Where(p => p >= 0 && p < size).Select(p => (before * size) + p)).ToArray();
        }

        return seen;
    }
}
