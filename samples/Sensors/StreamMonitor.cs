namespace Sensors;

/// <summary>Follows the machine sample by sample, and counts how often it is right once a state has lasted for a while.</summary>
/// <param name="model">The model.</param>
internal sealed class StreamMonitor(StreamModel model)
{
    /// <summary>Samples after a change of state that are not counted.</summary>
    private const int Settling = 128;

    private readonly StreamModel.State _state = StreamModel.NewState();
    private readonly float[] _features = new float[StreamModel.StepInputLength];
    private readonly float[] _scores = new float[StreamModel.StepOutputLength];
    private float _before;

    public int Counted { get; private set; }

    public int Right { get; private set; }

    /// <summary>Takes a window's samples one by one.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="machineState">How the machine ran.</param>
    public void Listen(ReadOnlySpan<float> samples, int machineState)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            _features[0] = MathF.Abs(samples[i]);
            _features[1] = samples[i] * samples[i];
            _features[2] = MathF.Abs(samples[i] - _before);
            _before = samples[i];
            model.Step(_features, _state, _scores);
            if (i >= Settling)
            {
                Counted++;
                Right += Largest() == machineState ? 1 : 0;
            }
        }
    }

    private int Largest()
    {
        int largest = 0;
        for (int i = 1; i < _scores.Length; i++)
        {
            largest = _scores[i] > _scores[largest] ? i : largest;
        }

        return largest;
    }
}
