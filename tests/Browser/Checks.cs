using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace ShapeGen.Browser;

/// <summary>What a visitor does with the page, each in a tab of its own.</summary>
internal sealed class Checks(IBrowser browser, Service service, string screenshots)
{
    public IEnumerable<(string Name, Func<Task> Run)> All =>
    [
        ("shows what the API answers to the digit that it begins with", BeginsAsync),
        ("answers a line drawn with the mouse", MouseAsync),
        ("answers a line drawn with a finger", FingerAsync),
        ("answers a line drawn with the keyboard, and clears it", KeyboardAsync),
        ("erases", EraserAsync),
        ("takes a shipped digit", ShippedAsync),
        ("moves the digit with the pad, with Alt and arrow keys, and back", MoveAsync),
        ("shows the API's figures in the chart's table", ChartAsync),
        ("shows a problem response, and recovers", ProblemAsync),
        ("keeps the chosen colours", SchemeAsync),
        ("fits 320 pixels without scrolling sideways", NarrowAsync),
        ("reaches everything by Tab", TabAsync),
        ("light, desktop: axe-core finds nothing serious", () => LookAsync("light", isPhone: false)),
        ("dark, desktop: axe-core finds nothing serious", () => LookAsync("dark", isPhone: false)),
        ("light, phone: axe-core finds nothing serious", () => LookAsync("light", isPhone: true)),
        ("dark, phone: axe-core finds nothing serious", () => LookAsync("dark", isPhone: true)),
    ];

    private Task<DigitsPage> OpenAsync(bool isPhone = false, string scheme = "light", int? width = null) =>
        DigitsPage.OpenAsync(browser, service.Address, width ?? (isPhone ? 390 : 1280), isPhone ? 844 : 900, isPhone, scheme);

    private async Task ExpectApiAsync(DigitsPage page)
    {
        JsonElement response = await service.AskAsync(await page.LastImageAsync());
        await page.ExpectAsync("flatten", response);
        await page.ExpectAsync("pooling", response);
        Expect.Equal("", string.Join("; ", page.Complaints), "complaints");
    }

    private async Task BeginsAsync()
    {
        await using DigitsPage page = await OpenAsync();
        await ExpectApiAsync(page);
        Expect.Equal("13,946", await page.TextAsync("[data-network=flatten] [data-parameters]"), "parameters");
        Expect.Equal("330", await page.TextAsync("[data-network=pooling] [data-last-layer]"), "parameters of the last layer");
        Expect.True((await page.TextAsync("[data-network=pooling] [data-time]")).EndsWith(" µs", StringComparison.Ordinal), "no time of an answer");
    }

    private async Task MouseAsync()
    {
        await using DigitsPage page = await OpenAsync();
        await page.ClickAsync("#clear");
        (decimal x, decimal y) = await page.PaperAsync(14, 5);
        await page.Tab.Mouse.MoveAsync(x, y);
        await page.Tab.Mouse.DownAsync();
        (x, y) = await page.PaperAsync(14, 23);
        await page.Tab.Mouse.MoveAsync(x, y, new MoveOptions { Steps = 12 });
        await page.Tab.Mouse.UpAsync();
        await page.IdleAsync();
        await ExpectApiAsync(page);
        Expect.Equal("1", await page.TextAsync("[data-network=flatten] [data-answer]"), "a vertical line");
        Expect.True(Ink(await page.LastImageAsync()) > 30, "no line");
    }

    private async Task FingerAsync()
    {
        await using DigitsPage page = await OpenAsync(isPhone: true);
        await page.ClickAsync("#clear");
        (decimal x, decimal y) = await page.PaperAsync(14, 5);
        await page.Tab.Touchscreen.TouchStartAsync(x, y);
        for (int row = 6; row <= 23; row++)
        {
            (x, y) = await page.PaperAsync(14, row);
            await page.Tab.Touchscreen.TouchMoveAsync(x, y);
        }

        await page.Tab.Touchscreen.TouchEndAsync();
        await page.IdleAsync();
        await ExpectApiAsync(page);
        Expect.Equal("1", await page.TextAsync("[data-network=flatten] [data-answer]"), "a vertical line");
        Expect.Equal("1", await page.TextAsync("[data-glance=flatten]"), "the answer beside the drawing");
    }

    private async Task KeyboardAsync()
    {
        await using DigitsPage page = await OpenAsync();
        await page.Tab.FocusAsync("#paper");
        await page.PressAsync("Delete");
        Expect.Equal("–", await page.TextAsync("[data-network=flatten] [data-answer]"), "an empty paper's answer");
        for (int i = 0; i < 9; i++)
        {
            await page.PressAsync("ArrowUp");
        }

        await page.PressAsync("Space");
        for (int i = 0; i < 18; i++)
        {
            await page.PressAsync("ArrowDown");
        }

        await page.PressAsync("Escape");
        Expect.Equal("Pen up, row 24, column 15.", await page.TextAsync("#pen-status"), "what a screen reader says of the pen");
        await ExpectApiAsync(page);
        Expect.Equal("1", await page.TextAsync("[data-network=flatten] [data-answer]"), "a vertical line");
        await page.Tab.WaitForFunctionAsync("() => document.getElementById('spoken').textContent.startsWith('Flatten says 1, ')");
    }

    private async Task EraserAsync()
    {
        await using DigitsPage page = await OpenAsync();
        float before = Ink(await page.LastImageAsync());
        await page.ClickAsync("#erase");
        Expect.Equal("true", await page.Tab.EvaluateExpressionAsync<string>("document.getElementById('erase').getAttribute('aria-pressed')"), "the eraser's state");
        (decimal x, decimal y) = await page.PaperAsync(14, 4);
        await page.Tab.Mouse.MoveAsync(x, y);
        await page.Tab.Mouse.DownAsync();
        (x, y) = await page.PaperAsync(14, 24);
        await page.Tab.Mouse.MoveAsync(x, y, new MoveOptions { Steps = 12 });
        await page.Tab.Mouse.UpAsync();
        await page.IdleAsync();
        await ExpectApiAsync(page);
        Expect.True(Ink(await page.LastImageAsync()) < before, "nothing erased");
    }

    private async Task ShippedAsync()
    {
        await using DigitsPage page = await OpenAsync();
        foreach (int label in (int[])[0, 4, 9])
        {
            await page.ClickAsync($"#shipped button:nth-child({label + 1})");
            await ExpectApiAsync(page);
        }

        string first = await page.TextAsync("#answers");
        await page.ClickAsync("#others");
        await page.ClickAsync("#shipped button:nth-child(10)");
        await ExpectApiAsync(page);
        Expect.True(first != await page.TextAsync("#answers"), "the ten others are the same");
    }

    private async Task MoveAsync()
    {
        await using DigitsPage page = await OpenAsync();
        float[] drawn = await page.LastImageAsync();
        for (int i = 0; i < 4; i++)
        {
            await page.ClickAsync(".pad [aria-label='One pixel right']");
        }

        Expect.Equal("Moved 4 right.", await page.TextAsync("#moved"), "where it stands");
        await page.Tab.Keyboard.DownAsync("Alt");
        await page.PressAsync("ArrowUp");
        await page.Tab.Keyboard.UpAsync("Alt");
        Expect.Equal("Moved 4 right, 1 up.", await page.TextAsync("#moved"), "where it stands");

        float[] moved = new float[784];
        for (int row = 0; row < 27; row++)
        {
            drawn.AsSpan((row + 1) * 28, 24).CopyTo(moved.AsSpan((row * 28) + 4));
        }

        Expect.True(Same(moved, await page.LastImageAsync()), "the image sent is not the one drawn, 4 right and 1 up");
        await ExpectApiAsync(page);
        Expect.True((await page.TextAsync("[data-network=flatten] [data-before]")).StartsWith("7, ", StringComparison.Ordinal), "the answer before the move is not shown");
        double flatten = await SimilarityAsync("flatten"), pooling = await SimilarityAsync("pooling");
        Expect.True(pooling > flatten, $"flattening keeps {flatten} % of the digit, pooling {pooling} %");

        await page.ClickAsync("#home");
        Expect.Equal("In its place.", await page.TextAsync("#moved"), "where it stands");
        Expect.True(Same(drawn, await page.LastImageAsync()), "the digit is not as it was drawn");

        async Task<double> SimilarityAsync(string network)
        {
            string text = await page.TextAsync($"[data-network={network}] [data-similar]");
            return double.Parse(text[..text.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private async Task ChartAsync()
    {
        await using DigitsPage page = await OpenAsync();
        using JsonDocument api = JsonDocument.Parse(await service.Client.GetStringAsync("/api/displacement"));
        double count = api.RootElement.GetProperty("count").GetInt32();
        string[] cells = await page.Tab.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('#chart td')].map(cell => cell.textContent)");
        string[] expected = await page.PercentAsync(new[] { "flatten", "pooling" }
            .SelectMany(network => api.RootElement.GetProperty(network).EnumerateArray())
            .Select(right => 100 * right.GetInt32() / count));
        Expect.Equal(string.Join(", ", expected), string.Join(", ", cells), "the chart's figures");
    }

    private async Task ProblemAsync()
    {
        await using DigitsPage page = await OpenAsync();
        await page.Tab.SetRequestInterceptionAsync(true);
        page.Tab.Request += Refuse;
        await page.ClickAsync("#centre");
        Expect.Equal("The body is no image of 28 × 28. Said by the test.", await page.TextAsync("#problem"), "the problem");
        Expect.True(await IsVisibleAsync(), "the problem is hidden");
        page.Tab.Request -= Refuse;
        await page.Tab.SetRequestInterceptionAsync(false);
        await page.ClickAsync("#shipped button:nth-child(3)");
        Expect.True(!await IsVisibleAsync(), "the problem stays");

        Task<bool> IsVisibleAsync() => page.Tab.EvaluateExpressionAsync<bool>("!document.getElementById('problem').hidden");

        static async void Refuse(object? sender, RequestEventArgs e) => await e.Request.RespondAsync(new ResponseData
        {
            Status = System.Net.HttpStatusCode.BadRequest,
            ContentType = "application/problem+json; charset=utf-8",
            Body = """{"title":"The body is no image of 28 × 28.","status":400,"detail":"Said by the test."}""",
        });
    }

    private async Task SchemeAsync()
    {
        await using DigitsPage page = await OpenAsync();
        string light = await BackgroundAsync();
        await page.Tab.SelectAsync("#scheme", "dark");
        string dark = await BackgroundAsync();
        Expect.True(light != dark, "the colours do not change");
        await page.Tab.ReloadAsync();
        await page.IdleAsync();
        Expect.Equal(dark, await BackgroundAsync(), "the background after a reload");
        await page.Tab.SelectAsync("#scheme", "");

        Task<string> BackgroundAsync() => page.Tab.EvaluateExpressionAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
    }

    private async Task NarrowAsync()
    {
        await using DigitsPage page = await OpenAsync(isPhone: true, width: 320);
        int width = await page.Tab.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth");
        string[] wide = await page.Tab.EvaluateExpressionAsync<string[]>(
            "[...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > 320 && !element.closest('pre, .scroll, .hidden')).map(element => element.outerHTML.slice(0, 60))");
        Expect.True(width <= 320, $"the page is {width} pixels wide: {string.Join("; ", wide)}");
    }

    private async Task TabAsync()
    {
        await using DigitsPage page = await OpenAsync();
        int all = await page.Tab.EvaluateExpressionAsync<int>("document.querySelectorAll('button, select, a[href], canvas[tabindex], summary').length");
        await page.Tab.EvaluateExpressionAsync("window.reached = new Set()");
        for (int i = 0; i < all + 4; i++)
        {
            await page.Tab.Keyboard.PressAsync("Tab");
            await page.Tab.EvaluateExpressionAsync("window.reached.add(document.activeElement)");
        }

        string missing = await page.Tab.EvaluateExpressionAsync<string>(
            "[...document.querySelectorAll('button, select, a[href], canvas[tabindex], summary')].filter(element => !window.reached.has(element)).map(element => element.outerHTML).join(' ')");
        Expect.Equal("", missing, "not reached by Tab");
    }

    private async Task LookAsync(string scheme, bool isPhone)
    {
        await using DigitsPage page = await OpenAsync(isPhone, scheme);
        for (int i = 0; i < 3; i++)
        {
            await page.ClickAsync(".pad [aria-label='One pixel right']");
        }

        Expect.Equal("Moved 3 right.", await page.TextAsync("#moved"), "where it stands");
        string name = $"{(isPhone ? "phone" : "desktop")}-{scheme}";
        await page.Tab.ScreenshotAsync(Path.Combine(screenshots, $"{name}.png"), new ScreenshotOptions { FullPage = true });
        await page.Tab.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        await Axe.ExpectNothingSeriousAsync(page.Tab, name);
        Expect.Equal("", string.Join("; ", page.Complaints), "complaints");
    }

    private static bool Same(float[] expected, float[] actual) => expected.AsSpan().SequenceEqual(actual);

    private static float Ink(float[] image) => image.Sum();
}
