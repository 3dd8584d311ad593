using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Time;

namespace CaregiverSignal.Tests.Caseload;

public sealed class AlertBudgetTests
{
    private static readonly DateOnly Today = Some.Date("2026-03-02");

    [Fact]
    public void Without_a_limit_nothing_waits_and_nothing_is_too_much()
    {
        var budget = Of(notified: 100, perWeek: 0, Amber(1), Amber(2));

        Assert.Equal((0, 102), (budget.Over, budget.New));
        Assert.Empty(budget.Waiting);
    }

    [Fact]
    public void Up_to_the_limit_nothing_waits()
    {
        var budget = Of(notified: 1, perWeek: 3, Amber(1), Amber(2));

        Assert.Equal(0, budget.Over);
        Assert.Empty(budget.Waiting);
    }

    [Fact]
    public void Above_it_the_longest_open_amber_goes_first_and_the_rest_waits_in_order()
    {
        var budget = Of(
            notified: 2,
            perWeek: 3,
            Amber(1, "2026-03-02"),
            Amber(2, "2026-02-20"),
            Amber(3, "2026-02-27")
        );

        Assert.Equal([3, 1], budget.Waiting);
        Assert.Equal(2, budget.Over);
    }

    [Fact]
    public void Red_never_waits_and_takes_the_room_of_amber()
    {
        var budget = Of(notified: 0, perWeek: 1, Amber(1), Red(2), Red(3));

        Assert.Equal([1], budget.Waiting);
        Assert.Equal(2, budget.Over);
    }

    [Fact]
    public void Who_asks_to_be_called_never_waits()
    {
        var budget = Of(notified: 9, perWeek: 1, Amber(1) with { RequestedAt = Some.Utc("2026-03-01T09:00:00Z") });

        Assert.Empty(budget.Waiting);
    }

    [Fact]
    public void What_was_told_or_taken_up_before_does_not_wait_again()
    {
        var at = Some.Utc("2026-03-01T09:00:00Z");

        Assert.Empty(
            Of(notified: 9, perWeek: 1, Amber(1) with { NotifiedAt = at }, Amber(2) with { SeenAt = at }).Waiting
        );
    }

    [Fact]
    public async Task The_digest_tells_what_fits_and_the_worklist_says_how_much_is_too_much()
    {
        using var site = Some.Installation(("FollowUp:SignalsPerWeek", "2")).On("2026-03-02");
        foreach (var person in new[] { "1", "2", "3" })
            site.AddSignal(site.AddCaregiver(person), "amber", "change");
        var red = site.AddSignal(site.AddCaregiver("4"));

        Assert.True(site.Part<NotifyCoordinator>().RunOne());
        Assert.True(site.Part<SendDigest>().RunOne());

        Assert.NotNull(site.SignalOf(red.Id).NotifiedAt);
        Assert.Equal(1, site.Count("signal", "urgency = 'amber' and notified_at is not null"));
        var browser = await site.SignedIn();
        await browser.Open("/werklijst");
        Assert.Contains(
            "Els: 4 nieuwe meldingen in een week, ruimte voor 2. Te veel: 2. Wachten op hun beurt: 2. De eerste gaat uit op maandag 9 maart",
            browser.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(2, browser.Page.QuerySelectorAll(".tag").Count(tag => tag.TextContent == "Wacht op ruimte"));

        site.Advance(TimeSpan.FromDays(8));
        Assert.True(site.Part<SendDigest>().RunOne());
        Assert.Equal(3, site.Count("signal", "urgency = 'amber' and notified_at is not null"));
    }

    [Fact]
    public async Task The_team_reads_of_every_coordinator_who_has_too_much_and_one_reads_ones_own()
    {
        using var site = Some.Installation(("FollowUp:SignalsPerWeek", "1")).On("2026-03-02");
        foreach (var person in new[] { "1", "2" })
            site.AddSignal(site.AddCaregiver(person), "amber", "change");
        foreach (var person in new[] { "3", "4", "5" })
            site.AddSignal(site.AddCaregiver(person, coordinator: "joost@steunpunt.example"), "amber", "change");
        site.Coordinator("joost@steunpunt.example", "Joost");
        var browser = await site.SignedIn();

        Assert.DoesNotContain("Joost", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Team");

        Assert.Contains(
            "Els: 2 nieuwe meldingen in een week, ruimte voor 1. Te veel: 1.",
            browser.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Joost: 3 nieuwe meldingen in een week, ruimte voor 1. Te veel: 2.",
            browser.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_first_that_waits_has_room_a_week_after_the_signal_that_must_make_it()
    {
        var at = Some.Utc("2026-03-01T09:00:00Z");

        Assert.Equal(at.AddDays(7), Of(notified: 2, perWeek: 2, Amber(1), Amber(2)).RoomFrom([at, at.AddDays(1)]));
        Assert.Equal(at.AddDays(8), Of(notified: 2, perWeek: 2, Red(1), Amber(2)).RoomFrom([at, at.AddDays(1)]));
        Assert.Null(Of(notified: 1, perWeek: 3, Amber(1)).RoomFrom([at]));
        Assert.Null(Of(notified: 1, perWeek: 1, Red(1), Amber(2)).RoomFrom([at]));
    }

    private static AlertBudget Of(int notified, int perWeek, params OpenCase[] cases) =>
        AlertBudget.Of(WorklistOrder.Order(cases, Today, WorkingDays.Usual), notified, perWeek);

    private static OpenCase Amber(long id, string openedOn = "2026-03-01") =>
        new()
        {
            Id = id,
            Urgency = Urgency.Amber,
            KindCodes = "change",
            OpenedOn = Some.Date(openedOn),
        };

    private static OpenCase Red(long id) => Amber(id) with { Urgency = Urgency.Red };
}
