using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ShapeGen.Extensions.Hosting;

/// <summary>
/// The model that is in force, for the whole host. <see cref="Reload"/> exchanges it in one step: whoever has taken <see cref="Current"/> or a
/// <see cref="ModelCall{TModel}"/> before goes on with the model that it has, and no answer is computed from two files.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
public sealed partial class ModelSource<TModel>
    where TModel : class
{
    private readonly Lock _loading = new();
    private readonly Func<SafeTensors, TModel> _load;
    private readonly ModelInstruments _instruments;
    private readonly ILogger _logger;
    private FileStamp _lastRead;
    private volatile LoadedModel<TModel> _loaded;
    private volatile string? _whyKept;

    /// <summary>Loads the model, so that a host without its weights does not start.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="SafeTensorsException">The file is damaged, or is not this model's.</exception>
    internal ModelSource(string path, Func<SafeTensors, TModel> load, ModelInstruments instruments, ILoggerFactory loggers)
    {
        Path = path;
        _load = load;
        _instruments = instruments;
        _logger = loggers.CreateLogger("ShapeGen.Extensions.Hosting");
        _loaded = Read(version: 1);
        _instruments.Loads.Add(1, _instruments.ModelTag(Name), new("outcome", "loaded"));
        LogLoaded(Name, 1, Path, _loaded.Sha256);
    }

    /// <summary>The weights file, as a full path.</summary>
    public string Path { get; }

    /// <summary>The model in force. Models are immutable: keep it as long as one answer takes.</summary>
    public TModel Current => _loaded.Model;

    /// <summary>1 for the file that the host began with, one more for each that has replaced it.</summary>
    public int Version => _loaded.Version;

    /// <summary>SHA-256 of the file in force, in hexadecimal.</summary>
    public string Sha256 => _loaded.Sha256;

    /// <summary>Why the last file was not taken; null if it was.</summary>
    public string? WhyKept => _whyKept;

    internal string Name { get; } = typeof(TModel).Name;

    /// <summary>
    /// Takes the model for one call, which metrics and traces will show: <c>using var call = source.Begin();</c>, then <c>call.Model.Forward(…)</c>.
    /// Allocates nothing unless a trace is recorded.
    /// </summary>
    /// <param name="samples">The samples that the call computes.</param>
    public ModelCall<TModel> Begin(int samples = 1)
    {
        LoadedModel<TModel> loaded = _loaded;
        return new ModelCall<TModel>(loaded.Model, loaded.Version, Name, samples, _instruments);
    }

    /// <summary>Reads the file again. If it is damaged or is not this model's, the model in force stays, and the log says why.</summary>
    /// <returns>Whether the file was taken.</returns>
    public bool Reload()
    {
        lock (_loading)
        {
            try
            {
                LoadedModel<TModel> loaded = Read(_loaded.Version + 1);
                _loaded = loaded;
                _whyKept = null;
                _instruments.Loads.Add(1, _instruments.ModelTag(Name), new("outcome", "loaded"));
                LogLoaded(Name, loaded.Version, Path, loaded.Sha256);
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SafeTensorsException)
            {
                _whyKept = exception.Message;
                _instruments.Loads.Add(1, _instruments.ModelTag(Name), new("outcome", "kept"));
                LogKept(Name, _loaded.Version, Path, exception.Message);
                return false;
            }
        }
    }

    /// <summary>Reads the file again where its length or time has changed since it was last read.</summary>
    internal void ReloadIfReplaced()
    {
        lock (_loading)
        {
            if (FileStamp.Of(Path) != _lastRead)
            {
                Reload();
            }
        }
    }

    private LoadedModel<TModel> Read(int version)
    {
        // All bytes first: a file that is mapped while another process writes it would be half of each.
        _lastRead = FileStamp.Of(Path);
        byte[] bytes = File.ReadAllBytes(Path);
        if (FileStamp.Of(Path) != _lastRead)
        {
            throw new IOException($"{Path} was written while it was read.");
        }

        using var stream = new MemoryStream(bytes);
        using SafeTensors file = SafeTensors.Read(stream);
        return new LoadedModel<TModel>(_load(file), version, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [LoggerMessage(1, LogLevel.Information, "{Model}: version {Version} from {Path}, sha256 {Sha256}.")]
    private partial void LogLoaded(string model, int version, string path, string sha256);

    [LoggerMessage(2, LogLevel.Error, "{Model}: version {Version} stays, because {Path} was not taken: {Reason}")]
    private partial void LogKept(string model, int version, string path, string reason);

    /// <summary>What tells that a file has been replaced.</summary>
    private readonly record struct FileStamp(long Length, DateTime Written)
    {
        public static FileStamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : default;
        }
    }
}
