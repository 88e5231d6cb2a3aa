using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace ShapeGen.Extensions.Hosting;

/// <summary>Loads the model when the host starts, and again when its file changes.</summary>
/// <remarks>As for configuration files: <c>DOTNET_USE_POLLING_FILE_WATCHER=1</c> polls where a file system reports no changes, as mounted volumes often do.</remarks>
internal sealed class ModelWatcher<TModel>(ModelSource<TModel> source) : IHostedService, IDisposable
    where TModel : class
{
    // One replacement is several events, and a file that is copied in place is incomplete at the first of them.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);

    private PhysicalFileProvider? _files;
    private IDisposable? _changes;
    private Timer? _settled;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _settled = new Timer(_ => source.ReloadIfReplaced());
        _files = new PhysicalFileProvider(Path.GetDirectoryName(source.Path)!, ExclusionFilters.None);
        _changes = ChangeToken.OnChange(() => _files.Watch(Path.GetFileName(source.Path)), () => _settled.Change(Settling, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _files?.Dispose();
        _settled?.Dispose();
    }
}
