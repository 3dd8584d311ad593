using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Closing says how it ended and how it goes on: nothing closes without.</summary>
public sealed class ClosingTests : AtASite
{
    private static readonly string Outcome = Dutch("CaseModel.Outcome");
    private static readonly string Look = Dutch("CaseModel.Look");

    private readonly long anna;
    private readonly long signal;

    public ClosingTests()
        : base("2026-03-02")
    {
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 1));
        signal = site.AddSignal(anna, "amber", "change").Id;
    }

    [Fact]
    public async Task Nothing_closes_without_saying_how_it_goes_on_and_the_day_of_the_usual_questions_is_named()
    {
        var page = await Case();
        Assert.Equal(
            [
                Dutch("CaseModel.Look.rhythm.active", "1 april 2026"),
                Dutch("CaseModel.Look.on-day"),
                Dutch("CaseModel.Look.asks.active", "Anna"),
                Dutch("CaseModel.Look.stopped", "Anna"),
            ],
            page.LabelsOf(Look)
        );

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.lighter")).Press(Dutch("Everywhere.Close"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#Closing_Look", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Null(site.SignalOf(signal).ClosedAt);
        await page.ChooseFirst(Look).Press(Dutch("Everywhere.Close"));
        Assert.Equal(1, site.Count("action", "kind = 'closed' and next_look = 'rhythm'"));
        Assert.Equal(CaregiverStatus.Active, site.Caregiver(anna).Status);
    }

    [Fact]
    public async Task A_day_that_was_chosen_stays_on_the_worklist()
    {
        var page = await Case();

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .Choose(Look, Dutch("CaseModel.Look.on-day"))
            .Press(Dutch("Everywhere.Close"));
        Assert.Has(Dutch("CaseModel.Error.LookDay"), page.Text);
        await page.Write(Dutch("CaseModel.LookDayRed"), "2027-03-03").Press(Dutch("Everywhere.Close"));
        Assert.Equal("#Closing_Day", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        await page.Write(Dutch("CaseModel.LookDayRed"), "2026-03-21").Press(Dutch("Everywhere.Close"));

        Assert.Equal(1, site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-03-21'"));
        Assert.Has("Let op: zaterdag 21 maart is geen werkdag.", page.Text);
        Assert.Has(Dutch("Everywhere.State.Again", "op 21 maart"), page.Text);
        Assert.Lacks("Nog niet gesproken", page.Text);
        Assert.Lacks("Nog niet gesproken", (await page.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task All_that_lacks_is_said_at_once()
    {
        var page = await Case();

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.care-collapse"))
            .Choose(Look, Dutch("CaseModel.Look.on-day"))
            .Write(Dutch("CaseModel.EndDay"), "")
            .Press(Dutch("Everywhere.Close"));

        Assert.Equal(
            ["#Closing_EndedOn", "#Closing_Day"],
            page.Page.QuerySelectorAll(".error-summary a").Select(element => element.GetAttribute("href"))
        );
    }

    [Fact]
    public async Task Who_asks_themselves_gets_no_questions_and_is_called_after_three_months()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Write(Dutch("CaseModel.CloseNote"), "Een kaart gestuurd.")
            .Choose(Look, Dutch("CaseModel.Look.asks.active", "Anna"))
            .Press(Dutch("Everywhere.Close"));

        Assert.Equal(CaregiverStatus.Paused, site.Caregiver(anna).Status);
        Assert.Equal(1, site.Count("staff_task", "kind = 'silent' and done_at is null and due_on = '2026-06-02'"));
    }

    [Fact]
    public async Task Who_stopped_is_asked_nothing_any_more()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Write(Dutch("CaseModel.CloseNote"), "Een kaart gestuurd.")
            .Choose(Look, Dutch("CaseModel.Look.stopped", "Anna"))
            .Press(Dutch("Everywhere.Close"));

        Assert.Equal(CaregiverStatus.Ended, site.Caregiver(anna).Status);
        Assert.Equal(0, site.Count("signal", "closed_at is null"));
    }

    [Theory]
    [InlineData("Anna vraagt het ons zelf: er gaan geen vragen meer. U belt over drie maanden")]
    [InlineData("Anna wil stoppen: wij vragen niets meer")]
    public async Task A_call_that_the_closing_itself_promises_is_still_to_be_made(string look)
    {
        var page = await Case();
        var checkIn = site.Ask(anna, "csi").Id;
        site.Write(transaction => CheckInTable.SaveOwnWords(transaction, checkIn, "", CallWish.Yes));

        await page.Choose(Outcome, Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Choose(Look, look)
            .Write(Dutch("CaseModel.CloseNote"), "Een kaart gestuurd.")
            .Press(Dutch("Everywhere.Close"));

        Assert.NotNull(site.SignalOf(signal).ClosedAt);
        Assert.Equal(1, site.Count("staff_task", "kind = 'call' and done_at is null"));
        await page.Open("/werklijst");
        Assert.Has("Anna J.", page.Text);
    }

    [Fact]
    public async Task A_plan_and_a_collapse_typed_for_what_is_closed_already_are_kept()
    {
        var page = (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.care-collapse"))
            .ChooseFirst(Look)
            .Write(Dutch("CaseModel.EndDay"), "2026-02-27")
            .Write(Dutch("CaseModel.Plan.Notice", "Anna"), "Dan slaap ik niet meer.")
            .Write(Dutch("PlanModel.MayNotice"), "Mijn zus Riet.");
        site.Close(site.SignalOf(signal).CaregiverId, SignalOutcome.Lighter);

        await page.Press(Dutch("Everywhere.Close"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal(
            "Het zorgen thuis hield op: 27 februari 2026.\n"
                + "Zo is het te merken: Dan slaap ik niet meer.\n"
                + "Wie het mag merken: Mijn zus Riet.",
            page.Page.QuerySelector<IHtmlTextAreaElement>("#Contact_Note")!.Value
        );
        var spoken = page.Page.QuerySelector<IHtmlInputElement>("#Contact_Way")!;
        spoken.IsChecked = true;
        await page.ChooseFirst(Dutch("CaseModel.When")).Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(1, site.Count("event", "kind = 'CareCollapse' and happened_on = '2026-02-27'"));
    }

    [Fact]
    public async Task The_same_closing_sent_twice_is_saved_once_and_asks_for_nothing()
    {
        var page = (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .ChooseFirst(Look)
            .Write(Dutch("PlanModel.MayNotice"), "Mijn zus Riet.");
        var form = Browser.FieldsOf(page.Page.QuerySelector<IHtmlFormElement>("form[action$='=Close']")!);
        await page.Post($"/zaak/{anna}?handler=Close", form);

        await page.Post($"/zaak/{anna}?handler=Close", form);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(1, site.Count("action", "kind = 'closed'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-03")]
    [InlineData("2024-03-01")]
    [InlineData("gisteren")]
    public async Task A_collapse_needs_its_day(string day)
    {
        var page = (await Case()).Choose(Outcome, Dutch("CaseModel.Outcome.care-collapse")).ChooseFirst(Look);

        await page.Write(Dutch("CaseModel.EndDay"), day).Press(Dutch("Everywhere.Close"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#Closing_EndedOn", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(0, site.Count("event", "kind = 'CareCollapse'"));
    }

    [Fact]
    public async Task A_collapse_is_kept_with_its_day()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.care-collapse"))
            .ChooseFirst(Look)
            .Write(Dutch("CaseModel.EndDay"), "2026-02-27")
            .Press(Dutch("Everywhere.Close"));

        Assert.Equal(SignalOutcome.CareCollapse, site.SignalOf(signal).Outcome);
        Assert.Equal(1, site.Count("event", "kind = 'CareCollapse' and happened_on = '2026-02-27'"));
    }

    [Theory]
    [InlineData("crisis-admission", "CrisisAdmission", CaregiverStatus.Active, 0)]
    [InlineData("admission", "Admission", CaregiverStatus.Aftercare, 1)]
    public async Task What_happened_is_noted_today_in_two_taps_and_aftercare_begins_where_the_care_ended(
        string outcome,
        string kind,
        CaregiverStatus status,
        int followed
    )
    {
        await (await Case()).CloseCase(Dutch("CaseModel.Outcome." + outcome));

        Assert.NotNull(site.SignalOf(signal).ClosedAt);
        Assert.Equal(1, site.Count("event", $"kind = '{kind}' and happened_on = '2026-03-02'"));
        Assert.Equal(status, site.Caregiver(anna).Status);
        Assert.Equal(followed, site.Count("signal", "closed_at is null and next_on = '2026-03-09'"));
    }

    [Fact]
    public async Task What_begins_aftercare_needs_no_choice_and_no_ordinary_questions_go_on_after_it()
    {
        await (await Case()).Choose(Outcome, Dutch("CaseModel.Outcome.admission")).Press(Dutch("Everywhere.Close"));

        Assert.NotNull(site.SignalOf(signal).ClosedAt);
        Assert.Equal(1, site.Count("signal", "closed_at is null and next_on = '2026-03-09'"));
        Assert.Equal(0, site.Count("action", "next_look is not null"));
        Assert.Equal(CaregiverStatus.Aftercare, site.Caregiver(anna).Status);
    }

    [Fact]
    public async Task A_plan_for_a_next_time_is_kept_and_quoted_by_the_next_signal()
    {
        await (await Case())
            .Choose(Outcome, Dutch("CaseModel.Outcome.lighter"))
            .ChooseFirst(Look)
            .Write(Dutch("CaseModel.Plan.Notice", "Anna"), "Dan slaap ik niet meer.")
            .Write(Dutch("PlanModel.MayNotice"), "Mijn zus Riet.")
            .Press(Dutch("Everywhere.Close"));
        var page = await Case();
        Assert.Contains(
            page.Timeline(),
            line =>
                line.Contains(Dutch("CaseModel.Plan.Quote.Notice", "Dan slaap ik niet meer."), StringComparison.Ordinal)
        );
        Assert.Lacks(DutchPart("CaseModel.Plan.Quote"), page.Text);

        site.AddSignal(anna, "amber", "change");

        page = await Case();
        Assert.Has(Dutch("CaseModel.Plan.Quote", "2 maart"), page.Text);
        Assert.Contains(Dutch("CaseModel.Plan.Quote.Call", "Mijn zus Riet."), page.TextsOf("p.own-words"));
    }

    private async Task<Browser> Case() => await (await site.SignedIn()).Open($"/zaak/{anna}");
}
