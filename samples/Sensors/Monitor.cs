using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace Sensors;

/// <summary>Reads windows from a pipe and counts what the models say of them. Once warm it allocates nothing.</summary>
internal sealed class Monitor(StateModel state, ShockModel shock)
{
    /// <summary>A window on the wire: its state, whether it holds a shock, then the samples.</summary>
    public const int FrameLength = 2 + Window.Steps;

    private readonly float[] _frame = new float[FrameLength];
    private readonly float[] _features = new float[StateModel.InputLength];
    private readonly float[] _scores = new float[StateModel.OutputLength];
    private readonly float[] _shock = new float[ShockModel.OutputLength];

    public int Windows { get; private set; }

    public int RightStates { get; private set; }

    public int RightShocks { get; private set; }

    /// <summary>The windows in which each state was seen.</summary>
    public int[] States { get; } = new int[Machine.States];

    public int Shocks { get; private set; }

    /// <summary>Reads until the pipe ends.</summary>
    public async Task RunAsync(PipeReader reader)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> bytes = result.Buffer;
            while (bytes.Length >= FrameLength * sizeof(float))
            {
                bytes.Slice(0, FrameLength * sizeof(float)).CopyTo(MemoryMarshal.AsBytes(_frame.AsSpan()));
                bytes = bytes.Slice(FrameLength * sizeof(float));
                Look();
            }

            reader.AdvanceTo(bytes.Start, bytes.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private void Look()
    {
        Window.Describe(_frame.AsSpan(2), _features);
        state.Forward(_features, _scores);
        shock.Forward(_features, _shock);
        int seen = _scores.AsSpan().IndexOf(Largest(_scores));
        bool isShock = _shock[0] > 0.5f;
        Windows++;
        States[seen]++;
        Shocks += isShock ? 1 : 0;
        RightStates += seen == (int)_frame[0] ? 1 : 0;
        RightShocks += isShock == (_frame[1] != 0) ? 1 : 0;
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = values[0];
        foreach (float value in values)
        {
            largest = MathF.Max(largest, value);
        }

        return largest;
    }
}
