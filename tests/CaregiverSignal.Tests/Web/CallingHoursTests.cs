using System.Text.RegularExpressions;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Web;

/// <summary>
/// Wherever a caregiver reads that they may call the support point, they read when: each page and mail of theirs has
/// its number, and no number stands without its hours. <c>ComposedMailsTests</c> holds the same of each mail as it goes
/// out, and <c>EveryCaregiverPageTests</c> of each page as it is shown.
/// </summary>
public sealed partial class CallingHoursTests : IDisposable
{
    private const string Said = "088 000 00 00 (op werkdagen van 9 tot 17 uur)";

    /// <summary>Pages for caregivers whose frame has no number, each with the reason.</summary>
    private static readonly Dictionary<string, string> WithoutNumber = new(StringComparer.Ordinal)
    {
        ["MyCopy.cshtml.cs"] = "has the number in what is printed: CopyBody",
    };

    private readonly TestInstallation site = Some.Installation(
        ("SupportPoint:CallingHours", "op werkdagen van 9 tot 17 uur")
    );

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("/zorgen")]
    [InlineData("/v/x")]
    [InlineData("/inloggen")]
    public async Task Pages_say_when_the_phone_is_answered(string page)
    {
        var browser = await site.NewBrowser().Open(page);

        Assert.Contains(Said, browser.Page.Body!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_page_for_caregivers_has_the_number_in_its_frame_or_its_text()
    {
        var pages = Files("*.razor")
            .Where(one =>
                OwnFrame().IsMatch(one.Text)
                && !one.Text.Contains(" Staff=\"true\"", StringComparison.Ordinal)
                && !one.Text.Contains(" BeforeSignIn=\"true\"", StringComparison.Ordinal)
            )
            .Concat(
                SourceTree
                    .Files("*.cshtml.cs")
                    .Select(file => (Name: Path.GetFileName(file.Name), file.Path, Text: File.ReadAllText(file.Path)))
                    .Where(one =>
                        PublicPage().IsMatch(one.Text) && !one.Text.Contains("Reader.Other", StringComparison.Ordinal)
                    )
                    .Select(one => (one.Name, Text: File.ReadAllText(one.Path[..^".cs".Length])))
            )
            .ToList();

        Assert.True(pages.Count >= 25, $"Only {pages.Count} pages were found.");
        Assert.Equal(
            WithoutNumber.Keys.Order(StringComparer.Ordinal),
            pages.Where(one => !HasNumber().IsMatch(one.Text)).Select(one => one.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void No_number_of_the_support_point_is_shown_without_its_hours()
    {
        var shown = Files("*.razor")
            .Concat(Files("*.cshtml"))
            .Concat(Files("*.cs"))
            .SelectMany(one => Number().Matches(one.Text).Select(at => (one.Name, at.Value)))
            .ToList();

        Assert.True(shown.Count > 10, $"Only {shown.Count} were found.");
        // What warns that the number is the one that the program came with, shows it to nobody.
        Assert.Each(
            shown.Where(one => one.Name != "Hazard.cs"),
            one => Assert.True(one.Value.EndsWith("HoursBehind", StringComparison.Ordinal), one.ToString())
        );
    }

    private static IEnumerable<(string Name, string Text)> Files(string pattern) =>
        SourceTree.Files(pattern).Select(file => (Path.GetFileName(file.Name), File.ReadAllText(file.Path)));

    [GeneratedRegex(@": (Site|Visit)Page\b")]
    private static partial Regex PublicPage();

    [GeneratedRegex(@"(?m)^\s*<Frame ")]
    private static partial Regex OwnFrame();

    /// <summary>The frame's own line of help, or a number of the page's own.</summary>
    [GeneratedRegex(@"<Frame [^\n]*\bHelp=""@|ViewData\[""Help""\]|PhoneWithHours|HoursBehind")]
    private static partial Regex HasNumber();

    /// <summary>A number that is shown, kept whole or as a link, with what stands behind it.</summary>
    [GeneratedRegex(
        @"\b[sS]upport\.Phone\b(\)"">@Unbroken\.Numbers\(Support\.Phone)?(\)|"" />)?(</\w+>)?(@[\w.]*HoursBehind)?"
    )]
    private static partial Regex Number();
}
