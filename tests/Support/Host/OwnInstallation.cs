namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A support point whose program is stopped and started again on the same store, with files changed in between.
/// </summary>
public sealed class OwnInstallation : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Browser> browsers = [];

    public OwnInstallation() => Questionnaires = new OwnQuestionnaires(Path.Combine(folder.Name, "questionnaires"));

    public OwnQuestionnaires Questionnaires { get; }

    /// <summary>The program, until it is disposed.</summary>
    public TestInstallation Start(DateOnly? day = null)
    {
        var site = Some.Installation(
                ("Storage:Connection", $"Data Source={Path.Combine(folder.Name, "kept.db")}"),
                ("Questionnaires:Folder", Questionnaires.Folder)
            )
            .On("2026-03-02");
        if (day is { } on)
            site.Clock.AdjustTime(site.Time.At(on, new TimeOnly(10, 0)));
        return site;
    }

    /// <summary>One reader's browser, which keeps its cookies while the program moves to another port.</summary>
    public Browser Reader(TestInstallation site)
    {
        var browser = new Browser(site.Address);
        if (browsers.Count > 0)
            browser.Cookies.Add(browsers[^1].Cookies.GetAllCookies());
        browsers.Add(browser);
        return browser;
    }

    /// <summary>
    /// Fills in a whole form with the same answer everywhere, page by page; the questions that were read.
    /// </summary>
    public static async Task<List<string>> FillIn(
        TestInstallation site,
        long caregiver,
        string answer,
        params string[] instruments
    )
    {
        var (_, link) = await site.AskByLink(caregiver, instruments);
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        return await FillIn(browser, answer);
    }

    public static async Task<List<string>> FillIn(Browser browser, string answer)
    {
        var questions = new List<string>();
        while (browser.Heading != Dutch("LastPage.Title"))
        {
            questions.AddRange(browser.Questions);
            await browser.ChooseEverywhere(answer).Press(Dutch("QuestionsPage.Next"));
        }

        await browser.SendAnswers(Dutch("LastPage.Call.no"));
        Assert.Equal("/dank", browser.Path);
        return questions;
    }

    public void Dispose()
    {
        foreach (var browser in browsers)
            browser.Dispose();
        folder.Dispose();
    }
}
