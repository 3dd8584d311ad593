namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// How often a form asks the store, so that it does not creep up: a server is waited for each time.
/// </summary>
public sealed class FormStatementsTests
{
    private const int PagesOfAForm = 15;
    private const int PageSize = 4096;

    /// <summary>Before each page in the log (sqlite.org/fileformat2.html#the_write_ahead_log).</summary>
    private const int FrameHead = 24;

    [Theory]
    [InlineData(false, 13, 20, 39)]
    [InlineData(true, 12, 19, 36)]
    public async Task A_usual_month_is_opened_sent_and_thanked_for_in_so_many_round_trips(
        bool isPostgres,
        int toOpen,
        int toWrite,
        int beside
    )
    {
        if (!isPostgres)
            TestPostgres.SkipWhereWanted();
        using var site = isPostgres ? TestInstallation.OnPostgres() : new TestInstallation();
        var (database, sent) = (site.On("2026-03-02").Database, new List<string>());
        foreach (var person in Enumerable.Range(1, 9))
            await site.AddCaregiver($"{person}");
        await site.RunJobs();
        var links = site.Mails().Select(mail => TestInstallation.LinkIn(mail)).ToList();
        // What is asked for the first time keeps its words for good.
        foreach (var link in links.SkipLast(1))
            await Answer(await site.NewBrowser().Open(link));
        database.Rehearse = null;
        database.Engine.Sent += (sql, _) =>
        {
            lock (sent)
                sent.Add(sql);
        };

        var browser = await site.NewBrowser().Open(links[^1]);
        var opened = sent.Count;
        await Answer(browser);

        var begun = sent.FindIndex(sql => sql.StartsWith(database.Engine.BeginWriting, StringComparison.Ordinal));
        var written = sent.FindIndex(begun, sql => sql.TrimEnd(';').EndsWith("commit", StringComparison.Ordinal)) + 1;
        Assert.Equal((toOpen, toWrite, beside), (opened, written - begun, sent.Count - written + begun - opened));
    }

    /// <summary>Each table and each index that a form must write is a page of the file, and waited for.</summary>
    [Fact]
    public async Task A_usual_month_changes_so_many_pages_of_a_file()
    {
        TestPostgres.SkipWhereWanted();
        using var site = new TestInstallation();
        await site.On("2026-03-02").AddCaregiver("1");
        await site.AddCaregiver("2");
        await site.RunJobs();
        var links = site.Mails().Select(mail => TestInstallation.LinkIn(mail)).ToList();
        await Answer(await site.NewBrowser().Open(links[0]));
        site.Database.Rehearse = null;
        var browser = await site.NewBrowser().Open(links[1]);
        var before = Log().Length;

        await Answer(browser);

        // The look at the result is a line of the audit log, which is four pages.
        Assert.Equal(PagesOfAForm + 4, (Log().Length - before) / (PageSize + FrameHead));

        FileInfo Log() => new(site.Database.Engine.File + "-wal");
    }

    private static async Task Answer(Browser browser)
    {
        browser.Choose("Hoe gaat het met u?", "Goed").Choose("Hoe zwaar", "30");
        await browser.Choose("Hoe lang", "Langer dan twee jaar").SendAnswers(Dutch("LastPage.Call.no"));
        Assert.Equal("/dank", browser.Path);
    }
}
