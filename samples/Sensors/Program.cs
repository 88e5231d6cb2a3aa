using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using Sensors;

// A sensor writes windows into a pipe, a monitor reads them; then three windows are drawn. Exit code 1 where it allocates in between or sees too little.
const int WarmUp = 2_000;
const int Measured = 20_000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
(StateModel state, ShockModel shock) = Training.Run(seed: 1);
var monitor = new Sensors.Monitor(state, shock);

// Both ends run where the other one leaves off, so that no thread of the pool comes in while the steady state is measured.
var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
Task reading = monitor.RunAsync(pipe.Reader);
long allocated = await Sensor(pipe.Writer).ConfigureAwait(false);
await reading.ConfigureAwait(false);

foreach (string line in Comparison.Of(state, shock, seed: 3))
{
    Console.WriteLine(line);
}

Console.WriteLine();
Console.WriteLine($"{monitor.Windows} windows of {Window.Steps} samples: {monitor.States[0]} idle, {monitor.States[1]} normal, {monitor.States[2]} worn, {monitor.Shocks} with a shock");
double stateAccuracy = (double)monitor.RightStates / monitor.Windows;
double shockAccuracy = (double)monitor.RightShocks / monitor.Windows;
Console.WriteLine($"state right in {stateAccuracy:P2}, shock right in {shockAccuracy:P2}");
Console.WriteLine($"{allocated} bytes allocated in the whole process over the last {Measured} windows");

// The same signal sample by sample: the stream's state is all that is kept of the past.
var stream = new StreamMonitor(StreamTraining.Run(seed: 1));
long streamed = Listen(stream);
double streamAccuracy = (double)stream.Right / stream.Counted;
Console.WriteLine($"sample by sample: state right in {streamAccuracy:P2} of {stream.Counted} steps, {streamed} bytes allocated");
return allocated == 0 && streamed == 0 && stateAccuracy > 0.95 && shockAccuracy > 0.95 && streamAccuracy > 0.95 ? 0 : 1;

// Returns the bytes that the thread allocated over all windows but the first.
static long Listen(StreamMonitor stream)
{
    var machine = new Machine(seed: 2);
    float[] samples = new float[Window.Steps];
    long before = 0;
    for (int i = 0; i < 500; i++)
    {
        before = i == 1 ? GC.GetAllocatedBytesForCurrentThread() : before;
        machine.Next(samples);
        stream.Listen(samples, machine.State);
    }

    return GC.GetAllocatedBytesForCurrentThread() - before;
}

// Returns the bytes that the whole process allocated once it was warm.
static async Task<long> Sensor(PipeWriter writer)
{
    var machine = new Machine(seed: 2);
    long before = 0;
    for (int i = 0; i < WarmUp + Measured; i++)
    {
        before = i == WarmUp ? GC.GetTotalAllocatedBytes(precise: true) : before;
        Memory<byte> memory = writer.GetMemory(Sensors.Monitor.FrameLength * sizeof(float));
        Write(machine, MemoryMarshal.Cast<byte, float>(memory.Span)[..Sensors.Monitor.FrameLength]);
        writer.Advance(Sensors.Monitor.FrameLength * sizeof(float));
        await writer.FlushAsync().ConfigureAwait(false);
    }

    long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
    await writer.CompleteAsync().ConfigureAwait(false);
    return allocated;
}

static void Write(Machine machine, Span<float> frame)
{
    machine.Next(frame[2..]);
    frame[0] = machine.State;
    frame[1] = machine.HasShock ? 1 : 0;
}
