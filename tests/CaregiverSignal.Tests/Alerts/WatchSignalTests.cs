using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>
/// Whatever happens around it, what is red and open goes to the deputy and the team lead as long as nobody talks; to
/// take it up is no end.
/// </summary>
public sealed class WatchSignalTests() : AtASite("2026-03-02")
{
    private const string Deputy = "dirk@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";

    private long anna;
    private long els;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = await site.Coordinator();
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
    }

    /// <summary>What can happen to somebody while something red is open.</summary>
    public static TheoryData<string> Acts =>
        [
            "pauses",
            "stops",
            "comes into aftercare",
            "pauses and resumes",
            "is muted",
            "moves",
            "has a talk in an imported file",
            "answers better",
        ];

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Somebody_red_stays_in_sight_and_on_the_way_to_the_team_when_he_or_she(string what)
    {
        await site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(13), ("volhoudtijd.time", 1)]);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", "urgency = 'red' and escalate_on = '2026-03-04'"));
        site.Advance(TimeSpan.FromHours(2));

        if (what == "answers better")
            await site.AddAnswered(anna, site.Time.Today.AddDays(1), "no", site.Csi(0));
        else
            await site.Write(transaction => Happens(transaction, what));
        await Days(2);

        Assert.Equal((1, WorkGroup.Today), (await Escalations(), (await Items()).Single().Group));
        await Days(2);
        Assert.Equal(2, await Escalations());
    }

    private async Task Happens(Transaction transaction, string what)
    {
        switch (what)
        {
            case "pauses":
                await Participation.Pause(
                    transaction,
                    anna,
                    site.Time.Today.AddMonths(1),
                    ReportedBy.Caregiver,
                    site.Time
                );
                break;
            case "stops":
                await Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time);
                break;
            case "comes into aftercare":
                await Participation.EnterAftercare(transaction, anna, site.Time);
                break;
            case "pauses and resumes":
                await Participation.Pause(
                    transaction,
                    anna,
                    site.Time.Today.AddMonths(1),
                    ReportedBy.Caregiver,
                    site.Time
                );
                await LifeCycle.Resume(transaction, anna, ReportedBy.Caregiver, site.Time);
                break;
            case "is muted":
                await Agreements.Set(
                    transaction,
                    (await CaregiverTable.Get(transaction, anna))!,
                    Agreed(AgreementKind.Mute, "level", 0),
                    els,
                    site.Time
                );
                break;
            case "moves":
                await transaction.Execute(
                    "update caregiver set email = 'elders@example.org' where id = @anna",
                    new { anna }
                );
                break;
            case "has a talk in an imported file":
                await EventTable.Add(
                    transaction,
                    anna,
                    site.Time.Today,
                    EventKind.Contacted,
                    ReportedBy.Professional,
                    "",
                    site.Time.Now
                );
                break;
            default:
                throw new ArgumentException("No such act.", nameof(what));
        }
    }

    [Fact]
    public async Task Red_that_opens_without_being_told_is_watched_too()
    {
        await site.Write(transaction =>
            SignalTable.Open(
                transaction,
                anna,
                Urgency.Red,
                [SignalKind.Level],
                site.Time.Today,
                site.Time.Now,
                site.Time.Today
            )
        );

        await Days(2);

        Assert.Equal(0, await Escalations());
        await Days(1);
        Assert.Equal((1, 0), (await Escalations(), await site.Count("mail", "kind = 'alert'")));
    }

    [Fact]
    public async Task Nothing_is_watched_that_is_amber_closed_or_not_told_yet()
    {
        await site.AddSignal(anna, "amber", "level");
        await site.AddSignal(await site.AddCaregiver("2"));
        var closed = await site.AddSignal(await site.AddCaregiver("3"));
        await site.Write(transaction => SignalTable.Close(transaction, closed.Id, site.Time.Now, SignalOutcome.Other));

        Assert.False(await site.Write(site.Part<WatchSignal>().RunOne));
    }

    [Fact]
    public async Task A_death_brings_the_deputys_day_forward_with_the_agreed_one()
    {
        var signal = await site.AddSignal(anna, kinds: "level");
        await site.RunJobs();
        await Talk(signal, 60);
        await site.Write(transaction => SignalTable.CallBy(transaction, signal.Id, site.Time.Today.AddDays(7)));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("signal", "next_on = '2026-03-09' and escalate_on = '2026-03-11'"));
    }

    [Fact]
    public async Task Red_after_a_talk_that_comes_again_and_again_does_not_move_the_deputys_day()
    {
        var signal = await site.AddSignal(anna, kinds: "level");
        await site.RunJobs();
        await Talk(signal, 60);
        site.Advance(TimeSpan.FromDays(1));
        foreach (var day in Enumerable.Range(0, 2))
        {
            // As the judge stores it.
            await site.Write(async transaction =>
            {
                var open = (await SignalTable.Get(transaction, signal.Id))!;
                if (!open.AwaitsTalk)
                    await SignalAlertTable.ClearEscalationDay(transaction, signal.Id);
                await FindingTable.Add(
                    transaction,
                    signal.Id,
                    [Some.Finding(SignalKind.Item, Urgency.Red, site.Time.Today.AddDays(day))],
                    new RuleSettings(),
                    site.Time.Now
                );
            });
            await site.RunJobs();
            site.Advance(TimeSpan.FromDays(1));
        }

        await site.RunJobs();
        Assert.Equal(1, await Escalations());
        Assert.True((await Items()).Single().IsOverdue);
    }

    [Fact]
    public async Task Taking_up_again_after_each_answer_does_not_keep_the_deputy_away()
    {
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await site.AddAnswered(anna, site.Time.Today, "yes", ("opening.going", 3));
            await site.RunJobs();
            await TakeUp();
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(1, await Escalations());
        Assert.True((await Items()).Single().IsOverdue);
    }

    [Fact]
    public async Task Red_that_was_taken_up_and_not_called_is_late_and_goes_to_the_team_until_a_talk()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.AddSignal(anna, kinds: "level");
        await site.RunJobs();
        await TakeUp();

        await Days(1);
        Assert.Equal((0, 0), (await Escalations(), await Escalations(Lot)));
        await Days(1);
        Assert.Equal((1, 1), (await Escalations(), await Escalations(Lot)));
        await Days(1);
        Assert.True((await Items()).Single().IsOverdue);
        await Days(1);

        Assert.Equal((2, 2), (await Escalations(), await Escalations(Lot)));
    }

    [Fact]
    public async Task Whoever_gets_the_person_has_a_day_of_their_own_and_then_a_deputy_and_a_lead_too()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var kees = await site.Coordinator("kees@steunpunt.example", "Kees");
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        await Days(3);
        Assert.Equal((1, 1), (await Escalations(), await Escalations(Lot)));

        await site.Write(transaction => PassingOn.One(transaction, anna, els, kees, null, site.Time));
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'stopped' and due_on = '2026-03-06' and escalated_at is null")
        );
        await site.Deputy("kees@steunpunt.example", Deputy);
        await Days(1);
        Assert.Equal((1, 1), (await Escalations(), await Escalations(Lot)));
        await Days(6);

        Assert.Equal((2, 2), (await Escalations(), await Escalations(Lot)));
    }

    [Fact]
    public async Task Amber_that_nobody_took_up_in_its_week_is_late()
    {
        await site.AddSignal(anna, "amber", "change");
        await site.RunJobs();
        await Days(7);
        Assert.False((await Items()).Single().IsOverdue);

        await Days(1);

        Assert.True((await Items()).Single().IsOverdue);
    }

    private Agreement Agreed(AgreementKind kind, string subject, double value) =>
        new()
        {
            Kind = kind,
            Subject = subject,
            Value = value,
            FromOn = site.Time.Today,
            UntilOn = site.Time.Today.AddDays(20),
            Reason = "Afgesproken.",
        };

    private async Task TakeUp()
    {
        await site.Write(async transaction =>
            await CaseActions.TakeUp(transaction, (await SignalTable.OpenOf(transaction, anna))!, els, site.Time)
        );
        await site.RunJobs();
    }

    private async Task Talk(Signal signal, int days)
    {
        site.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await site.Contact(signal.Id, ContactWay.Spoken, days));
        await site.RunJobs();
    }

    private async Task<IReadOnlyList<WorkItem>> Items() =>
        WorklistOrder.Order(
            await site.Read(transaction => SignalTable.OpenCases(transaction, [els])),
            site.Time.Today,
            site.Time.WorkingDays
        );

    private Task<long> Escalations(string to = Deputy) =>
        site.Count("mail", $"kind = 'escalation' and envelope_to = '{to}'");
}
