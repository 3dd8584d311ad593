namespace CaregiverSignal.Tests.OwnPage;

/// <summary>What their care consists of is asked again after a year, and never shown to who may read along.</summary>
public sealed class MyTasksTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(enrolledOn: new DateOnly(2025, 3, 2), nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql("update care_situation set tasks = 'nights company', tasks_on = '2025-03-02'");
        await site.Sql("update caregiver set mail_readers = 'nobody'");
    }

    [Fact]
    public async Task They_see_what_they_said_a_year_ago_and_say_what_it_is_today()
    {
        var page = await site.OnOwnPage(Anna);
        Assert.Has(Dutch("MyPageModel.Tasks.Due", "2 maart 2025"), page.Text);
        Assert.Equal(["nights", "company"], Ticked(page));

        page.Choose(Dutch("Everywhere.Tasks"), Dutch("Everywhere.Tasks.household"));
        await Save(page);

        Assert.Equal("household nights company 2026-03-02", await Stored());
        Assert.Lacks(DutchPart("MyPageModel.Tasks.Due"), page.Text);
        Assert.Equal("nights company", await site.Joined("select old_value from detail_change where field = 'tasks'"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'change' and object = 'details'"));
    }

    [Fact]
    public async Task What_is_as_it_was_counts_as_said_today_and_is_no_change()
    {
        await Save(await site.OnOwnPage(Anna));

        Assert.Equal("nights company 2026-03-02", await Stored());
        Assert.Equal(0, await site.Count("detail_change"));
    }

    [Theory]
    [InlineData("somebody")]
    [InlineData(null)]
    public async Task The_link_alone_shows_no_ticks_where_others_may_read_the_mail(string? readers)
    {
        await site.Sql("update caregiver set mail_readers = @readers", new { readers });
        var page = await site.OnOwnPage(Anna);

        Assert.Empty(page.Page.QuerySelectorAll("[name=Tasks]"));
        await page.Post("/mijn?handler=Tasks", [page.Token, new("Tasks", "nursing")]);
        Assert.Equal("nights company 2025-03-02", await Stored());
        Assert.Equal(["nights", "company"], Ticked(await page.GiveCode(site, Anna)));
    }

    [Theory]
    [InlineData("2025-03-02", "opening;cra", true)]
    [InlineData("2025-03-03", "opening;cra", false)]
    [InlineData("2025-03-02", "opening;csi", false)]
    public async Task The_thanks_after_what_is_asked_once_a_year_leads_there_once_a_year(
        string askedOn,
        string lists,
        bool isLed
    )
    {
        await site.Sql("update care_situation set tasks_on = @askedOn", new { askedOn });
        var (checkIn, link) = await site.AskByLink(anna);
        await site.Sql("update check_in set instruments = @lists where id = @Id", new { lists, checkIn.Id });
        var form = await site.NewBrowser().Open(link);

        Assert.Lacks(Dutch("Everywhere.Tasks"), form.Text);
        await form.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));

        Assert.Equal("/dank", form.Path);
        Assert.Equal(isLed, form.Text.Contains(Dutch("ResultModel.AsksTasks"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_coordinator_reads_when_they_were_asked_and_after_a_year_that_it_may_be_asked_again()
    {
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/eerste-gesprek");
        Assert.Has(Dutch("DetailsModel.TasksOn.Again", "2 maart 2025"), els.Text);

        await els.Check(Dutch("DetailsModel.TasksAsked")).Press(Dutch("FirstTalkModel.SaveAll"));

        Assert.Has(Dutch("DetailsModel.TasksOn", "2 maart 2026"), (await els.Open($"/zaak/{anna}/gegevens")).Text);
        Assert.Equal("nights company 2026-03-02", await Stored());
        site.On("2026-03-05");
        els = await (await site.SignedIn()).Open($"/zaak/{anna}/gegevens");
        await els.Write(Dutch("DetailsModel.HoursPerWeek"), "30").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal("nights company 2026-03-02", await Stored());
        await els.Choose(Dutch("Everywhere.Tasks"), Dutch("Everywhere.Tasks.nursing"))
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal("nursing nights company 2026-03-05", await Stored());
    }

    private async Task<string?> Stored() => await site.Joined("select tasks || ' ' || tasks_on from care_situation");

    private static Task<Browser> Save(Browser page) => page.PressFirst(Dutch("Everywhere.Send"));

    private static IEnumerable<string?> Ticked(Browser page) =>
        page.Page.QuerySelectorAll("[name=Tasks][checked]").Select(box => box.GetAttribute("value"));
}
