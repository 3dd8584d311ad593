using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Retention;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>
/// Somebody who can go on for less than a month, and stays so: told again without crying wolf, and never out of sight.
/// </summary>
public sealed class ToldAgainTests : IDisposable
{
    private readonly TestInstallation site = Some.Where(settings =>
            settings with
            {
                Retention = new(new RetentionTerms(MailDays: 3660)),
            }
        )
        .On("2026-03-02");
    private readonly long coordinator;
    private readonly long anna;

    public ToldAgainTests()
    {
        (coordinator, anna) = (site.Coordinator(), site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1)));
        site.AddAnswered(anna, site.Time.Today, null, ("volhoudtijd.time", 2));
        site.Beat();
        Assert.Equal(1, Alerts);
    }

    private long Alerts => site.Count("mail", "kind = 'alert'");

    private Signal Signal => site.Database.Read(transaction => SignalTable.OpenOf(transaction, anna))!;

    public void Dispose() => site.Dispose();

    [Fact]
    public void While_nobody_talks_the_deputy_hears_again_and_again_and_no_second_alert_goes_when_the_day_to_look_again_has_come()
    {
        var before = Signal;

        Days(125);

        Assert.Equal(2, site.Count("notification", "urgency = 'red'"));
        Assert.Equal(1, Alerts);
        Assert.True(site.Count("mail", "kind = 'escalation' and date(created_at) > '2026-06-25'") > 0);
        Assert.Equal((before.NotifyOn, true), (Signal.NotifyOn, Signal.AwaitsTalk));
        Assert.True(Assert.Single(OnTheWorklist()).IsOverdue);
    }

    [Fact]
    public void On_the_agreed_day_it_is_for_today_and_in_the_digest_without_an_alert_and_the_deputy_hears_two_working_days_later()
    {
        Talk(nextOn: 14);
        Days(13);
        Assert.Equal(WorkGroup.ThisWeek, Assert.Single(OnTheWorklist()).Group);

        Days(1);

        Assert.Equal(1, Alerts);
        Assert.Equal(
            (site.Time.Today, (DateTimeOffset?)null, true),
            (Signal.NotifyOn!.Value, Signal.SeenAt, Signal.AwaitsTalk)
        );
        Assert.Equal(WorkGroup.Today, Assert.Single(OnTheWorklist()).Group);
        Assert.Equal(1, site.Count("mail", "kind = 'digest' and date(created_at) = '2026-03-16'"));
        Assert.Equal(0, site.Count("mail", "kind = 'escalation'"));
        Days(2);
        Assert.True(site.Count("mail", "kind = 'escalation' and date(created_at) = '2026-03-18'") > 0);
    }

    [Fact]
    public void What_is_new_has_an_alert_of_its_own_whether_somebody_talked_or_not()
    {
        Days(1);
        AsksToBeCalled();
        Assert.Equal(2, Alerts);

        Talk(nextOn: 20);
        Days(3);
        AsksToBeCalled();

        Assert.Equal(3, Alerts);
    }

    [Fact]
    public void Closed_after_a_talk_and_still_so_when_the_day_has_come_it_opens_anew_with_an_alert()
    {
        Talk(nextOn: 14);
        site.Database.Write(transaction =>
            Handling.Close(transaction, Signal, coordinator, SignalOutcome.Lighter, "", site.Time)
        );

        Days(121);

        Assert.Equal(2, site.Count("signal", "kinds <> ''"));
        Assert.Equal(2, Alerts);
    }

    [Fact]
    public void Whoever_was_better_meanwhile_and_is_red_once_more_has_an_alert()
    {
        Talk(nextOn: 14);
        Days(5);
        site.AddAnswered(anna, site.Time.Today, null, ("volhoudtijd.time", 4));
        Days(9);
        Assert.Equal(Urgency.Amber, Signal.Urgency);

        site.AddAnswered(anna, site.Time.Today, null, ("volhoudtijd.time", 2));
        site.Beat();

        Assert.Equal(2, Alerts);
    }

    private void AsksToBeCalled()
    {
        site.AddAnswered(anna, site.Time.Today, "yes", ("volhoudtijd.time", 2));
        site.Beat();
    }

    private void Talk(int nextOn)
    {
        site.Database.Write(transaction =>
            Handling.RecordContact(
                transaction,
                Signal,
                coordinator,
                new RecordedContact(ContactWay.Spoken, "", site.Time.Today.AddDays(nextOn)),
                site.Time
            )
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

    private IReadOnlyList<WorkItem> OnTheWorklist() =>
        site.Database.Read(transaction =>
            WorklistOrder.Order(
                SignalTable.OpenCases(transaction, [coordinator]),
                site.Time.Today,
                site.Time.WorkingDays
            )
        );
}
