using CaregiverSignal.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Web;

public sealed class QrCodeTests
{
    /// <summary>A corner by which a camera finds a code (ISO/IEC 18004).</summary>
    private static readonly string[] Finder =
    [
        "#######",
        "#.....#",
        "#.###.#",
        "#.###.#",
        "#.###.#",
        "#.....#",
        "#######",
    ];

    [Fact]
    public async Task A_camera_finds_the_corners_and_four_empty_squares_around_them()
    {
        var (size, dark) = await Drawn("https://check.example/aanmelden");

        Assert.All(dark, square => Assert.InRange(Math.Min(square.X, square.Y), 4, size - 5));
        Assert.All(dark, square => Assert.InRange(Math.Max(square.X, square.Y), 4, size - 5));
        foreach (var (left, top) in new[] { (4, 4), (size - 11, 4), (4, size - 11) })
            Assert.Equal(
                Finder,
                Enumerable
                    .Range(top, 7)
                    .Select(y =>
                        string.Concat(Enumerable.Range(left, 7).Select(x => dark.Contains((x, y)) ? '#' : '.'))
                    )
            );
    }

    [Fact]
    public async Task Another_text_is_another_code()
    {
        Assert.NotEqual((await Drawn("een")).Dark, (await Drawn("twee")).Dark);
    }

    private static async Task<(int Size, HashSet<(int X, int Y)> Dark)> Drawn(string text)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Text"] = text, ["Label"] = "QR-code" }
        );
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<QrCode>(parameters)).ToHtmlString()
        );
        var size = Number(Regex.Match(html, "viewBox=\"0 0 ([0-9]+)").Groups[1]);
        return (
            size,
            [
                .. Regex
                    .Matches(html, "M([0-9]+) ([0-9]+)h1")
                    .Select(one => (Number(one.Groups[1]), Number(one.Groups[2]))),
            ]
        );
    }

    private static int Number(Group digits) =>
        int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
}
