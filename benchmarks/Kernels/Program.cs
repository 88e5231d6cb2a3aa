using System.Globalization;
using ShapeGen.Benchmarks;
using ShapeGen.Benchmarks.Modes;
using ShapeGen.Benchmarks.Rows;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Options options;
try
{
    options = Options.Parse(args);
    if (options.Filter.Length > 0)
    {
        RowCatalog.Matching(options.Filter);
    }
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

switch (options.Mode)
{
    case "cold-child":
        ColdMode.RunChild(options.Rest);
        break;
    case "cold":
        ColdMode.Run();
        break;
    case "cost":
        CostMode.Run();
        break;
    case "networks-child":
        NetworkChild.Run(options.Rest);
        break;
    case "networks":
        NetworksMode.Run(options);
        break;
    case "accuracy":
        AccuracyMode.Run();
        break;
    case "growth":
        GrowthMode.Run();
        break;
    case "widths":
        WidthsMode.Run(options);
        break;
    case "shares":
        WidthsMode.PrintShares(options);
        break;
    case "detailed":
        DetailedMode.Run(options);
        break;
    default:
        TableMode.Run(options);
        break;
}

return 0;
