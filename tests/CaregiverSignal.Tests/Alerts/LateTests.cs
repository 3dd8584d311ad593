using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>
/// Taking something up is no end: what passes its day is late for everybody, and goes to the deputy and the team lead.
/// </summary>
public sealed class LateTests : AtASite
{
    private const string Deputy = "dirk@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";

    private readonly long anna;
    private readonly long els;

    public LateTests()
        : base("2026-03-02")
    {
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = site.Coordinator();
        site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
    }

    [Fact]
    public void Taking_up_again_after_each_answer_does_not_keep_the_deputy_away()
    {
        foreach (var _ in Enumerable.Range(0, 4))
        {
            site.AddAnswered(anna, site.Time.Today, "yes", ("opening.going", 3));
            site.Beat();
            TakeUp();
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(1, Escalations(Deputy));
        Assert.True(Items().Single().IsOverdue);
    }

    [Fact]
    public void Red_that_was_taken_up_and_not_called_is_late_and_goes_to_the_team_until_a_talk()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.AddSignal(anna, kinds: "level");
        site.Beat();
        TakeUp();

        Days(1);
        Assert.Equal((0, 0), (Escalations(Deputy), Escalations(Lot)));
        Days(1);
        Assert.Equal((1, 1), (Escalations(Deputy), Escalations(Lot)));
        Days(1);
        Assert.True(Items().Single().IsOverdue);
        Days(1);

        Assert.Equal((2, 2), (Escalations(Deputy), Escalations(Lot)));
    }

    [Fact]
    public void Whoever_gets_the_person_has_a_day_of_their_own_and_then_a_deputy_and_a_lead_too()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var kees = site.Coordinator("kees@steunpunt.example", "Kees");
        site.Database.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        Days(3);
        Assert.Equal((1, 1), (Escalations(Deputy), Escalations(Lot)));

        site.Database.Write(transaction => PassingOn.One(transaction, anna, els, kees, null, site.Time));
        Assert.Equal(
            1,
            site.Count("staff_task", "kind = 'stopped' and due_on = '2026-03-06' and escalated_at is null")
        );
        site.Deputy("kees@steunpunt.example", Deputy);
        Days(1);
        Assert.Equal((1, 1), (Escalations(Deputy), Escalations(Lot)));
        Days(6);

        Assert.Equal((2, 2), (Escalations(Deputy), Escalations(Lot)));
    }

    [Fact]
    public void Amber_that_nobody_took_up_in_its_week_is_late()
    {
        site.AddSignal(anna, "amber", "change");
        site.Beat();
        Days(7);
        Assert.False(Items().Single().IsOverdue);

        Days(1);

        Assert.True(Items().Single().IsOverdue);
    }

    private void TakeUp()
    {
        site.Database.Write(transaction =>
            Handling.TakeUp(transaction, SignalTable.OpenOf(transaction, anna)!, els, site.Time)
        );
        site.Beat();
    }

    private void Days(int days)
    {
        for (var day = 0; day < days; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            site.Beat();
        }
    }

    private IReadOnlyList<WorkItem> Items() =>
        WorklistOrder.Order(
            site.Database.Read(transaction => SignalTable.OpenCases(transaction, [els])),
            site.Time.Today,
            site.Time.WorkingDays
        );

    private long Escalations(string to) => site.Count("mail", $"kind = 'escalation' and envelope_to = '{to}'");
}
