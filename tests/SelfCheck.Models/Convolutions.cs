using System.Globalization;

namespace ShapeGen.SelfCheck.Models;

/// <summary>Convolutions around the sizes of tiles and blocks: few and many positions, filters and channels, with options in turn.</summary>
internal static class Convolutions
{
    private static readonly string[] Types = ["float", "float", "double", "Half"];
    private static readonly int[] Filters = [1, 3, 8, 15, 16, 17, 31, 32, 33, 48, 49, 64, 65, 80];
    private static readonly int[] Channels = [1, 2, 3, 5, 16, 17];
    private static readonly int[] Widths = [1, 2, 3, 4, 5, 6, 7, 9, 13, 14, 15, 25, 29];
    private const string ByWinograd = "Algorithm = ConvAlgorithm.Winograd";
    private static readonly string[] Functions = ["Linear", "Relu", "Linear", "Tanh", "Gelu"];

    /// <summary>Every width by every number of filters; the other sizes and options go round.</summary>
    public static IEnumerable<ModelSource> Ordinary()
    {
        int i = 0;
        foreach (int width in Widths)
        {
            foreach (int filters in Filters)
            {
                int rank = 1 + (i % 3);
                int[] kernel = [.. Enumerable.Range(0, rank).Select(axis => 1 + ((i + (axis * 2)) % 4))];
                bool isPadded = i % 2 == 0 || width < kernel[^1];
                int[] axes = [.. kernel.Take(rank - 1).Select((k, axis) => isPadded && i % 5 == 0 ? 1 + (axis * 2) : k + 1), width];
                string padding = !isPadded ? "Valid" : rank == 1 && i % 4 == 0 ? "Causal" : "Same";
                string steps = (i % 3) switch { 0 => "Strides = [2]", 1 => "DilationRate = [2]", _ => "Strides = [1]" };
                if (!isPadded && i % 3 == 1)
                {
                    steps = "Strides = [1]";
                }

                int groups = filters % 3 == 0 && i % 4 == 1 ? 3 : filters % 2 == 0 && i % 4 == 3 ? 2 : 1;
                yield return Model("Conv", i, rank, axes, Channels[i % Channels.Length] * groups, $"{Text(filters)}, {Join(kernel)}", $"Padding = Padding.{padding}, {steps}, Groups = {Text(groups)}");
                i++;
            }
        }
    }

    public static IEnumerable<ModelSource> Depthwise()
    {
        int i = 0;
        foreach (int width in Widths)
        {
            foreach (int channels in new[] { 1, 3, 8, 16, 17, 33, 65 })
            {
                int rank = 1 + (i % 2);
                int[] kernel = [.. Enumerable.Range(0, rank).Select(axis => 1 + ((i + axis) % 5))];
                bool isPadded = i % 2 == 0 || width < kernel[^1];
                int[] axes = [.. kernel.Take(rank - 1).Select(k => k + 2), width];
                string options = $"Padding = Padding.{(isPadded ? "Same" : "Valid")}, Strides = [{Text(1 + (i % 3))}], DilationRate = [{(isPadded && i % 4 == 0 ? "2" : "1")}], DepthMultiplier = {(i % 6 == 5 ? "2" : "1")}";
                yield return i % 5 == 3
                    ? Model("SeparableConv", i, rank, axes, channels, $"{Text(Filters[i % Filters.Length])}, {Join(kernel)}", options)
                    : Model("DepthwiseConv", i, rank, axes, channels, Join(kernel), options);
                i++;
            }
        }
    }

    public static IEnumerable<ModelSource> Transposed()
    {
        int i = 0;
        foreach (int width in Widths)
        {
            foreach (int filters in new[] { 1, 8, 17, 33 })
            {
                int rank = 1 + (i % 3);
                int[] kernel = [.. Enumerable.Range(0, rank).Select(axis => 1 + ((i + axis) % 4))];
                int stride = 1 + (i % 3);
                int[] axes = [.. Enumerable.Repeat(2, rank - 1), width];
                string padding = stride > 1 && i % 4 == 1 ? ", OutputPadding = [1]" : "";
                bool isPadded = i % 2 == 0;
                string dilation = stride == 1 && !isPadded ? ", DilationRate = [2]" : "";
                yield return Model("Conv", i, rank, axes, Channels[i % Channels.Length], $"{Text(filters)}, {Join(kernel)}", $"Padding = Padding.{(isPadded ? "Same" : "Valid")}, Strides = [{Text(stride)}]{padding}{dilation}", "Transpose");
                i++;
            }
        }
    }

    /// <summary>
    /// Sums long enough for sections, which end after channels of a tap, taps of a row, rows or planes of the kernel: with borders that lack taps, lone and
    /// overlapping blocks of filters, groups, dilation, and numbers of channels without a divisor near the aim.
    /// </summary>
    public static IEnumerable<ModelSource> Long()
    {
        (int[] Axes, int Channels, string Arguments, string Options, string Suffix)[] sizes =
        [
            ([2, 15], 64, "20, 3, 3", "Padding = Padding.Same", ""),
            ([2, 8], 300, "17, 3, 3", "Padding = Padding.Same", ""),
            ([3, 9], 256, "5, 3, 3", "Padding = Padding.Same, Strides = [2]", ""),
            ([2, 7], 257, "17, 2, 3", "Padding = Padding.Same", ""),
            ([3, 7], 96, "17, 3, 3", "Padding = Padding.Same, DilationRate = [2]", ""),
            ([2, 5], 400, "34, 2, 3", "Padding = Padding.Same, Groups = 2", ""),
            ([2, 6], 260, "20, 3, 3", "Padding = Padding.Same, Groups = 2, DilationRate = [2]", ""),
            ([3, 5], 700, "33, 1, 1", "Padding = Padding.Valid", ""),
            ([7, 1], 1024, "10, 1, 1", "Padding = Padding.Valid", ""),
            ([26], 64, "17, 9", "Padding = Padding.Causal", ""),
            ([16], 50, "20, 11", "Padding = Padding.Same", ""),
            ([18], 70, "16, 7", "Padding = Padding.Valid, DilationRate = [2]", ""),
            ([2, 2, 7], 16, "17, 3, 3, 3", "Padding = Padding.Same", ""),
            ([2, 2, 5], 130, "9, 2, 2, 2", "Padding = Padding.Same", ""),
            ([7, 3], 8, "32, 7, 7", "Padding = Padding.Same", ""),
            ([3, 3], 200, "17, 3, 3", "Padding = Padding.Same, Strides = [2]", "Transpose"),
            ([2, 3], 128, "16, 4, 4", "Padding = Padding.Valid", "Transpose"),
        ];
        int i = 0;
        foreach ((int[] axes, int channels, string arguments, string options, string suffix) in sizes)
        {
            // Of four types in turn the third is double and the fourth Half, whose sums are not cut.
            ModelSource model = Model("Conv", i, axes.Length, axes, channels, arguments, options, suffix);
            i += i % 4 == 2 ? 2 : 1;
            yield return model with { Name = "Long" + model.Name };
        }
    }

    /// <summary>
    /// Outputs around tiles and groups of them: two to a few tiles along an axis, even and odd ones, more than a group's, with and without borders;
    /// channels and filters around blocks and panels, and sums long enough for sections.
    /// </summary>
    public static IEnumerable<ModelSource> Winograd()
    {
        (int Height, int Width, int Channels)[] sizes = [(3, 3, 17), (4, 4, 16), (5, 4, 3), (4, 7, 1), (6, 5, 8), (7, 5, 5), (2, 6, 16), (9, 12, 1), (5, 33, 1), (27, 3, 2), (3, 31, 1)];
        int[] filters = [1, 3, 8, 15, 16, 17, 31, 33, 48, 64];
        return
        [
            .. from i in Enumerable.Range(0, 3 * sizes.Length)
               let size = sizes[i % sizes.Length]
               let isPadded = i % 2 == 0 || Math.Min(size.Height, size.Width) < 4
               let turn = (i * 4) + (i % 5 == 2 ? 2 : 0)
               select Model("Conv", turn, 2, [size.Height, size.Width], size.Channels, $"{Text(filters[i % filters.Length])}, 3", $"{ByWinograd}, Padding = Padding.{(isPadded ? "Same" : "Valid")}") with { Name = $"Winograd{Text(i)}" },
            .. from i in Enumerable.Range(0, 2)
               select Model("Conv", i * 2, 2, [2, 3], 260, "5, 3", $"{ByWinograd}, Padding = Padding.Same") with { Name = $"LongWinograd{Text(i)}" },
        ];
    }

    private static ModelSource Model(string layer, int index, int rank, int[] axes, int channels, string arguments, string options, string suffix = "")
    {
        string type = Types[index % Types.Length];
        bool isFirst = index % 7 == 4;
        string shape = isFirst ? $"{Text(channels)}, {Join(axes)}" : $"{Join(axes)}, {Text(channels)}";
        string function = Functions[index % Functions.Length];
        string format = isFirst ? ", DataFormat = DataFormat.ChannelsFirst" : "";
        string attribute = $"{layer}{Text(rank)}D{suffix}({arguments}, {options}, Activation = Activation.{function}, UseBias = {(index % 3 == 1 ? "false" : "true")}{format})";
        return new ModelSource($"{layer}{suffix}{Text(index)}_{type}", $"InputShape{(type == "float" ? "" : $"<{type}>")}({shape})", attribute);
    }

    private static string Join(IEnumerable<int> values) => string.Join(", ", values.Select(Text));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
