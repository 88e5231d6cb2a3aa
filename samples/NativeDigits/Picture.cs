using System.Reflection;
using Samples;
using StbImageSharp;

namespace NativeDigits;

/// <summary>A picture of 28 x 28, dark ink on light paper.</summary>
/// <param name="Name">Where it comes from.</param>
/// <param name="Ink">From 0 (paper) to 1 (ink), row by row.</param>
internal sealed record Picture(string Name, float[] Ink)
{
    /// <summary>Height and width.</summary>
    public const int Size = 28;

    /// <summary>The ten pictures inside the program.</summary>
    public static IEnumerable<Picture> Shipped()
    {
        Assembly assembly = Assembly.GetExecutingAssembly();
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".png", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var content = new MemoryStream();
            using Stream resource = assembly.GetManifestResourceStream(name)!;
            resource.CopyTo(content);
            yield return Decode(name, content.ToArray());
        }
    }

    /// <summary>Reads a file: PNG, JPEG, BMP or GIF, or exactly 784 bytes of raw grey values.</summary>
    /// <exception cref="FormatException">It is no picture of 28 x 28.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Picture Read(string path) => Decode(path, File.ReadAllBytes(path));

    private static Picture Decode(string name, byte[] content)
    {
        byte[] grey = content;
        if (content.Length != DigitNetwork.InputLength)
        {
            ImageResult image;
            try
            {
                image = ImageResult.FromMemory(content, ColorComponents.Grey);
            }
            catch (Exception exception) when (exception is InvalidOperationException or IndexOutOfRangeException or EndOfStreamException)
            {
                throw new FormatException($"{name} is no picture that can be read: {exception.Message}", exception);
            }

            if (image.Width != Size || image.Height != Size)
            {
                throw new FormatException($"{name} has {image.Width} x {image.Height} pixels, but the network takes 28 x 28.");
            }

            grey = image.Data;
        }

        return new Picture(name, Array.ConvertAll(grey, value => (255 - value) / 255f));
    }
}
