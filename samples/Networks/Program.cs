using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Networks;

// Runs every network on the samples beside it. Exit codes: 0 all agree with Keras, 1 one differs, 2 the program could not run.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
const double Allowed = 1e-4;
const string Columns = "{0,-26} {1,10} {2,12} {3,9} {4,8} {5,10}";
bool isGood = true;
try
{
    // Once before and once after, so that a machine that slows down does not flatter the networks.
    double peak = FmaPeak.Measure();
    Console.WriteLine(Columns, "", "parameters", "multiply-adds", "ms", "of peak", "off Keras");
    foreach (Network network in Network.All)
    {
        NetworkResult result = network.Run(isMeasured: true);
        peak = Math.Max(peak, FmaPeak.Measure());
        isGood &= result.LargestDifference <= Allowed;
        Console.WriteLine(
            Columns,
            network.Title,
            network.Parameters.ToString("N0"),
            result.MultiplyAdds.ToString("N0"),
            (result.Nanoseconds / 1e6).ToString("0.0000"),
            (result.MultiplyAdds / result.Nanoseconds / peak).ToString("0.0 %"),
            result.LargestDifference.ToString("0.0e0"));
    }

    Console.WriteLine();
    Console.WriteLine($"One thread, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}. The peak is {2 * peak:0} GFLOP/s here: multiply-adds on registers alone.");
    Console.WriteLine($"ms: one sample, the least of {Network.Rounds} rounds. off Keras: the largest |y - e| / (1 + |e|).");
    return isGood ? 0 : 1;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
