using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Fleet;

/// <summary>The cluster on this machine: a head, which keeps the list of silos and scores nothing, and silos as processes of their own.</summary>
internal static class Silos
{
    /// <summary>Starts the head in this process.</summary>
    public static async Task<IHost> StartHeadAsync(int port)
    {
        IHost host = Build("head", port, primary: null, silo => silo.Services.PostConfigure<GrainTypeOptions>(
            // A silo takes the grains whose classes it has; the head goes without this one.
            options => options.Classes.Remove(typeof(Shard))));
        await host.StartAsync();
        return host;
    }

    /// <summary>Is a scoring silo until standard input ends, which it does when the head is gone.</summary>
    public static async Task RunAsync(string name, int port, int headPort)
    {
        using IHost host = Build(name, port, new IPEndPoint(IPAddress.Loopback, headPort), silo =>
        {
            silo.Services.AddShapeGenModel<DigitNetwork>("Data/flatten.safetensors");
            silo.Services.AddSingleton<SampleSet>();
        });
        await host.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
    }

    /// <summary>Starts a scoring silo in a process of its own and waits until it has joined.</summary>
    public static async Task<Process> StartProcessAsync(string name, int headPort)
    {
        string program = Environment.ProcessPath!;
        string[] arguments = ["--silo", name, $"{FreePort()}", $"{headPort}"];
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        Process process = Process.Start(new ProcessStartInfo(program, isHost ? [typeof(Silos).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() == "ready" ? process : throw new InvalidOperationException($"{name} did not start.");
    }

    /// <summary>Until the head knows so many silos, itself among them, and the grains that they take.</summary>
    public static async Task KnownAsync(IHost head, int count)
    {
        await foreach (ClusterManifest manifest in head.Services.GetRequiredService<IClusterManifestProvider>().Updates)
        {
            if (manifest.Silos.Count >= count)
            {
                return;
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IHost Build(string name, int port, IPEndPoint? primary, Action<ISiloBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, FreePort(), primary, serviceId: "fleet", clusterId: "fleet");
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                // A silo that is silent for three seconds is dead, if one other says so: there are only two others.
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 3;
                options.NumVotesForDeathDeclaration = 1;
            });
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
            configure(silo);
        });
        return builder.Build();
    }
}
