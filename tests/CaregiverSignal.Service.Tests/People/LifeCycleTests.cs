using CaregiverSignal.Invitations;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.People;

public sealed class LifeCycleTests : IDisposable, IAsyncLifetime
{
    private readonly TestInstallation store = Some.Installation();
    private SiteTime time = null!;
    private EndPause endPause = null!;
    private long id;

    public async ValueTask InitializeAsync()
    {
        time = Some.Time(store.Clock);
        endPause = store.Part<EndPause>();
        id = await store.AddCaregiver(enrolledOn: Some.Date("2026-01-20"));
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_pause_is_kept_with_its_day_its_event_and_a_wish_to_judge()
    {
        Assert.True(
            await store.Write(transaction =>
                LifeCycle.Pause(transaction, id, Some.Date("2026-02-01"), ReportedBy.Caregiver, time)
            )
        );

        Assert.Equal(
            (CaregiverStatus.Paused, Some.Date("2026-02-01")),
            ((await store.Caregiver(id)).Status, (await store.Caregiver(id)).PausedUntil)
        );
        var happened = Assert.Single(await store.Read(transaction => EventTable.Of(transaction, id)));
        Assert.Equal(
            (EventKind.Paused, ReportedBy.Caregiver, Some.Date("2026-01-05")),
            (happened.Kind, happened.ReportedBy, happened.HappenedOn)
        );
        Assert.Equal(
            store.Clock.GetUtcNow(),
            Assert
                .Single(await store.Read(transaction => EvaluateCaregiver.Next(transaction, store.Clock.GetUtcNow())))
                .EvaluateAt
        );
    }

    [Fact]
    public async Task The_same_pause_twice_is_one_and_another_day_changes_it()
    {
        Task<bool> Pause(string? until) =>
            store.Write(transaction =>
                LifeCycle.Pause(transaction, id, until is null ? null : Some.Date(until), ReportedBy.Caregiver, time)
            );
        await Pause("2026-02-01");

        Assert.False(await Pause("2026-02-01"));
        Assert.True(await Pause("2026-03-01"));
        Assert.True(await Pause(null));
        Assert.False(await Pause(null));
        Assert.Null((await store.Caregiver(id)).PausedUntil);
        Assert.Equal(1, await store.Count("event"));
    }

    [Theory]
    [InlineData("2026-01-31T22:59:59Z", false)]
    [InlineData("2026-01-31T23:00:00Z", true)]
    public async Task A_pause_ends_when_its_day_begins(string now, bool ended)
    {
        await store.Write(transaction =>
            LifeCycle.Pause(transaction, id, Some.Date("2026-02-01"), ReportedBy.Caregiver, time)
        );
        store.Clock.SetUtcNow(Some.Utc(now));

        Assert.Equal(ended, await store.Write(endPause.RunOne));
        Assert.False(await store.Write(endPause.RunOne));

        Assert.Equal(ended ? CaregiverStatus.Active : CaregiverStatus.Paused, (await store.Caregiver(id)).Status);
    }

    [Fact]
    public async Task Who_comes_back_from_a_pause_is_asked_once_and_keeps_the_old_day()
    {
        await store.Write(transaction =>
            LifeCycle.Pause(transaction, id, Some.Date("2026-03-25"), ReportedBy.Caregiver, time)
        );
        store.Clock.SetUtcNow(Some.Utc("2026-03-25T10:00:00Z"));
        var invite = store.Part<InviteToCheckIn>();

        await store.Write(endPause.RunOne);
        while (await store.Write(invite.RunOne)) { }

        Assert.Equal([Some.Date("2026-03-25")], (await store.CheckIns(id)).Select(checkIn => checkIn.AskedOn));
        Assert.Equal(Some.Date("2026-04-20"), (await store.Caregiver(id)).NextDueOn);
    }

    [Theory]
    [InlineData(CaregiverStatus.Ended, false, false, false)]
    [InlineData(CaregiverStatus.Aftercare, false, true, true)]
    [InlineData(CaregiverStatus.Paused, true, true, true)]
    [InlineData(CaregiverStatus.Active, true, false, true)]
    public async Task Each_step_starts_from_the_states_it_is_meant_for(
        CaregiverStatus from,
        bool pauses,
        bool resumes,
        bool stops
    )
    {
        async Task<bool> Step(Func<Transaction, Task<bool>> step)
        {
            await store.Sql(
                "update caregiver set status = @from, paused_until = null where id = @id",
                new { from, id }
            );
            await store.Sql("delete from event");
            var done = await store.Write(step);
            if (!done)
                Assert.Equal((from, 0L), ((await store.Caregiver(id)).Status, await store.Count("event")));
            return done;
        }

        Assert.Equal(
            pauses,
            await Step(transaction =>
                LifeCycle.Pause(transaction, id, Some.Date("2026-02-01"), ReportedBy.Caregiver, time)
            )
        );
        Assert.Equal(
            resumes,
            await Step(transaction => LifeCycle.Resume(transaction, id, ReportedBy.Coordinator, time))
        );
        Assert.Equal(stops, await Step(transaction => LifeCycle.Stop(transaction, id, ReportedBy.Caregiver, time)));
    }
}
