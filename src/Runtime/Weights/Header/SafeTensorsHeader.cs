namespace ShapeGen;

/// <summary>
/// The header of a safetensors file: 8 bytes little-endian length, then JSON
/// <c>{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …, "__metadata__": {"key": "text"}}</c>,
/// then the data buffer that the tensors cover without hole or overlap.
/// </summary>
/// <remarks>
/// The files of this folder use nothing beyond .NET Standard 2.0, so that tools for the build can compile them too.
/// Format: https://github.com/huggingface/safetensors#format.
/// </remarks>
internal sealed class SafeTensorsHeader
{
    /// <summary>The reference implementation's limit, in bytes.</summary>
    public const int MaximumLength = 100_000_000;

    private const int PrefixLength = 8;
    private const int FirstBuffer = 1 << 16;
    private const string MetadataKey = "__metadata__";

    private readonly HashSet<string> _names = [];
    private readonly SafeTensorsScanner _scanner;

    private SafeTensorsHeader(byte[] text, int length)
    {
        DataStart = PrefixLength + length;
        _scanner = new SafeTensorsScanner(text, length);
        if (length == 0 || text[0] != '{')
        {
            throw _scanner.Fail("the header does not start with '{': this is no safetensors file.");
        }

        List<SafeTensorsEntry> entries = [];
        bool metadataRead = false;
        _scanner.Take('{');
        for (bool more = !_scanner.TryTake('}'); more; more = _scanner.TakeSeparator('}'))
        {
            string name = _scanner.TakeString();
            if (name != MetadataKey)
            {
                entries.Add(ReadEntry(name));
            }
            else if (metadataRead)
            {
                throw _scanner.Fail("a second \"__metadata__\".");
            }
            else
            {
                ReadMetadata();
                metadataRead = true;
            }
        }

        _scanner.TakeEnd();
        Entries = LieInOrder(entries) ? entries : [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        RequireSeamlessLayout();
    }

    /// <summary>Most files name their tensors in the order of their data: sorting needs code that the JIT would compile for nothing.</summary>
    private static bool LieInOrder(List<SafeTensorsEntry> entries)
    {
        for (int i = 1; i < entries.Count; i++)
        {
            if ((entries[i - 1].Begin, entries[i - 1].End).CompareTo((entries[i].Begin, entries[i].End)) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>The free text that came with the file.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Where the data buffer starts, counted from the start of the file.</summary>
    public long DataStart { get; }

    /// <summary>The number of bytes that the tensors cover.</summary>
    public long DataLength => Entries.Count == 0 ? 0 : Entries[Entries.Count - 1].End;

    /// <summary>
    /// Reads the header and leaves <paramref name="stream"/>, which need not be seekable, at the first byte of data.
    /// Memory grows with what has arrived, whatever length the file claims.
    /// </summary>
    /// <exception cref="SafeTensorsException">The header is cut off or damaged.</exception>
    public static SafeTensorsHeader Read(Stream stream)
    {
        byte[] prefix = new byte[PrefixLength];
        int found = Fill(stream, prefix, 0);
        if (found < PrefixLength)
        {
            throw new SafeTensorsException($"The file is cut off: it holds {found} bytes, and the length of the header alone takes {PrefixLength}.");
        }

        ulong length = 0;
        for (int i = PrefixLength; i > 0; i--)
        {
            length = (length << 8) | prefix[i - 1];
        }

        bool isTooLong = length > MaximumLength;
        byte[] text = new byte[isTooLong ? ForeignFormat.BytesToLookAt : Math.Min((int)length, FirstBuffer)];
        int filled = Fill(stream, text, 0);
        if ((isTooLong || (filled > 0 && text[0] != '{')) && ForeignFormat.Describe([.. prefix, .. text.Take(Math.Min(filled, ForeignFormat.BytesToLookAt))]) is { } foreign)
        {
            throw new SafeTensorsException(foreign);
        }

        if (isTooLong)
        {
            throw new SafeTensorsException($"The header claims {length} bytes, more than the format's limit of {MaximumLength}: this is no safetensors file.");
        }

        while (filled == text.Length && filled < (int)length)
        {
            Array.Resize(ref text, Math.Min((int)length, 2 * text.Length));
            filled += Fill(stream, text, filled);
        }

        return filled == (int)length
            ? new SafeTensorsHeader(text, filled)
            : throw new SafeTensorsException($"The file is cut off: the header claims {length} bytes, but only {filled} follow.");
    }

    /// <summary>Fails unless the data buffer is exactly as long as the tensors need.</summary>
    /// <param name="found">The length of the data buffer in bytes.</param>
    /// <exception cref="SafeTensorsException">Data are missing, or more follow.</exception>
    public void RequireDataLength(long found)
    {
        if (found > DataLength)
        {
            throw new SafeTensorsException($"The tensors end after {DataLength} bytes of data, but the file goes on.");
        }

        if (found < DataLength)
        {
            SafeTensorsEntry cut = Entries.First(entry => entry.End > found);
            throw new SafeTensorsException(
                $"The file is cut off: tensor {SafeTensorsText.Quote(cut.Name)} takes the bytes {cut.Begin} to {cut.End} of the data, but only {found} are there.");
        }
    }

    private static int Fill(Stream stream, byte[] buffer, int start)
    {
        int at = start;
        while (at < buffer.Length && stream.Read(buffer, at, buffer.Length - at) is > 0 and int read)
        {
            at += read;
        }

        return at - start;
    }

    private SafeTensorsEntry ReadEntry(string name)
    {
        _scanner.Tensor = name;
        _scanner.Take(':');
        if (!_names.Add(name))
        {
            throw _scanner.Fail("the name occurs twice.");
        }

        string? dataType = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        _scanner.Take('{');
        for (bool more = !_scanner.TryTake('}'); more; more = _scanner.TakeSeparator('}'))
        {
            string field = _scanner.TakeString();
            _scanner.Take(':');
            switch (field)
            {
                case "dtype" when dataType is null:
                    dataType = _scanner.TakeString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers();
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers();
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw _scanner.Fail($"a second \"{field}\".");
                default:
                    throw _scanner.Fail($"unknown field {SafeTensorsText.Quote(field)}; a tensor has \"dtype\", \"shape\" and \"data_offsets\".");
            }
        }

        if (dataType is null || shape is null || offsets is null)
        {
            string missing = dataType is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw _scanner.Fail($"\"{missing}\" is missing.");
        }

        if (offsets.Count != 2)
        {
            throw _scanner.Fail($"\"data_offsets\" must be two numbers, begin and end, but {offsets.Count} are there.");
        }

        _scanner.Tensor = null;
        return new SafeTensorsEntry(name, dataType, [.. shape], offsets[0], offsets[1]);
    }

    private List<long> ReadNumbers()
    {
        List<long> numbers = [];
        _scanner.Take('[');
        for (bool more = !_scanner.TryTake(']'); more; more = _scanner.TakeSeparator(']'))
        {
            numbers.Add(_scanner.TakeNumber());
        }

        return numbers;
    }

    private void ReadMetadata()
    {
        _scanner.Take(':');
        _scanner.Take('{');
        for (bool more = !_scanner.TryTake('}'); more; more = _scanner.TakeSeparator('}'))
        {
            string key = _scanner.TakeString();
            _scanner.Take(':');
            string value = _scanner.TakeString();
            if (Metadata.ContainsKey(key))
            {
                throw _scanner.Fail($"\"__metadata__\" holds {SafeTensorsText.Quote(key)} twice.");
            }

            Metadata.Add(key, value);
        }
    }

    private void RequireSeamlessLayout()
    {
        SafeTensorsEntry? previous = null;
        foreach (SafeTensorsEntry entry in Entries)
        {
            long expected = previous?.End ?? 0;
            if (entry.Begin > expected)
            {
                throw new SafeTensorsException(
                    $"Tensor {SafeTensorsText.Quote(entry.Name)}: its data begin at byte {entry.Begin} and leave a hole after byte {expected}.");
            }

            if (entry.Begin < expected)
            {
                throw new SafeTensorsException(
                    $"Tensor {SafeTensorsText.Quote(entry.Name)}: its data begin at byte {entry.Begin}, inside tensor {SafeTensorsText.Quote(previous!.Name)} ({previous.Begin} to {previous.End}).");
            }

            previous = entry;
        }
    }
}
