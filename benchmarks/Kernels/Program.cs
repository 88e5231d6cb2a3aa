using System.Globalization;
using ShapeGen.Benchmarks;
using ShapeGen.Benchmarks.Modes;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

switch (options.Mode)
{
    default:
        TableMode.Run(options);
        break;
}

return 0;
