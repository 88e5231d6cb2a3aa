using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ShapeGen.Extensions.Hosting;

namespace ShapeGen.Web.Tests;

/// <summary>A model with one input and one output, as most are.</summary>
[InputShape(3)]
[Dense(2)]
public sealed partial class SmallModel;

/// <summary>The hosting package by itself, in a host without a web server.</summary>
public sealed class HostingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shapegen-hosting-").FullName;

    private string File => Path.Combine(_folder, "small.safetensors");

    [Fact]
    public async Task A_replaced_file_is_taken_by_itself()
    {
        Save(1);
        using IHost host = Start();
        ModelSource<SmallModel> source = host.Services.GetRequiredService<ModelSource<SmallModel>>();
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "shapegen.model.loads" && IsOf(instrument, host))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            Assert.Equal([new("shapegen.model", nameof(SmallModel)), new("outcome", "loaded")], tags.ToArray());
            taken.TrySetResult();
        });
        listener.Start();
        await host.StartAsync();
        Save(2);
        await taken.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, source.Version);
        Assert.Equal([6f, 6f], Answer(source.Current));
        await host.StopAsync();
    }

    [Fact]
    public void A_call_allocates_nothing_and_is_counted()
    {
        Save(1);
        using IHost host = Start();
        ModelSource<SmallModel> source = host.Services.GetRequiredService<ModelSource<SmallModel>>();
        long samples = 0;
        int durations = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ModelTelemetry.MeterName && IsOf(instrument, host))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => samples += value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => durations += instrument is { Name: "shapegen.forward.duration", Unit: "s" } && value >= 0 ? 1 : 0);
        listener.Start();

        float[] input = [1, 2, 3], output = new float[2];
        Run(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal((101, 101), (samples, durations));

        void Run(int calls)
        {
            for (int i = 0; i < calls; i++)
            {
                using ModelCall<SmallModel> call = source.Begin();
                call.Model.Forward(input, output);
            }
        }
    }

    [Fact]
    public void A_call_is_an_activity_where_one_is_recorded()
    {
        Save(1);
        using IHost host = Start();
        ModelSource<SmallModel> source = host.Services.GetRequiredService<ModelSource<SmallModel>>();
        var recorded = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = activities => activities.Name == ModelTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "forward SmallModel")
                {
                    recorded.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using (source.Begin(samples: 3))
        {
        }

        Activity only = Assert.Single(recorded);
        Assert.Equal(
            [new("shapegen.model", nameof(SmallModel)), new("shapegen.model.version", 1), new("shapegen.samples", 3)],
            only.TagObjects.ToArray());
    }

    [Fact]
    public async Task Health_tells_version_and_file()
    {
        Save(1);
        using IHost host = Start();
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        HealthReportEntry entry = report.Entries["shapegen:SmallModel"];
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(["shapegen", "ready"], entry.Tags);
        Assert.Equal((1, File), (entry.Data["version"], entry.Data["path"]));
        await System.IO.File.WriteAllBytesAsync(File, Encoding.UTF8.GetBytes("nothing"));
        host.Services.GetRequiredService<ModelSource<SmallModel>>().Reload();
        report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Degraded, report.Entries["shapegen:SmallModel"].Status);
        Assert.StartsWith("Version 1 stays, because a later file was not taken: ", report.Entries["shapegen:SmallModel"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_its_weights_does_not_start()
    {
        using IHost host = Start();
        await Assert.ThrowsAsync<FileNotFoundException>(() => host.StartAsync());
    }

    [Fact]
    public void A_model_has_one_file()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddShapeGenModel<SmallModel>(File);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => builder.Services.AddShapeGenModel<SmallModel>(File));
        Assert.Equal("SmallModel is registered already; a service has one file for each model.", exception.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsOf(Instrument instrument, IHost host) => ReferenceEquals(instrument.Meter.Scope, host.Services.GetRequiredService<IMeterFactory>());

    private static float[] Answer(SmallModel model)
    {
        float[] output = new float[2];
        model.Forward([1, 1, 1], output);
        return output;
    }

    private IHost Start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddShapeGenModel<SmallModel>(File);
        return builder.Build();
    }

    private void Save(float value)
    {
        string beside = File + ".new";
        new SafeTensorsWriter()
            .Add("dense/kernel", [3, 2], Enumerable.Repeat(value, 6).ToArray().AsSpan())
            .Add("dense/bias", [2], new float[2].AsSpan())
            .Save(beside);
        System.IO.File.Move(beside, File, overwrite: true);
    }
}
