using CaregiverSignal.Alerts;
using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>
/// Whatever happens around it, what is red and open goes to the deputy and the team lead as long as nobody talks; to
/// take it up is no end.
/// </summary>
public sealed class WatchSignalTests : AtASite
{
    private const string Deputy = "dirk@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";

    private readonly long anna;
    private readonly long els;

    public WatchSignalTests()
        : base("2026-03-02")
    {
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = site.Coordinator();
        site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
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
    public void Somebody_red_stays_in_sight_and_on_the_way_to_the_team_when_he_or_she(string what)
    {
        site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(13), ("volhoudtijd.time", 1)]);
        site.RunJobs();
        Assert.Equal(1, site.Count("signal", "urgency = 'red' and escalate_on = '2026-03-04'"));
        site.Advance(TimeSpan.FromHours(2));

        if (what == "answers better")
            site.AddAnswered(anna, site.Time.Today.AddDays(1), "no", site.Csi(0));
        else
            site.Write(transaction => Happens(transaction, what));
        Days(2);

        Assert.Equal((1, WorkGroup.Today), (Escalations(), Items().Single().Group));
        Days(2);
        Assert.Equal(2, Escalations());
    }

    private void Happens(Transaction transaction, string what)
    {
        switch (what)
        {
            case "pauses":
                Participation.Pause(transaction, anna, site.Time.Today.AddMonths(1), ReportedBy.Caregiver, site.Time);
                break;
            case "stops":
                Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time);
                break;
            case "comes into aftercare":
                Participation.EnterAftercare(transaction, anna, site.Time);
                break;
            case "pauses and resumes":
                Participation.Pause(transaction, anna, site.Time.Today.AddMonths(1), ReportedBy.Caregiver, site.Time);
                LifeCycle.Resume(transaction, anna, ReportedBy.Caregiver, site.Time);
                break;
            case "is muted":
                Agreements.Set(
                    transaction,
                    CaregiverTable.Get(transaction, anna)!,
                    Agreed(AgreementKind.Mute, "level", 0),
                    els,
                    site.Time
                );
                break;
            case "moves":
                transaction.Execute("update caregiver set email = 'elders@example.org' where id = @anna", new { anna });
                break;
            case "has a talk in an imported file":
                EventTable.Add(
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
    public void Red_that_opens_without_being_told_is_watched_too()
    {
        site.Write(transaction =>
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

        Days(2);

        Assert.Equal(0, Escalations());
        Days(1);
        Assert.Equal((1, 0), (Escalations(), site.Count("mail", "kind = 'alert'")));
    }

    [Fact]
    public void Nothing_is_watched_that_is_amber_closed_or_not_told_yet()
    {
        site.AddSignal(anna, "amber", "level");
        site.AddSignal(site.AddCaregiver("2"));
        var closed = site.AddSignal(site.AddCaregiver("3"));
        site.Write(transaction => SignalTable.Close(transaction, closed.Id, site.Time.Now, SignalOutcome.Other));

        Assert.False(site.Write(site.Part<WatchSignal>().RunOne));
    }

    [Fact]
    public void A_death_brings_the_deputys_day_forward_with_the_agreed_one()
    {
        var signal = site.AddSignal(anna, kinds: "level");
        site.RunJobs();
        Talk(signal, 60);
        site.Write(transaction => SignalTable.CallBy(transaction, signal.Id, site.Time.Today.AddDays(7)));
        site.RunJobs();

        Assert.Equal(1, site.Count("signal", "next_on = '2026-03-09' and escalate_on = '2026-03-11'"));
    }

    [Fact]
    public void Red_after_a_talk_that_comes_again_and_again_does_not_move_the_deputys_day()
    {
        var signal = site.AddSignal(anna, kinds: "level");
        site.RunJobs();
        Talk(signal, 60);
        site.Advance(TimeSpan.FromDays(1));
        foreach (var day in Enumerable.Range(0, 2))
        {
            // As the judge stores it.
            site.Write(transaction =>
            {
                var open = SignalTable.Get(transaction, signal.Id)!;
                if (!open.AwaitsTalk)
                    SignalAlertTable.ClearEscalationDay(transaction, signal.Id);
                FindingTable.Add(
                    transaction,
                    signal.Id,
                    [Some.Finding(SignalKind.Item, Urgency.Red, site.Time.Today.AddDays(day))],
                    new RuleSettings(),
                    site.Time.Now
                );
            });
            site.RunJobs();
            site.Advance(TimeSpan.FromDays(1));
        }

        site.RunJobs();
        Assert.Equal(1, Escalations());
        Assert.True(Items().Single().IsOverdue);
    }

    [Fact]
    public void Taking_up_again_after_each_answer_does_not_keep_the_deputy_away()
    {
        foreach (var _ in Enumerable.Range(0, 4))
        {
            site.AddAnswered(anna, site.Time.Today, "yes", ("opening.going", 3));
            site.RunJobs();
            TakeUp();
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(1, Escalations());
        Assert.True(Items().Single().IsOverdue);
    }

    [Fact]
    public void Red_that_was_taken_up_and_not_called_is_late_and_goes_to_the_team_until_a_talk()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.AddSignal(anna, kinds: "level");
        site.RunJobs();
        TakeUp();

        Days(1);
        Assert.Equal((0, 0), (Escalations(), Escalations(Lot)));
        Days(1);
        Assert.Equal((1, 1), (Escalations(), Escalations(Lot)));
        Days(1);
        Assert.True(Items().Single().IsOverdue);
        Days(1);

        Assert.Equal((2, 2), (Escalations(), Escalations(Lot)));
    }

    [Fact]
    public void Whoever_gets_the_person_has_a_day_of_their_own_and_then_a_deputy_and_a_lead_too()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var kees = site.Coordinator("kees@steunpunt.example", "Kees");
        site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        Days(3);
        Assert.Equal((1, 1), (Escalations(), Escalations(Lot)));

        site.Write(transaction => PassingOn.One(transaction, anna, els, kees, null, site.Time));
        Assert.Equal(
            1,
            site.Count("staff_task", "kind = 'stopped' and due_on = '2026-03-06' and escalated_at is null")
        );
        site.Deputy("kees@steunpunt.example", Deputy);
        Days(1);
        Assert.Equal((1, 1), (Escalations(), Escalations(Lot)));
        Days(6);

        Assert.Equal((2, 2), (Escalations(), Escalations(Lot)));
    }

    [Fact]
    public void Amber_that_nobody_took_up_in_its_week_is_late()
    {
        site.AddSignal(anna, "amber", "change");
        site.RunJobs();
        Days(7);
        Assert.False(Items().Single().IsOverdue);

        Days(1);

        Assert.True(Items().Single().IsOverdue);
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

    private void TakeUp()
    {
        site.Write(transaction =>
            CaseActions.TakeUp(transaction, SignalTable.OpenOf(transaction, anna)!, els, site.Time)
        );
        site.RunJobs();
    }

    private void Talk(Signal signal, int days)
    {
        site.Advance(TimeSpan.FromMinutes(1));
        Assert.True(site.Contact(signal.Id, ContactWay.Spoken, days));
        site.RunJobs();
    }

    private IReadOnlyList<WorkItem> Items() =>
        WorklistOrder.Order(
            site.Read(transaction => SignalTable.OpenCases(transaction, [els])),
            site.Time.Today,
            site.Time.WorkingDays
        );

    private long Escalations(string to = Deputy) => site.Count("mail", $"kind = 'escalation' and envelope_to = '{to}'");
}
