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
/// Taking something up is no end: what passes its day is late for everybody, then the deputy's, then the team lead's.
/// </summary>
public sealed class LateTests : IDisposable
{
    private const string Deputy = "dirk@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly long anna;
    private readonly long els;

    public LateTests()
    {
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = site.Coordinator();
        site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
    }

    public void Dispose() => site.Dispose();

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
    public void Red_that_was_taken_up_and_not_called_is_late_goes_to_the_deputy_and_then_once_to_the_lead()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.AddSignal(anna, kinds: "level");
        site.Beat();
        TakeUp();

        Days(2);
        Assert.Equal((1, 0), (Escalations(Deputy), Escalations(Lot)));
        Days(1);
        Assert.True(Items().Single().IsOverdue);
        Days(1);
        Assert.Equal((2, 1), (Escalations(Deputy), Escalations(Lot)));
        Days(21);

        Assert.Equal(1, Escalations(Lot));
    }

    [Fact]
    public void Where_there_is_no_lead_an_administrator_hears_that_red_waits()
    {
        site.WithRoles("ab@steunpunt.example", "Ab", StaffRole.Administrator);
        site.AddSignal(anna, kinds: "level");
        site.Beat();

        Days(4);

        Assert.Equal(1, Escalations("ab@steunpunt.example"));
    }

    [Fact]
    public void After_a_talk_the_lead_hears_of_what_is_left_again()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var signal = site.AddSignal(anna, kinds: "level");
        site.Beat();
        Days(4);
        site.Database.Write(transaction =>
            Handling.RecordContact(
                transaction,
                signal,
                els,
                new RecordedContact(ContactWay.Spoken, "", site.Time.Today.AddDays(7)),
                site.Time
            )
        );

        Days(21);

        Assert.Equal(2, Escalations(Lot));
    }

    [Fact]
    public void A_task_that_the_deputy_does_not_do_either_goes_once_to_the_lead_on_a_working_day()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Database.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );

        Days(1);
        Assert.Equal((1, 0), (Escalations(Deputy), Escalations(Lot)));
        Days(1);
        Assert.Equal(0, Escalations(Lot));
        Days(1);
        Assert.Equal(1, Escalations(Lot));
        Days(14);

        Assert.Equal((1, 1), (Escalations(Deputy), Escalations(Lot)));
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
        Days(14);

        Assert.Equal((2, 2), (Escalations(Deputy), Escalations(Lot)));
    }

    [Fact]
    public void A_task_waits_for_a_lead_where_there_is_none_yet()
    {
        site.Database.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        Days(5);
        Assert.Equal(0, site.Count("staff_task", "lead_at is not null"));

        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        Days(3);

        Assert.Equal(1, Escalations(Lot));
    }

    [Theory]
    [InlineData("expired", 2)]
    [InlineData("failed", 2)]
    [InlineData("cancelled", 2)]
    [InlineData("sent", 1)]
    public void A_mail_to_the_lead_that_never_left_is_written_again(string state, int mails)
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.AddSignal(anna, kinds: "level");
        site.Beat();
        Days(4);
        Assert.Equal(1, Escalations(Lot));
        site.Sql($"update mail set state = '{state}' where envelope_to = '{Lot}'");

        Days(4);

        Assert.Equal(mails, Escalations(Lot));
    }

    [Theory]
    [InlineData("expired", 2)]
    [InlineData("failed", 2)]
    [InlineData("cancelled", 2)]
    [InlineData("sent", 1)]
    public void So_is_one_about_tasks_once_a_day_until_one_left(string state, int mails)
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Database.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        Days(3);
        Assert.Equal(1, Escalations(Lot));
        site.Sql($"update mail set state = '{state}' where envelope_to = '{Lot}'");

        site.Beat();
        Assert.Equal(1, Escalations(Lot));
        Days(14);

        Assert.Equal(mails, Escalations(Lot));
    }

    [Fact]
    public void What_is_done_in_time_never_reaches_the_lead()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Database.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, site.Time.Today, site.Time.Now)
        );
        Days(2);
        site.Database.Write(transaction =>
            StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Stopped, anna, site.Time.Now, els)
        );

        Days(14);

        Assert.Equal(0, Escalations(Lot));
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
