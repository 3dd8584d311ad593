using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Closing says how it ended and how it goes on: nothing closes without.</summary>
public sealed class ClosingTests() : AtASite("2026-03-02")
{
    private static readonly string Outcome = Dutch("ClosingModel.Outcome");
    private static readonly string Look = Dutch("ClosingModel.Look");

    private long anna;
    private long signal;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 1));
        signal = (await site.AddSignal(anna, "amber", "change")).Id;
    }

    [Fact]
    public async Task Nothing_closes_without_saying_how_it_goes_on_and_the_day_of_the_usual_questions_is_named()
    {
        var page = await Case();
        Assert.Equal(
            [
                Dutch("ClosingModel.Look.rhythm.active", "1 april 2026"),
                Dutch("ClosingModel.Look.on-day"),
                Dutch("ClosingModel.Look.asks.active", "Anna"),
                Dutch("ClosingModel.Look.stopped"),
            ],
            page.LabelsOf(Look)
        );

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.lighter")).Press(Dutch("ClosingModel.Close"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#Closing_Look", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Null((await site.SignalOf(signal)).ClosedAt);
        await page.ChooseFirst(Look).Press(Dutch("ClosingModel.Close"));
        Assert.Equal(1, await site.Count("action", "kind = 'closed' and next_look = 'rhythm'"));
        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
    }

    [Fact]
    public async Task A_day_that_was_chosen_stays_on_the_worklist()
    {
        var page = await Case();

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .Choose(Look, Dutch("ClosingModel.Look.on-day"))
            .Press(Dutch("ClosingModel.Close"));
        Assert.Has(Dutch("CaseModel.Error.LookDay"), page.Text);
        await page.Write(Dutch("ClosingModel.Day"), "2027-03-03").Press(Dutch("ClosingModel.Close"));
        Assert.Equal("#Closing_Day", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        await page.Write(Dutch("ClosingModel.Day"), "2026-03-21").Press(Dutch("ClosingModel.Close"));

        Assert.Equal(1, await site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-03-21'"));
        Assert.Has(Dutch("ClosingModel.Closed.Look", "zaterdag 21 maart"), page.Text);
        Assert.Has(Dutch("ClosingModel.NoWorkday"), page.Text);
        Assert.Has(Dutch("Everywhere.State.Again", "op 21 maart"), page.Text);
        Assert.Lacks("Nog niet gesproken", page.Text);
        Assert.Lacks("Nog niet gesproken", (await page.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task Who_asks_themselves_gets_no_questions_and_is_called_after_three_months()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Write(Dutch("ClosingModel.Note"), "Een kaart gestuurd.")
            .Choose(Look, Dutch("ClosingModel.Look.asks.active", "Anna"))
            .Press(Dutch("ClosingModel.Close"));

        Assert.Equal(CaregiverStatus.Paused, (await site.Caregiver(anna)).Status);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'silent' and done_at is null and due_on = '2026-06-02'")
        );
    }

    [Fact]
    public async Task Who_stopped_is_asked_nothing_any_more()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Write(Dutch("ClosingModel.Note"), "Een kaart gestuurd.")
            .Choose(Look, Dutch("ClosingModel.Look.stopped"))
            .Press(Dutch("ClosingModel.Close"));

        Assert.Equal(CaregiverStatus.Ended, (await site.Caregiver(anna)).Status);
        Assert.Equal(0, await site.Count("signal", "closed_at is null"));
    }

    [Theory]
    [InlineData("Anna meldt zich zelf")]
    [InlineData("Stoppen")]
    public async Task A_call_that_the_closing_itself_promises_is_still_to_be_made(string look)
    {
        var page = await Case();
        var checkIn = (await site.Ask(anna, "csi")).Id;
        await site.Write(transaction => CheckInTable.SaveOwnWords(transaction, checkIn, "", CallWish.Yes));

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Choose(Look, look)
            .Write(Dutch("ClosingModel.Note"), "Een kaart gestuurd.")
            .Press(Dutch("ClosingModel.Close"));

        Assert.NotNull((await site.SignalOf(signal)).ClosedAt);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        await page.Open("/werklijst");
        Assert.Has("Anna J.", page.Text);
    }

    [Fact]
    public async Task A_plan_typed_for_what_is_closed_already_is_kept_for_a_contact()
    {
        var page = (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .ChooseFirst(Look)
            .Write(Dutch("ClosingModel.Note"), "Zij belde.")
            .Write(Dutch("ClosingModel.Signs", "Anna"), "Dan slaap ik niet meer.");
        await site.Close((await site.SignalOf(signal)).CaregiverId, SignalOutcome.Lighter);

        await page.Press(Dutch("ClosingModel.Close"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal(
            "Zij belde.\nZo is het te merken: Dan slaap ik niet meer.",
            page.Page.QuerySelector<IHtmlTextAreaElement>("#Contact_Note")!.Value
        );
        var spoken = page.Page.QuerySelector<IHtmlInputElement>("#Contact_Way")!;
        spoken.IsChecked = true;
        await page.ChooseFirst(Dutch("CaseModel.When")).Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(1, await site.Count("action", "kind = 'contacted' and note like 'Zij belde.%'"));
    }

    [Fact]
    public async Task It_says_what_happens_then_what_was_going_on_and_what_stays_open_and_that_an_end_is_noted_first()
    {
        await site.AskByLink(anna, "opening");
        await site.Contact(signal, ContactWay.Spoken, 7);
        await site.Sql("update action set note = 'Was blij.' where kind = 'contacted'");

        var page = await Case();

        Assert.Equal(
            [
                Dutch("ClosingModel.Then.Gone", "Anna"),
                Dutch("ClosingModel.Then.rhythm.active", ("dag", "1 april 2026"), ("voornaam", "Anna")),
                Dutch("ClosingModel.Then.on-day", "Anna"),
                Dutch("ClosingModel.Then.asks.active"),
                Dutch("ClosingModel.Then.stopped"),
                Dutch("ClosingModel.Then.Back"),
            ],
            page.TextsOf(".then li")
        );
        Assert.Has("Gesproken: Was blij.", page.Text);
        Assert.Has(Dutch("ClosingModel.StillOpen.Asked", "2 maart"), page.Text);
        await page.Follow(Dutch("ClosingModel.First.Link"));
        Assert.Equal(Dutch("HappenedModel.Title"), page.Heading);
    }

    [Fact]
    public async Task Without_an_open_signal_there_is_nothing_to_close()
    {
        await site.Close(anna);

        Assert.Equal($"/zaak/{anna}", (await Case()).Path);
    }

    [Fact]
    public async Task The_same_closing_sent_twice_is_saved_once_and_asks_for_nothing()
    {
        var page = (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .ChooseFirst(Look)
            .Write(Dutch("PlanModel.MayNotice"), "Mijn zus Riet.");
        var form = Browser.FieldsOf(page.Page.QuerySelector<IHtmlFormElement>("form.closing")!);
        await page.Post($"/zaak/{anna}/afsluiten", form);

        await page.Post($"/zaak/{anna}/afsluiten", form);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(1, await site.Count("action", "kind = 'closed'"));
    }

    [Fact]
    public async Task A_plan_for_a_next_time_is_kept_and_quoted_by_the_next_signal()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .ChooseFirst(Look)
            .Write(Dutch("ClosingModel.Signs", "Anna"), "Dan slaap ik niet meer.")
            .Write(Dutch("PlanModel.MayNotice"), "Mijn zus Riet.")
            .Press(Dutch("ClosingModel.Close"));
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Contains(
            page.Timeline(),
            line =>
                line.Contains(Dutch("CaseModel.Plan.Quote.Notice", "Dan slaap ik niet meer."), StringComparison.Ordinal)
        );
        Assert.Lacks(DutchPart("CaseModel.Plan.Quote"), page.Text);

        await site.AddSignal(anna, "amber", "change");

        page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.Plan.Quote", "2 maart"), page.Text);
        Assert.Contains(Dutch("CaseModel.Plan.Quote.Call", "Mijn zus Riet."), page.TextsOf("p.own-words"));
    }

    private async Task<Browser> Case() => await (await site.SignedIn()).Open($"/zaak/{anna}/afsluiten");
}
