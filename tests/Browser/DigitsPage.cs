using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace ShapeGen.Browser;

/// <summary>The page in one tab: what a visitor does, and what is to be read on it.</summary>
internal sealed class DigitsPage(IPage page) : IAsyncDisposable
{
    // Keeps the last image that the page has sent, to ask the API the same.
    private const string Recorder = """
        () => {
          const real = window.fetch;
          window.fetch = (path, options) => {
            if (options?.body) window.lastImage = Array.from(options.body);
            return real(path, options);
          };
        }
        """;

    public IPage Tab => page;

    /// <summary>What the console complains about, and what is asked of other hosts.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<DigitsPage> OpenAsync(IBrowser browser, Uri address, int width = 1280, int height = 900, bool isPhone = false, string scheme = "light")
    {
        IPage tab = await browser.NewPageAsync();
        var page = new DigitsPage(tab);
        tab.Console += (_, message) =>
        {
            if (message.Message.Type is ConsoleType.Error or ConsoleType.Warning)
            {
                page.Complaints.Add(message.Message.Text);
            }
        };
        tab.PageError += (_, error) => page.Complaints.Add(error.Message);
        tab.Request += (_, request) =>
        {
            if (!request.Request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                page.Complaints.Add($"asks {request.Request.Url}");
            }
        };
        await tab.SetViewportAsync(new ViewPortOptions { Width = width, Height = height, HasTouch = isPhone, IsMobile = isPhone, DeviceScaleFactor = isPhone ? 2 : 1 });
        await tab.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        await tab.EvaluateFunctionOnNewDocumentAsync(Recorder);
        await tab.GoToAsync(address.ToString());
        await tab.WaitForSelectorAsync("#chart svg");
        await page.IdleAsync();
        return page;
    }

    /// <summary>Until the newest image has its answer.</summary>
    public Task IdleAsync() => page.WaitForFunctionAsync("() => document.documentElement.dataset.idle === 'true'");

    public Task<string> TextAsync(string selector) => page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent.trim()", selector);

    public async Task ClickAsync(string selector)
    {
        await page.ClickAsync(selector);
        await IdleAsync();
    }

    public async Task PressAsync(string key)
    {
        await page.Keyboard.PressAsync(key);
        await IdleAsync();
    }

    public Task<float[]> LastImageAsync() => page.EvaluateExpressionAsync<float[]>("window.lastImage");

    /// <summary>A point of the paper, in pixels of the image, as a point of the tab.</summary>
    public async Task<(decimal X, decimal Y)> PaperAsync(double x, double y)
    {
        double[] box = await page.EvaluateExpressionAsync<double[]>(
            "(() => { const box = document.getElementById('paper').getBoundingClientRect(); return [box.left, box.top, box.width, box.height]; })()");
        return ((decimal)(box[0] + (x * box[2] / 28)), (decimal)(box[1] + (y * box[3] / 28)));
    }

    /// <summary>Whether a card shows what the API says: the digit, and all ten probabilities as they are printed.</summary>
    public async Task ExpectAsync(string network, JsonElement response)
    {
        JsonElement answer = response.GetProperty(network);
        string card = $"[data-network={network}]";
        Expect.Equal(answer.GetProperty("answer").GetRawText(), await TextAsync($"{card} [data-answer]"), $"{network}'s digit");
        string[] shown = await page.EvaluateFunctionAsync<string[]>("card => [...document.querySelectorAll(card + ' .bars td span')].map(span => span.textContent)", card);
        string[] expected = await PercentAsync(answer.GetProperty("probabilities").EnumerateArray().Select(p => 100 * p.GetDouble()));
        Expect.Equal(string.Join(", ", expected), string.Join(", ", shown), $"{network}'s probabilities");
    }

    /// <summary>Percentages as JavaScript prints them, which rounds halves another way than .NET.</summary>
    public Task<string[]> PercentAsync(IEnumerable<double> percentages) =>
        page.EvaluateFunctionAsync<string[]>("values => values.map(value => `${value.toFixed(1)} %`)", percentages.ToArray());

    public async ValueTask DisposeAsync() => await page.DisposeAsync();
}
