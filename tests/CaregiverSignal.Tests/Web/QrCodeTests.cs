using System.Text.Encodings.Web;
using CaregiverSignal.Web;

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
    public void A_camera_finds_the_corners_and_four_empty_squares_around_them()
    {
        var (size, dark) = Drawn("https://check.example/aanmelden");

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
    public void Another_text_is_another_code()
    {
        Assert.NotEqual(Drawn("een").Dark, Drawn("twee").Dark);
    }

    private static (int Size, HashSet<(int X, int Y)> Dark) Drawn(string text)
    {
        using var written = new StringWriter();
        QrCode.Of(text, "QR-code").WriteTo(written, HtmlEncoder.Default);
        var html = written.ToString();
        var size = Number(Regex.Match(html, "viewBox=\"0 0 ([0-9]+)").Groups[1]);
        return (
            size,
            [
                .. Regex
                    .Matches(html, "M([0-9]+) ([0-9]+)h1")
                    .Select(match => (Number(match.Groups[1]), Number(match.Groups[2]))),
            ]
        );
    }

    private static int Number(Group digits) =>
        int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
}
