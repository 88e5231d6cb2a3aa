using System.Diagnostics;

namespace ShapeGen.Extensions.Hosting;

/// <summary>One use of a model, from <see cref="ModelSource{TModel}.Begin"/> to its disposal: duration, samples, and an activity where one is recorded.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public readonly ref struct ModelCall<TModel>
    where TModel : class
{
    private readonly ModelInstruments _instruments;
    private readonly Activity? _activity;
    private readonly string _name;
    private readonly int _samples;
    private readonly long _start;

    internal ModelCall(TModel model, int version, string name, int samples, ModelInstruments instruments)
    {
        Model = model;
        Version = version;
        _name = name;
        _samples = samples;
        _instruments = instruments;
        _activity = ModelTelemetry.Source.HasListeners() ? Start(name, version, samples) : null;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>The model, the same one for the whole call.</summary>
    public TModel Model { get; }

    /// <summary>Which file it came from, counted from 1.</summary>
    public int Version { get; }

    /// <summary>The time since the call began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Ends the call.</summary>
    public void Dispose()
    {
        // A default instance has taken no model and has nothing to report.
        if (_instruments is null)
        {
            return;
        }

        if (_instruments.Duration.Enabled)
        {
            _instruments.Duration.Record(Elapsed.TotalSeconds, _instruments.ModelTag(_name));
        }

        if (_instruments.Samples.Enabled)
        {
            _instruments.Samples.Add(_samples, _instruments.ModelTag(_name));
        }

        _activity?.Dispose();
    }

    private static Activity? Start(string name, int version, int samples) => ModelTelemetry.Source
        .StartActivity($"forward {name}")
        ?.SetTag(ModelInstruments.ModelKey, name)
        .SetTag("shapegen.model.version", version)
        .SetTag("shapegen.samples", samples);
}
