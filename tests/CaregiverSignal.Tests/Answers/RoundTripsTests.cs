using System.Collections.Concurrent;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// How often a form goes to the store and back: on a server each of these is a wait, during which it can lose to
/// another.
/// </summary>
public sealed class RoundTripsTests
{
    [Fact]
    public async Task A_form_on_a_server_goes_there_and_back_as_often_as_it_has_to()
    {
        using var site = TestInstallation.OnPostgres();

        var writes = await WritesOfAForm(site, FillInSteps);

        // Opened, three pages (the last one looks for what was skipped), sent with own words; and the result.
        Assert.Equal("4 2 2 3 5 2", string.Join(' ', writes.Select(one => one.Count)));

        // The page, sent; and the result.
        writes = await WritesOfAForm(site, SendThePage, ["3", "4"]);
        Assert.Equal("7 2", string.Join(' ', writes.Select(one => one.Count)));
    }

    [Fact]
    public async Task A_form_executes_no_more_statements_than_it_has_to()
    {
        TestPostgres.SkipWhereWanted();
        using var site = Some.Installation();

        var writes = await WritesOfAForm(site, FillInSteps);

        Assert.Equal("9 8 8 9 18 5", string.Join(' ', writes.Select(one => one.Sum(trip => trip.Count))));
    }

    [Fact]
    public async Task The_page_of_a_usual_month_executes_no_more_statements_than_it_has_to()
    {
        TestPostgres.SkipWhereWanted();
        using var site = Some.Installation();

        var writes = await WritesOfAForm(site, SendThePage);

        // The page, sent; and the result.
        Assert.Equal("25 5", string.Join(' ', writes.Select(one => one.Sum(trip => trip.Count))));
    }

    private static async Task SendThePage(Browser browser)
    {
        foreach (var question in browser.Questions)
            browser.Choose(question, browser.LabelsOf(question)[0]);
        await browser.Write("Wilt u zelf nog iets zeggen?", "Het is veel.").Press("Verstuur mijn antwoorden");
    }

    private static async Task FillInSteps(Browser browser)
    {
        await browser.Press(browser.Page.QuerySelector("button[value=vragen]")!.TextContent.Trim());
        while (browser.Heading != "Tot slot")
        {
            foreach (var question in browser.Questions)
                browser.Choose(question, browser.LabelsOf(question)[0]);
            await browser.Press("Bewaar en ga verder");
        }

        await browser.Write("Wilt u zelf nog iets zeggen?", "Het is veel.").Press("Verstuur mijn antwoorden");
    }

    /// <summary>The round trips of each write of a form, and the statements of each round trip.</summary>
    private static async Task<List<List<IReadOnlyList<string>>>> WritesOfAForm(
        TestInstallation site,
        Func<Browser, Task> fillIn,
        string[]? people = null
    )
    {
        var trips = new ConcurrentQueue<IReadOnlyList<string>>();
        var begin = site.Database.Engine.BeginWriting;
        void Note(IReadOnlyList<SentStatement> statements) => trips.Enqueue([.. statements.Select(one => one.Text)]);
        // The first form prepares: it notes which questionnaires were ever asked.
        foreach (var person in people ?? ["1", "2"])
        {
            var (_, link) = site.AskByLink(site.AddCaregiver(person), "opening", "srb", "volhoudtijd");
            var browser = await site.NewBrowser().Open(link);
            site.Database.Engine.Sent += Note;
            trips.Clear();
            await fillIn(browser);
            site.Database.Engine.Sent -= Note;
        }

        var writes = new List<List<IReadOnlyList<string>>>();
        var isWriting = false;
        foreach (var trip in trips)
        {
            if (trip.Contains(begin))
                writes.Add([]);
            isWriting |= trip.Contains(begin);
            if (isWriting)
                writes[^1].Add(trip);
            isWriting &= !trip.Contains("commit;");
        }

        return writes;
    }
}
