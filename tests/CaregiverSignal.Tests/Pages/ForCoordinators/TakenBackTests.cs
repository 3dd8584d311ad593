using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// A contact that was noted by mistake is taken back on its day by who noted it, and nothing is lost.
/// </summary>
public sealed class TakenBackTests() : AtASite("2026-03-02")
{
    private static readonly string Week = Dutch("CaseModel.When.week", "ma 9 mrt");
    private static readonly string Tomorrow = Dutch("CaseModel.When.next-workday", "di 3 mrt");
    private static readonly string Button = Dutch("TakeBackModel.TakeBack");

    private long anna;
    private long signal;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        signal = (await site.AddSignal(anna)).Id;
        // As on a real clock: what is noted in one go takes time.
        site.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
    }

    [Fact]
    public async Task A_wrong_talk_turns_red_on_again_and_what_was_typed_is_in_the_form()
    {
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        var before = await site.SignalOf(signal);
        var browser = await Noted(
            Dutch("CaseModel.Way.spoken"),
            Week,
            "Slaapt slecht.",
            Dutch("CaseModel.Arranged.RespiteStarted")
        );
        Assert.False((await site.SignalOf(signal)).AwaitsTalk);

        await browser.Press(Button);

        Assert.Has("Teruggehaald.", browser.Text);
        Assert.Equal("Slaapt slecht.", browser.Page.QuerySelector<IHtmlTextAreaElement>("#Contact_Note")!.Value);
        Assert.Equal(Dutch("CaseModel.Way.spoken"), browser.Chosen(Dutch("Everywhere.Step")));
        Assert.Equal("2026-03-09", browser.Page.QuerySelector<IHtmlInputElement>("#Contact_Day")!.Value);
        Assert.Equal("RespiteStarted", browser.Page.QuerySelector<IHtmlSelectElement>("#Contact_Arranged")!.Value);
        var after = await site.SignalOf(signal);
        Assert.True(after.AwaitsTalk);
        Assert.Equal(before, after);
        Assert.Equal(0, await site.Count("action", "kind = 'contacted'"));
        Assert.Equal(0, await site.Count("event", "kind in ('Contacted', 'RespiteStarted')"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'stopped' and done_at is null"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and object = 'contact'"));
        Assert.NotEmpty((await browser.Open("/werklijst")).Page.QuerySelectorAll(".worklist .tag-now"));
    }

    [Theory]
    [InlineData("Gewone vragen, 1 januari 2027", null)]
    [InlineData("Ik kijk zelf: kies een dag", "2026-03-20")]
    public async Task A_wrong_closing_opens_the_signal_again_and_what_was_typed_is_in_the_form(string look, string? day)
    {
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, anna, site.Time.Today, site.Time.Now)
        );
        await site.Contact(signal, ContactWay.Spoken, 7);
        site.Advance(TimeSpan.FromMinutes(1));
        var (before, tasks) = (await site.SignalOf(signal), await site.Count("staff_task", "done_at is null"));
        var browser = (await (await Case()).ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.lighter"))
            .Choose(Dutch("ClosingModel.Look"), look)
            .Write(Dutch("ClosingModel.Note"), "Bij de verkeerde.");
        if (day is not null)
            browser.Write(Dutch("ClosingModel.Day"), day);
        await browser.Press(Dutch("ClosingModel.Close"));
        Assert.Has(
            Dutch("CaseModel.NotedToday", Dutch("CaseModel.Outcome.lighter")),
            (await browser.Open($"/zaak/{anna}")).Text
        );

        await browser.Press(Button);

        Assert.Equal(Dutch("CaseModel.Outcome.lighter"), browser.Chosen(Dutch("ClosingModel.Outcome")));
        Assert.Equal("Bij de verkeerde.", browser.Page.QuerySelector<IHtmlTextAreaElement>("#Closing_Note")!.Value);
        Assert.Equal(before, await site.SignalOf(signal));
        Assert.Equal(1, await site.Count("signal"));
        Assert.Equal(0, await site.Count("action", "kind = 'closed'"));
        Assert.Equal(0, await site.Count("event", "kind = 'SignalClosed'"));
        Assert.Equal(tasks, await site.Count("staff_task", "done_at is null"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and object = 'signal'"));
    }

    [Fact]
    public async Task A_closing_is_not_taken_back_once_more_came_of_it()
    {
        await site.Contact(signal, ContactWay.Spoken, 7);
        site.Advance(TimeSpan.FromMinutes(1));
        var browser = (await (await Case()).ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.lighter"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.rhythm.active", "1 januari 2027"));
        await browser.Press(Dutch("ClosingModel.Close"));
        var early = await Case();
        await site.AddSignal(anna, "amber", "change");

        await early.Press(Button);

        Assert.Has("Er is niets veranderd", early.Text);
        Assert.NotNull((await site.SignalOf(signal)).ClosedAt);
        Assert.Lacks(Button, (await Case()).Text);
    }

    [Fact]
    public async Task An_agreed_time_is_in_the_form_again()
    {
        var browser = (await Case())
            .Contact("spoken", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), "2026-03-11")
            .Write(Dutch("CaseModel.Contact.Time"), "10:30");

        await (await browser.Press(Dutch("CaseModel.SaveContact"))).Press(Button);

        Assert.Equal("10:30", browser.Page.QuerySelector<IHtmlInputElement>("#Contact_Time")!.Value);
    }

    [Fact]
    public async Task The_talk_before_it_counts_again_with_its_day()
    {
        await Noted(Dutch("CaseModel.Way.spoken"), Week, "Eerst.");
        var first = (await site.SignalOf(signal)).ContactedAt;
        site.Advance(TimeSpan.FromHours(1));
        var browser = await Noted(Dutch("Everywhere.Way.visit"), Tomorrow, "Per ongeluk.");

        await browser.Press(Button);

        Assert.Equal(first, (await site.SignalOf(signal)).ContactedAt);
        Assert.Equal(new DateOnly(2026, 3, 9), (await site.SignalOf(signal)).NextOn);
        Assert.Has(
            Dutch("WorklistModel.Talked.Look", ("dag", "2 maart"), ("wanneer", "op 9 maart")),
            (await browser.Open("/werklijst")).Text
        );
        Assert.Equal(1, await site.Count("event", "kind = 'Contacted'"));
        Assert.Equal(1, await site.Count("action", "kind = 'contacted'"));
    }

    [Fact]
    public async Task Taking_up_stays_when_it_came_before_the_contact()
    {
        var browser = await (await Case()).Press(Dutch("Everywhere.TakeUp"));
        site.Advance(TimeSpan.FromMinutes(5));
        await browser.Contact("not-reached", Tomorrow).Press(Dutch("CaseModel.SaveContact"));

        await browser.Press(Button);

        Assert.NotNull((await site.SignalOf(signal)).SeenAt);
        Assert.Equal(0, (await site.SignalOf(signal)).Tries);
        Assert.Has("Nog bellen.", browser.Text);
    }

    [Fact]
    public async Task What_was_opened_for_the_contact_alone_is_gone_from_the_worklist()
    {
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        var browser = await (await site.SignedIn()).Open($"/zaak/{bram}");
        await browser.Contact("called-us", Week).Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {bram} and closed_at is null"));

        await browser.Press(Button);

        Assert.Equal(0, await site.Count("signal", $"caregiver_id = {bram} and closed_at is null"));
        Assert.Has(Dutch("CaseModel.NothingOpen"), browser.Text);
    }

    [Fact]
    public async Task The_same_button_twice_changes_nothing_more()
    {
        var browser = await Noted(Dutch("CaseModel.Way.spoken"), Week, "Eerst.");
        var button = browser.Page.QuerySelector<IHtmlButtonElement>("[name=takenBack]")!;
        var form = Browser.FieldsOf(button.Form!, button);
        await browser.Post("/terug", form);

        await browser.Post("/terug", form);

        Assert.Has(Dutch("Everywhere.Unchanged"), browser.Text);
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and object = 'contact'"));
    }

    [Fact]
    public async Task The_next_day_a_contact_stays()
    {
        await Noted(Dutch("CaseModel.Way.spoken"), Week, "Eerst.");
        site.Advance(TimeSpan.FromDays(1));

        Assert.Lacks(Button, (await Case()).Text);
    }

    [Fact]
    public async Task Nobody_takes_back_what_a_colleague_noted()
    {
        const string Deputy = "dirk@steunpunt.example";
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        await site.Away(TestInstallation.CoordinatorEmail, Deputy);
        var own = await Noted(Dutch("CaseModel.Way.spoken"), Week, "Eerst.");
        var id = own.Page.QuerySelector<IHtmlButtonElement>("[name=takenBack]")!.Value;
        var other = await (await site.SignedIn(Deputy)).Open($"/zaak/{anna}");
        Assert.Lacks(Button, other.Text);

        await other.Post("/terug", [other.Token, new("takenBack", id)]);

        Assert.Has(Dutch("Everywhere.Unchanged"), other.Text);
        Assert.Equal(1, await site.Count("action", "kind = 'contacted'"));
    }

    [Fact]
    public async Task What_ended_the_questions_is_not_taken_back_with_a_closing()
    {
        var browser = await Noted(Dutch("CaseModel.Way.spoken"), Week, "Eerst.");
        site.Advance(TimeSpan.FromMinutes(1));

        await (await browser.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.lighter"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.stopped"))
            .Press(Dutch("ClosingModel.Close"));

        Assert.NotNull((await site.SignalOf(signal)).ClosedAt);
        Assert.Lacks(Button, browser.Text);
    }

    private async Task<Browser> Case() => await (await site.SignedIn()).Open($"/zaak/{anna}");

    private async Task<Browser> Noted(string way, string next, string note, string? arranged = null)
    {
        var browser = (await Case())
            .Choose(Dutch("Everywhere.Step"), way)
            .Choose(Dutch("CaseModel.When"), next)
            .Write(Dutch("ConcernReportModel.Noted"), note);
        if (arranged is not null)
            browser.Write(Dutch("CaseModel.Arranged"), arranged);
        return await browser.Press(Dutch("CaseModel.SaveContact"));
    }
}
