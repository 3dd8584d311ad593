using System.Net.Sockets;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// Somebody who fills in one form with answers by chance, and remembers which of them were acknowledged.
/// </summary>
/// <param name="sendsPageFirst">They send the one page, and go on with the list that is offered after it.</param>
internal sealed class Visitor(string link, int seed, bool sendsPageFirst = false)
{
    private static readonly string OwnWords = Dutch("LastPage.OwnWords");
    private const string Words = "Het is veel.";

    private readonly Random random = new(seed);
    private readonly Dictionary<string, string> acknowledged = [];
    private Dictionary<string, string> inDoubt = [];
    private readonly string hash = LinkKey.HashOf(KeyPurpose.Form, link[^43..]);

    /// <summary>Is told how long each page was waited for.</summary>
    public Action<TimeSpan> Took { get; init; } = _ => { };

    public bool IsThanked { get; private set; }

    /// <summary>Whether the one page was acknowledged.</summary>
    public bool HasSentPage { get; private set; }

    /// <summary>Comes in by the link and goes on page by page where the form was left, to its end.</summary>
    /// <returns>False when the service was gone, or its store.</returns>
    public async Task<bool> TryGoOn(Uri address, Action posting)
    {
        using var browser = new Browser(address) { Answered = Took };
        try
        {
            await browser.Open(link);
            Require(browser);
            // A kill may have come between storing the last page and saying so.
            if (
                browser.Status == HttpStatusCode.Gone
                || (browser.Heading == Dutch("AnsweredPage.Title") && ListButton(browser) is null)
            )
                return IsThanked = true;
            if (sendsPageFirst && browser.Page.QuerySelector("button[value=verstuur]") is not null)
            {
                browser.Write(OwnWords, Words);
                await AnswerPage(browser, posting, new("doe", "verstuur"));
                // The list they give later, in another browser: this one is led to its result.
                return await TryGoOn(address, posting);
            }

            await browser.Press(ListButton(browser)!);
            Require(browser);
            while (
                browser.Path.StartsWith("/vragen/", StringComparison.Ordinal)
                && browser.Heading != Dutch("LastPage.Title")
            )
                await AnswerPage(browser, posting);
            if (browser.Heading != Dutch("LastPage.Title"))
                return IsThanked = true;
            browser.Write(OwnWords, Words);
            await Send(browser, posting, () => IsThanked = true);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private static string? ListButton(Browser browser) =>
        browser.Page.QuerySelector("button[value=vragen]")?.TextContent.Trim();

    /// <summary>What was acknowledged is there; of a page whose answer never came, everything or nothing.</summary>
    public void AssertKept(Dictionary<string, string> stored, HashSet<string> sent)
    {
        var there = inDoubt.Where(entry => stored.ContainsKey($"{hash} {entry.Key}")).ToList();
        Assert.True(
            there.Count == 0 || there.Count == inDoubt.Count,
            $"{there.Count} of {inDoubt.Count} answers of a page are stored"
        );
        foreach (var (field, value) in there)
            acknowledged[field] = value;
        inDoubt = [];
        foreach (var (field, value) in acknowledged)
            Assert.Equal(value, stored.GetValueOrDefault($"{hash} {field}"));
        if (IsThanked || HasSentPage)
            Assert.Contains(hash, sent);
    }

    private static void Require(Browser browser)
    {
        if (browser.Status == HttpStatusCode.ServiceUnavailable)
            throw new HttpRequestException("The store is gone.");
    }

    /// <param name="button">The one page has several; null for a page of the form.</param>
    private async Task AnswerPage(Browser browser, Action posting, KeyValuePair<string, string>? button = null)
    {
        foreach (var question in browser.Questions.Where(question => question != Dutch("LastPage.Call")))
        {
            var labels = browser.LabelsOf(question);
            // Nobody who is red is offered the list that some of them go on with.
            var isOfPage = sendsPageFirst && question.Contains("Hoe ", StringComparison.Ordinal);
            browser.Choose(question, labels[isOfPage ? labels.Count / 2 : random.Next(labels.Count - 1)]);
        }

        var answers = browser
            .Fields.Where(field => field.Key.Contains('.'))
            .ToDictionary(field => field.Key, field => field.Value);
        inDoubt = answers;
        await Send(
            browser,
            posting,
            () =>
            {
                foreach (var (field, value) in answers)
                    acknowledged[field] = value;
                inDoubt = [];
                HasSentPage |= button is not null;
            },
            button
        );
    }

    /// <summary>
    /// Posts the page as it stands; the way on (303) acknowledges it, also when what comes after that fails.
    /// </summary>
    private static async Task Send(
        Browser browser,
        Action posting,
        Action acknowledge,
        KeyValuePair<string, string>? button = null
    )
    {
        var before = browser.Visited.Count;
        var post = browser.Post(browser.Path, button is { } pressed ? [.. browser.Fields, pressed] : browser.Fields);
        posting();
        try
        {
            await post;
            Require(browser);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }
        finally
        {
            if (browser.Visited.Count == before + 2)
                acknowledge();
        }
    }
}
