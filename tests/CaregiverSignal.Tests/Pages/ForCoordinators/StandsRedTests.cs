using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Whoever answers red stands on somebody's worklist whatever was talked and closed before; today is Monday 2 March
/// 2026.
/// </summary>
public sealed class StandsRedTests() : AtASite("2026-03-02")
{
    private const string Deputy = "dirk@steunpunt.example";
    private static readonly string Outcome = Dutch("ClosingModel.Outcome");
    private static readonly string Look = Dutch("ClosingModel.Look");
    private static readonly string Day = Dutch("ClosingModel.Day");
    private static readonly string OnDay = Dutch("ClosingModel.Look.on-day");
    private static readonly string Stops = Dutch("ClosingModel.Look.stopped");

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 1));
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
    }

    [Fact]
    public async Task Closing_who_is_still_red_asks_for_a_day_and_says_why_and_keeps_what_was_typed()
    {
        await Answers(burden: 90, going: 1);
        await Talk(20);
        var page = await Closing();
        Assert.Has(
            "De laatste antwoorden zijn nog rood. Kies een dag om weer te kijken, uiterlijk 13 april.",
            page.Text
        );
        Assert.DoesNotContain(
            page.LabelsOf(Look),
            label => label.StartsWith("Gewone vragen", StringComparison.Ordinal)
        );

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.referred"))
            .Choose(Look, OnDay)
            .Write(Dutch("ClosingModel.Note"), "De huisarts belt.")
            .Press(Dutch("ClosingModel.Close"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await page.Write(Day, "2026-04-14").Press(Dutch("ClosingModel.Close"));

        Assert.Equal("#Closing_Day", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has("Kies een dag om weer te kijken, uiterlijk 13 april 2026.", page.Text);
        Assert.Equal("De huisarts belt.", page.Page.QuerySelector<IHtmlTextAreaElement>("#Closing_Note")!.Value);
        Assert.Equal(0, await site.Count("signal", "closed_at is not null"));
        await page.Write(Day, "2026-04-13").Press(Dutch("ClosingModel.Close"));

        Assert.Equal(1, await site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-04-13'"));
        await Days(5);
        Assert.Equal(1, await site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-04-13'"));
        Assert.Equal(0, await site.Count("mail", "kind = 'escalation'"));
        var row = await Row();
        Assert.Has("Het zorgen voelt zwaar: 90 van de 100 op 2 maart.", row);
        Assert.Has(Dutch("Everywhere.State.Again", "op 13 april"), row);
    }

    [Fact]
    public async Task After_half_a_year_with_two_talks_the_day_may_be_thirteen_weeks_ahead()
    {
        await Answers(burden: 90, going: 1);
        await Talk(30);
        site.Advance(TimeSpan.FromDays(91));
        await Answers(burden: 90, going: 1);
        await Talk(30);
        Assert.Has(Dutch("Everywhere.Due.By", "13 juli"), (await Closing()).Text);
        site.Advance(TimeSpan.FromDays(94));
        await Answers(burden: 90, going: 1);
        await Talk(30);

        Assert.Has(Dutch("Everywhere.Due.By", "3 december"), (await Closing()).Text);
    }

    [Fact]
    public async Task Who_stops_at_red_keeps_the_line_with_a_day_and_is_closed_with_what_was_done_instead()
    {
        await Answers(burden: 90, going: 1);
        await Talk(20);
        var page = await Closing();
        await page.Choose(Outcome, Dutch("CaseModel.Outcome.other"))
            .Choose(Look, Stops)
            .Press(Dutch("ClosingModel.Close"));
        Assert.Equal("#Closing_Day", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));

        await page.Write(Day, "2026-03-30").Press(Dutch("ClosingModel.Close"));

        Assert.Equal(CaregiverStatus.Ended, (await site.Caregiver(anna)).Status);
        Assert.Equal(1, await site.Count("signal", "closed_at is null and next_on = '2026-03-30'"));
        page = await Closing();
        await page.Choose(Outcome, Dutch("CaseModel.Outcome.other")).Press(Dutch("ClosingModel.Close"));
        Assert.Equal("#Closing_Look", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        await page.Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Write(Dutch("ClosingModel.Note"), "Een kaart gestuurd.")
            .Press(Dutch("ClosingModel.Close"));
        await Days(2);
        Assert.Equal(0, await site.Count("signal", "closed_at is null"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_wants_no_contact_is_closed_only_with_what_was_done_instead(bool isRed)
    {
        if (isRed)
            await Answers(burden: 90, going: 1);
        else
            await site.AddSignal(anna, "amber", "change");
        var page = await Closing();

        page.Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"));
        await (isRed ? page : page.ChooseFirst(Look)).Press(Dutch("ClosingModel.Close"));

        Assert.Equal("#Closing_Note", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has(Dutch("CaseModel.Error.DoneInstead"), page.Text);
        await page.Write(Dutch("ClosingModel.Note"), "Een kaart gestuurd.").Press(Dutch("ClosingModel.Close"));
        await Days(3);
        Assert.Equal(0, await site.Count("signal", "closed_at is null"));
    }

    [Fact]
    public async Task Who_said_to_want_no_contact_comes_back_with_the_next_red_answer_and_no_call_is_offered()
    {
        await site.Sql("update caregiver set phone = '0612345678'");
        await Answers(burden: 90, going: 1);
        Assert.NotNull((await WorklistPage()).Page.QuerySelector("tbody th a[href^='tel:']"));
        await (await Closing())
            .Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Write(Dutch("ClosingModel.Note"), "Een kaart gestuurd.")
            .Press(Dutch("ClosingModel.Close"));
        await Days(28);
        Assert.Has(Dutch("WorklistModel.EmptyAndNobody"), (await WorklistPage()).Text);

        await Answers(burden: 90, going: 1);

        var list = await WorklistPage();
        Assert.Has(Dutch("CaseModel.Back.red", "4 weken"), list.Text);
        Assert.Has(Dutch("WorklistModel.NoCall.noted", "2 maart"), list.Text);
        Assert.Has(Dutch("WorklistModel.Tag.Red.Message", "vandaag"), list.Text);
        Assert.Has(Dutch("WorklistModel.Next.Instead"), list.Text);
        Assert.Null(list.Page.QuerySelector("tbody a[href^='tel:']"));
        var page = await Case();
        Assert.Has(Dutch("CaseModel.NoCall"), page.Text);
        Assert.Null(page.Page.QuerySelector(".case-call a[href^='tel:'].phone-now"));

        // A talk ends it: what was agreed in it holds.
        await Talk(10);
        Assert.Lacks("Wil niet gebeld worden", (await Case()).Text);
        Assert.NotNull((await Case()).Page.QuerySelector("a.phone-now"));
    }

    [Fact]
    public async Task A_wish_for_no_call_in_a_check_in_closes_nothing_and_hides_no_number()
    {
        await site.Sql("update caregiver set phone = '0612345678'");

        await Answers(burden: 90, going: 1, callMe: "no");

        var list = await WorklistPage();
        Assert.Has(Dutch("WorklistModel.NoCall.no", "2 maart"), list.Text);
        Assert.NotNull(list.Page.QuerySelector("tbody th a[href^='tel:']"));
        Assert.Equal(1, await site.Count("signal", "closed_at is null and urgency = 'red'"));
    }

    [Fact]
    public async Task Red_after_a_closing_is_due_the_next_working_day_without_an_alert_and_says_so_first_until_it_goes_to_the_team()
    {
        await Answers(burden: 90, going: 1);
        Assert.Equal(1, await Alerts());
        await Talk(20);
        await (await Closing())
            .Choose(Outcome, Dutch("CaseModel.Outcome.referred"))
            .Choose(Look, OnDay)
            .Write(Day, "2026-04-10")
            .Press(Dutch("ClosingModel.Close"));
        await Days(21);

        await Answers(burden: 95, going: 1);

        Assert.Equal((1, 0), (await Alerts(), await Escalations()));
        Assert.Equal(1, await site.Count("signal", "closed_at is null and urgency = 'red' and next_on = '2026-03-24'"));
        var row = await Row();
        Assert.Begins(Dutch("Everywhere.Tag.Red", "vandaag"), row.Trim());
        Assert.Has(Dutch("CaseModel.Back.red", "3 weken"), row);
        Assert.Has("Het zorgen voelt zwaar: 95 van de 100 op 23 maart. Was: 90 van de 100.", row);
        Assert.Has(Dutch("CaseModel.State.First", "dinsdag 24 maart"), row);
        Assert.True(
            row.IndexOf("Weer rood", StringComparison.Ordinal) < row.IndexOf("zorgen voelt", StringComparison.Ordinal)
        );
        var page = await Case();
        Assert.Equal(
            Dutch("CaseModel.Back.red", "3 weken"),
            page.Page.QuerySelector("main .notice-warn strong")!.TextContent
        );
        Assert.Equal(
            [
                "Toen: | Het zorgen voelt zwaar: 90 van de 100 op 2 maart.",
                "Nu: | Het zorgen voelt zwaar: 95 van de 100 op 23 maart.",
            ],
            page.Page.QuerySelectorAll("main .notice-warn dl > div")
                .Select(line => string.Join(" | ", line.Children.Select(part => part.TextContent)))
        );

        await Days(2);

        Assert.Equal((1, 1), (await Alerts(), await Escalations()));
        Assert.Has(Dutch("Everywhere.LateTag"), await Row());
        Assert.Has(
            Dutch("WaitingTime.WorkingDays", 2),
            (await site.Mails("escalation")).Last(mail => mail.Header("To").Contains(Deputy)).Text
        );
        await Talk(20);
        Assert.Lacks("Weer rood", await Row());
    }

    [Fact]
    public async Task The_worklist_and_the_case_tell_the_newest_answer_with_what_was_before_it()
    {
        await site.AddAnswered(anna, site.Time.Today, null, ("volhoudtijd.time", 2));
        await site.RunJobs();
        await Talk(30);
        Assert.Has("Zei op 2 maart: ik houd dit nog een week tot een maand vol.", await Row());
        site.Advance(TimeSpan.FromDays(60));

        await site.AddAnswered(anna, site.Time.Today, null, ("volhoudtijd.time", 4));
        await site.RunJobs();

        var row = await Row();
        Assert.Has("Zei op 1 mei: ik houd dit nog zes tot twaalf maanden vol. Was: een week tot een maand.", row);
        Assert.Lacks("Zei op 2 maart", row);
        var days = (await Case()).Page.QuerySelectorAll(".reasons > div").Select(day => day.TextContent).ToList();
        Assert.Has("1 mei", days[0]);
        Assert.Has("Zei: ik houd dit nog zes tot twaalf maanden vol. Was: een week tot een maand.", days[0]);

        site.Advance(TimeSpan.FromDays(30));
        await site.AddAnswered(anna, site.Time.Today, null, ("volhoudtijd.time", 6));
        await site.RunJobs();
        Assert.Has("Zei op 31 mei: ik houd dit nog meer dan twee jaar vol. Was: zes tot twaalf maanden.", await Row());
    }

    private async Task Answers(int burden, int going, string? callMe = null)
    {
        await site.AddAnswered(anna, site.Time.Today, callMe, ("srb.burden", burden), ("opening.going", going));
        await site.RunJobs();
    }

    private async Task Talk(int days)
    {
        site.Advance(TimeSpan.FromHours(3));
        var open = (await site.Read(async transaction => await SignalTable.OpenOf(transaction, anna)))!;
        Assert.True(await site.Contact(open.Id, ContactWay.Spoken, days));
        await site.RunJobs();
    }

    private Task<long> Alerts() => site.Count("mail", "kind = 'alert'");

    private Task<long> Escalations() => site.Count("mail", $"kind = 'escalation' and envelope_to = '{Deputy}'");

    private async Task<Browser> Case() => await (await site.SignedIn()).Open($"/zaak/{anna}");

    private async Task<Browser> Closing() => await (await Case()).ToClose();

    private async Task<Browser> WorklistPage() => await (await site.SignedIn()).Open("/werklijst");

    private async Task<string> Row() =>
        string.Join(
            ' ',
            (await WorklistPage())
                .Page.QuerySelectorAll("tbody tr")
                .First(row => row.TextContent.Contains("Anna J."))
                .QuerySelectorAll("td p")
                .Select(part => part.TextContent.Trim())
        );
}
