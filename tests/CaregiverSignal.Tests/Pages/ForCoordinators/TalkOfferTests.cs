using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Who would rather not be called is asked whether a talk is welcome, by one press; and not for ever.
/// </summary>
public sealed class TalkOfferTests() : AtASite("2026-03-02")
{
    private static readonly string Send = Dutch("CaseModel.Send");

    private long anna;
    private long els;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1), enrolledOn: new DateOnly(2026, 1, 5));
        els = await site.Coordinator();
    }

    [Fact]
    public async Task One_press_mails_the_question_and_notes_it_with_the_day_to_look_again()
    {
        await SaysNo();
        var page = await Case();

        await page.Press(Send);

        Assert.Has(Dutch("CaseModel.Saved.Offered"), page.Text);
        Assert.Lacks(Send, page.Page.DocumentElement.TextContent);
        Assert.Equal(
            1,
            await site.Count("action", $"outcome = 'message' and next_on = '2026-03-03' and coordinator_id = {els}")
        );
        await site.RunJobs();
        var mail = Assert.Single(site.Mails(), text => text.Contains(Dutch("TalkOfferMail.OfferBody")));
        Assert.Has(Dutch("TalkOfferMail.OfferBody"), mail);
        Assert.Lacks("http", mail);
    }

    [Fact]
    public async Task After_a_talk_what_was_agreed_in_it_holds_and_no_mail_asks_for_one()
    {
        await SaysNo();
        var page = await Case();

        await page.Contact("spoken", Dutch("CaseModel.When.next-workday", "di 3 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Has(Dutch("Shared.ReadersSavedTitle"), page.Text);
        Assert.Lacks(Send, page.Page.DocumentElement.TextContent);
    }

    [Fact]
    public async Task What_was_mailed_is_not_taken_back()
    {
        await SaysNo();
        var page = await Case();

        await page.Press(Send);

        Assert.Lacks("haal terug", page.Text);
        site.Advance(TimeSpan.FromMinutes(1));
        await page.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Has("haal terug", page.Text);
    }

    [Fact]
    public async Task A_page_that_was_left_open_sends_no_second_one()
    {
        await SaysNo();
        var (page, older) = (await Case(), await Case());
        await page.Press(Send);

        await older.Press(Send);

        Assert.Has(Dutch("CaseModel.Unchanged.Offer"), older.Text);
        Assert.Equal(1, await site.Count("mail", "kind = 'talk-offer'"));
        Assert.Equal(1, await site.Count("action", "outcome = 'message'"));
    }

    [Fact]
    public async Task Whom_no_mail_reaches_is_asked_in_another_way()
    {
        await SaysNo();
        await Set($"update caregiver set channel = 'phone', email = null where id = {anna}");

        var page = await Case();

        Assert.Has(Dutch("TalkOfferMail.OfferBody"), page.Text);
        Assert.Lacks(Send, page.Page.DocumentElement.TextContent);
    }

    [Theory]
    [InlineData("2025-11-20", null, 2, true)]
    [InlineData("2026-01-05", EventKind.RespiteFailed, 2, true)]
    [InlineData("2026-01-05", EventKind.RespiteStarted, 2, false)]
    [InlineData("2026-01-05", null, 1, true)]
    public async Task After_three_months_without_a_talk_after_failed_respite_and_within_a_week_of_the_end_a_call_is_next(
        string enrolledOn,
        EventKind? happened,
        int time,
        bool isCalled
    )
    {
        await Set($"update caregiver set enrolled_on = '{enrolledOn}' where id = {anna}");
        await SaysNo(time);
        if (happened is { } kind)
            await site.Happened(anna, site.Time.Today, kind, ReportedBy.Coordinator);

        var page = await Case();

        Assert.Equal(!isCalled, page.Text.Contains(Dutch("TalkOfferMail.OfferBody")));
        Assert.Has(isCalled ? "Nog bellen" : "gesprek welkom", page.Text);
        Assert.Equal(isCalled, page.Text.Contains(Dutch("CaseModel.State.CallAnyway", "27 februari")));
        var row = (await page.Open("/werklijst")).Text;
        Assert.Has(isCalled ? "Nog bellen" : "gesprek welkom", row);
    }

    private async Task SaysNo(int time = 2)
    {
        await site.AddAnswered(anna, new DateOnly(2026, 2, 27), "no", [.. site.Csi(13), ("volhoudtijd.time", time)]);
        await site.RunJobs();
        await site.Write(async transaction =>
            await CaseActions.TakeUp(transaction, (await SignalTable.OpenOf(transaction, anna))!, els, site.Time)
        );
    }

    private Task Set(string statement) => site.Sql(statement);

    private async Task<Browser> Case() => await (await site.SignedIn()).Open($"/zaak/{anna}");
}
