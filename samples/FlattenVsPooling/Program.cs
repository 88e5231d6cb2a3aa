using System.Globalization;
using System.Text;
using FlattenVsPooling;
using FlattenVsPooling.Report;
using Spectre.Console;

// Exit codes: 0 all figures are good, 1 a network differs from PyTorch or Keras, or allocates, 2 the program could not run.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
try
{
    return args switch
    {
        [] => Answer(),
        ["--make", string exportFolder, string dataFolder] => Make(exportFolder, dataFolder),
        ["--train", string digitsFolder, string dataFolder] => Train(digitsFolder, dataFolder),
        _ => Fail("No arguments, --make <export folder> <data folder>, or --train <folder of digits> <data folder>."),
    };
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
{
    string cure = args is [] ? "\nThe sample reads its data beside the program: restore samples/FlattenVsPooling/Data and build again." : "";
    return Fail(exception.Message + cure);
}

static int Answer()
{
    DigitData digits = DigitData.Load();
    NetworkResult flatten = NetworkResult.Of<FlattenNetwork, FlattenHead>(DigitData.FlattenFile, digits.FlattenExpected, digits);
    NetworkResult pooling = NetworkResult.Of<PoolingNetwork, PoolingHead>(DigitData.PoolingFile, digits.PoolingExpected, digits);

    MovedResult both = MovedResult.Of(BothNetwork.Load(DigitData.PathOf(DigitData.BothFile)), digits);
    double offKeras = FirstModel.DifferenceFromKeras();

    FullReport.Write(AnsiConsole.Console, digits, flatten, pooling, both, offKeras);
    return flatten.IsGood && pooling.IsGood && offKeras <= FirstModel.AllowedDifference ? 0 : 1;
}

static int Make(string exportFolder, string dataFolder)
{
    DataMaker.Make(exportFolder, dataFolder);
    Console.WriteLine($"Made {Path.GetFullPath(dataFolder)}.");
    return 0;
}

static int Train(string digitsFolder, string dataFolder)
{
    int count = HeadTraining.Run(digitsFolder, dataFolder);
    Console.WriteLine($"Learnt from {count} digits.");
    return 0;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
