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
    public void No_number_of_the_support_point_is_shown_without_its_hours()
    {
        var shown = Files("*.razor")
            .Concat(Files("*.cshtml"))
            .Concat(Files("*.cs"))
            .SelectMany(one => Number().Matches(one.Text).Select(at => (one.Name, at.Value)))
            .ToList();

        Assert.True(shown.Count > 5, $"Only {shown.Count} were found.");
        // What warns that the number is the one that the program came with, shows it to nobody.
        Assert.Each(
            shown.Where(one => one.Name != "Hazard.cs"),
            one => Assert.True(one.Value.EndsWith("HoursBehind", StringComparison.Ordinal), one.ToString())
        );
    }

    private static IEnumerable<(string Name, string Text)> Files(string pattern) =>
        SourceTree.Files(pattern).Select(file => (Path.GetFileName(file.Name), File.ReadAllText(file.Path)));

    /// <summary>A number that is shown, kept whole or as a link, with what stands behind it.</summary>
    [GeneratedRegex(
        @"\b[sS]upport\.Phone\b(\)"">@Unbroken\.Numbers\(Support\.Phone)?(\)|"" />)?(</\w+>)?(@[\w.]*HoursBehind)?"
    )]
    private static partial Regex Number();
}
