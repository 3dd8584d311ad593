using CaregiverSignal.Invitations;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.People;

public sealed class LifeCycleTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();
    private readonly SiteTime time;
    private readonly EndPause endPause;
    private readonly long id;

    public LifeCycleTests()
    {
        time = Some.Time(store.Clock);
        endPause = store.Part<EndPause>();
        id = store.AddCaregiver(enrolledOn: Some.Date("2026-01-20"));
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_pause_is_kept_with_its_day_its_event_and_a_wish_to_judge()
    {
        Assert.True(
            store.Write(transaction =>
                LifeCycle.Pause(transaction, id, Some.Date("2026-02-01"), ReportedBy.Caregiver, time)
            )
        );

        Assert.Equal(
            (CaregiverStatus.Paused, Some.Date("2026-02-01")),
            (store.Caregiver(id).Status, store.Caregiver(id).PausedUntil)
        );
        var happened = Assert.Single(store.Read(transaction => EventTable.Of(transaction, id)));
        Assert.Equal(
            (EventKind.Paused, ReportedBy.Caregiver, Some.Date("2026-01-05")),
            (happened.Kind, happened.ReportedBy, happened.HappenedOn)
        );
        Assert.Equal(
            store.Clock.GetUtcNow(),
            Assert
                .Single(store.Read(transaction => EvaluateCaregiver.Next(transaction, store.Clock.GetUtcNow())))
                .EvaluateAt
        );
    }

    [Fact]
    public void The_same_pause_twice_is_one_and_another_day_changes_it()
    {
        bool Pause(string? until) =>
            store.Write(transaction =>
                LifeCycle.Pause(transaction, id, until is null ? null : Some.Date(until), ReportedBy.Caregiver, time)
            );
        Pause("2026-02-01");

        Assert.False(Pause("2026-02-01"));
        Assert.True(Pause("2026-03-01"));
        Assert.True(Pause(null));
        Assert.False(Pause(null));
        Assert.Null(store.Caregiver(id).PausedUntil);
        Assert.Equal(1, store.Count("event"));
    }

    [Theory]
    [InlineData("2026-01-31T22:59:59Z", false)]
    [InlineData("2026-01-31T23:00:00Z", true)]
    public void A_pause_ends_when_its_day_begins(string now, bool ended)
    {
        store.Write(transaction =>
            LifeCycle.Pause(transaction, id, Some.Date("2026-02-01"), ReportedBy.Caregiver, time)
        );
        store.Clock.SetUtcNow(Some.Utc(now));

        Assert.Equal(ended, store.Write(endPause.RunOne));
        Assert.False(store.Write(endPause.RunOne));

        Assert.Equal(ended ? CaregiverStatus.Active : CaregiverStatus.Paused, store.Caregiver(id).Status);
    }

    [Fact]
    public void Who_comes_back_from_a_pause_is_asked_once_and_keeps_the_old_day()
    {
        store.Write(transaction =>
            LifeCycle.Pause(transaction, id, Some.Date("2026-03-25"), ReportedBy.Caregiver, time)
        );
        store.Clock.SetUtcNow(Some.Utc("2026-03-25T10:00:00Z"));
        var invite = store.Part<InviteToCheckIn>();

        store.Write(endPause.RunOne);
        while (store.Write(invite.RunOne)) { }

        Assert.Equal([Some.Date("2026-03-25")], store.CheckIns(id).Select(checkIn => checkIn.AskedOn));
        Assert.Equal(Some.Date("2026-04-20"), store.Caregiver(id).NextDueOn);
    }

    [Theory]
    [InlineData(CaregiverStatus.Ended, false, false, false)]
    [InlineData(CaregiverStatus.Aftercare, false, true, true)]
    [InlineData(CaregiverStatus.Paused, true, true, true)]
    [InlineData(CaregiverStatus.Active, true, false, true)]
    public void Each_step_starts_from_the_states_it_is_meant_for(
        CaregiverStatus from,
        bool pauses,
        bool resumes,
        bool stops
    )
    {
        bool Step(Func<Transaction, bool> step)
        {
            store.Sql("update caregiver set status = @from, paused_until = null where id = @id", new { from, id });
            store.Sql("delete from event");
            var done = store.Write(step);
            if (!done)
                Assert.Equal((from, 0L), (store.Caregiver(id).Status, store.Count("event")));
            return done;
        }

        Assert.Equal(
            pauses,
            Step(transaction => LifeCycle.Pause(transaction, id, Some.Date("2026-02-01"), ReportedBy.Caregiver, time))
        );
        Assert.Equal(resumes, Step(transaction => LifeCycle.Resume(transaction, id, ReportedBy.Coordinator, time)));
        Assert.Equal(stops, Step(transaction => LifeCycle.Stop(transaction, id, ReportedBy.Caregiver, time)));
    }
}
