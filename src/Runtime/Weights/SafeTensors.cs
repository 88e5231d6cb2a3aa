using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ShapeGen;

/// <summary>
/// A weights file in the safetensors format (https://github.com/huggingface/safetensors), checked from end to end when
/// it is opened: whatever is damaged is a <see cref="SafeTensorsException"/> there, and not later.
/// </summary>
/// <remarks>
/// Any number of threads may read at the same time. After <see cref="Dispose"/> every member throws
/// <see cref="ObjectDisposedException"/>; a read that runs meanwhile on another thread still ends well.
/// </remarks>
public sealed class SafeTensors : IDisposable
{
    private const int NamesInMessage = 20;

    private readonly SafeBuffer _bytes;
    private readonly long _dataStart;
    private readonly string _origin;
    private readonly ReadOnlyCollection<TensorInfo> _tensors;
    private readonly Dictionary<string, TensorInfo> _byName;
    private readonly ReadOnlyDictionary<string, string> _metadata;

    private SafeTensors(SafeTensorsHeader header, SafeBuffer bytes, long dataStart, string origin)
    {
        _bytes = bytes;
        _dataStart = dataStart;
        _origin = origin;
        _tensors = Array.AsReadOnly([.. header.Entries.Select(entry => new TensorInfo(entry))]);
        _byName = _tensors.ToDictionary(tensor => tensor.Name);
        _metadata = new ReadOnlyDictionary<string, string>(header.Metadata);
    }

    /// <summary>All tensors, in the order of their data in the file.</summary>
    public IReadOnlyList<TensorInfo> Tensors => WhileOpen(_tensors);

    /// <summary>The free text of the file's <c>__metadata__</c>; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => WhileOpen(_metadata);

    /// <summary>
    /// Opens a file by mapping it into memory: only what is copied out is read. The mapping stays until
    /// <see cref="Dispose"/>.
    /// </summary>
    /// <remarks>
    /// A mapping trusts the file to keep its length: on Unix, where a lock does not bind other programs, a program that
    /// shortens the file while it is open can bring the process down. Replace weights by renaming a new file over the
    /// old one, or use <see cref="Read(Stream)"/> where this cannot be ruled out.
    /// </remarks>
    /// <param name="path">The file. What cannot be mapped, such as a pipe, is read as a stream.</param>
    /// <exception cref="SafeTensorsException">The file is damaged or no safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static SafeTensors Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        string origin = $"{Path.GetFileName(path)}: ";
        try
        {
            return stream.CanSeek ? Map(stream, origin) : Receive(stream, origin);
        }
        catch (SafeTensorsException exception)
        {
            throw new SafeTensorsException(origin + exception.Message, exception);
        }
    }

    /// <summary>
    /// Reads a stream from its current position to its end. It need not be seekable, and memory grows with what really
    /// arrives, whatever lengths the header claims. The stream is left open.
    /// </summary>
    /// <exception cref="SafeTensorsException">The data are damaged or not in the safetensors format.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static SafeTensors Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Receive(stream, origin: "");
    }

    /// <summary>Whether the file holds a tensor of this name.</summary>
    public bool Contains(string name) => TryFind(name, out _);

    /// <summary>Finds a tensor by its name.</summary>
    public bool TryFind(string name, [MaybeNullWhen(false)] out TensorInfo info)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WhileOpen(_byName).TryGetValue(name, out info);
    }

    /// <summary>
    /// Copies a tensor of any shape, converting F64, F32, F16 and BF16 to <typeparamref name="T"/>, rounded to nearest
    /// even.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">At least as many elements as the tensor has; the others are left as they are.</param>
    /// <exception cref="SafeTensorsException">There is no such tensor, or its type is none of these four.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo<T>(string name, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CopyAll(Find(name), destination);

    /// <summary>As <see cref="CopyTo{T}(string, Span{T})"/>, for a tensor that must have a certain shape.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
    /// <param name="name">The tensor's name.</param>
    /// <param name="expectedShape">The dimensions, outermost first; empty for a scalar.</param>
    /// <param name="destination">At least as many elements as the tensor has; the others are left as they are.</param>
    /// <exception cref="SafeTensorsException">There is no such tensor, or its shape or type is another.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo<T>(string name, ReadOnlySpan<int> expectedShape, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorInfo tensor = Find(name);
        if (!tensor.HasShape(expectedShape))
        {
            throw Fail($"Tensor {SafeTensorsText.Quote(name)}: expected shape {SafeTensorsText.Shape(expectedShape.ToArray())}, found {tensor.ShapeText}.");
        }

        CopyAll(tensor, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>An error that names the file.</summary>
    internal SafeTensorsException Fail(string message) => new(_origin + message);

    /// <summary>The names of the file's tensors as the end of a sentence, shortened.</summary>
    internal string DescribeNames()
    {
        if (_tensors.Count == 0)
        {
            return "the file holds no tensors";
        }

        string names = string.Join(", ", _tensors.Take(NamesInMessage).Select(tensor => SafeTensorsText.Quote(tensor.Name)));
        int more = _tensors.Count - NamesInMessage;
        return more > 0 ? $"the file holds {names}, … and {more} more" : $"the file holds {names}";
    }

    /// <summary>Copies the elements from <paramref name="first"/> on, as many as <paramref name="destination"/> takes.</summary>
    internal unsafe void Copy<T>(TensorInfo tensor, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!TensorElements.CanConvert(tensor.DataType))
        {
            throw Fail($"Tensor {SafeTensorsText.Quote(tensor.Name)}: expected type F32, F64, F16 or BF16, found {SafeTensorsText.Quote(tensor.DataType)}.");
        }

        if (first < 0 || destination.Length > tensor.ElementCount - first)
        {
            throw new ArgumentOutOfRangeException(nameof(first));
        }

        ObjectDisposedException.ThrowIf(_bytes.IsClosed, this);
        byte* start = null;
        try
        {
            // Counts a reference, so that a Dispose on another thread waits for the end of this copy.
            _bytes.AcquirePointer(ref start);
            TensorElements.Convert(tensor.DataType, start + _dataStart + tensor.Offset, first, destination);
        }
        finally
        {
            if (start != null)
            {
                _bytes.ReleasePointer();
            }
        }
    }

    /// <summary>Where the tensors' data start, which stay there until <see cref="ReleaseData"/>.</summary>
    internal unsafe byte* AcquireData()
    {
        ObjectDisposedException.ThrowIf(_bytes.IsClosed, this);
        byte* start = null;
        _bytes.AcquirePointer(ref start);
        return start + _dataStart;
    }

    /// <summary>Takes back an <see cref="AcquireData"/>.</summary>
    internal void ReleaseData() => _bytes.ReleasePointer();

    private static SafeTensors Map(FileStream stream, string origin)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream);
        long fileLength = stream.Length;
        header.RequireDataLength(fileLength - header.DataStart);

        using var file = MemoryMappedFile.CreateFromFile(stream, mapName: null, fileLength, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

        // The view outlives the file object it came from; its handle is all that has to be kept.
        SafeBuffer bytes = file.CreateViewAccessor(0, fileLength, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
        return new SafeTensors(header, bytes, header.DataStart, origin);
    }

    /// <summary>
    /// Opens a resource where it lies, in the assembly's own memory, without copying it; where the assembly hands out
    /// another kind of stream, that is read.
    /// </summary>
    /// <exception cref="SafeTensorsException">There is no such resource, or it is damaged.</exception>
    internal static SafeTensors OpenResource(Assembly assembly, string name)
    {
        string origin = $"{assembly.GetName().Name}, resource {SafeTensorsText.Quote(name)}: ";
        Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new SafeTensorsException(origin + "there is no such resource. The project embeds it by its ShapeGenWeights item, which the ShapeGen package's build files handle.");
        try
        {
            if (stream is not UnmanagedMemoryStream memory)
            {
                using (stream)
                {
                    return Receive(stream, origin);
                }
            }

            SafeTensorsHeader header = SafeTensorsHeader.Read(memory);
            header.RequireDataLength(memory.Length - header.DataStart);
            return new SafeTensors(header, new EmbeddedBytes(memory), dataStart: 0, origin);
        }
        catch (SafeTensorsException exception)
        {
            stream.Dispose();
            throw new SafeTensorsException(origin + exception.Message, exception);
        }
    }

    private static SafeTensors Receive(Stream stream, string origin)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream);
        var bytes = new ReceivedBytes();
        try
        {
            header.RequireDataLength(bytes.Fill(stream, header.DataLength));
            return new SafeTensors(header, bytes, dataStart: 0, origin);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private T WhileOpen<T>(T value)
    {
        ObjectDisposedException.ThrowIf(_bytes.IsClosed, this);
        return value;
    }

    private TensorInfo Find(string name) => TryFind(name, out TensorInfo? tensor)
        ? tensor
        : throw Fail($"Tensor {SafeTensorsText.Quote(name)} is missing; {DescribeNames()}.");

    private void CopyAll<T>(TensorInfo tensor, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (destination.Length < tensor.ElementCount)
        {
            throw new ArgumentException(
                $"Tensor {SafeTensorsText.Quote(tensor.Name)} has {tensor.ElementCount} elements, but the destination only takes {destination.Length}.",
                nameof(destination));
        }

        Copy(tensor, 0, destination[..(int)tensor.ElementCount]);
    }
}
