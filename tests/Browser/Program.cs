using System.Diagnostics;
using PuppeteerSharp;
using ShapeGen.Browser;

// Browser <chromium> <folder for screenshots>: DigitsWeb's page in a real browser. Exit codes: 0 all passed, 1 otherwise.
string chromium = args[0], screenshots = args[1];
Directory.CreateDirectory(screenshots);
await using Service service = await Service.StartAsync();
await using IBrowser browser = await Puppeteer.LaunchAsync(new LaunchOptions
{
    ExecutablePath = chromium,
    Headless = true,
    // A container's root has no sandbox, and its /dev/shm is small; the pages are our own.
    Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"],
});
Console.WriteLine($"{await browser.GetVersionAsync()} at {service.Address}");
int passed = 0, failed = 0;
foreach ((string name, Func<Task> run) in new Checks(browser, service, screenshots).All)
{
    long start = Stopwatch.GetTimestamp();
    try
    {
        await run();
        passed++;
        Console.WriteLine($"  passed: {name} ({Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s)");
    }
    catch (Exception exception) when (exception is InvalidOperationException or PuppeteerException or HttpRequestException or TimeoutException)
    {
        failed++;
        Console.WriteLine($"  FAILED: {name}: {exception.Message}");
    }
}

Console.WriteLine($"browser: {passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
