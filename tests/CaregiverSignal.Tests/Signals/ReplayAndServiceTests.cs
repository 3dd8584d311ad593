using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.FollowUp;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Signals;

/// <summary>The same history through the service, a day at a time, and through the replay.</summary>
public sealed class ReplayAndServiceTests : IDisposable
{
    private static readonly DateOnly Start = Some.Date("2026-01-05");

    private readonly TestSite site = Some.Site();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_replay_tells_what_the_service_told_on_the_same_days(int seed)
    {
        var random = new Random(seed);
        long[] people = [.. Enumerable.Range(0, 6).Select(place => site.Add(Some.Person($"p{place}", "2029-01-01")))];
        var open = new Dictionary<long, (CheckIn CheckIn, DateOnly AnsweredOn)>();
        var live = new SortedSet<(long, DateOnly, string)>();

        for (var day = Start; day < Start.AddMonths(9); day = day.AddDays(1))
        {
            site.On(day.ToString("O", null));
            foreach (var person in people)
            {
                if (day.Day == 5 && site.Caregiver(person).Status == "active") open[person] = (site.Ask(person), random.Next(10) < 3 ? DateOnly.MaxValue : day.AddDays(random.Next(12)));
                if (open[person].AnsweredOn == day) Answer(open[person].CheckIn, random);
                Live(person, random);
            }

            site.Beat();
            foreach (var (person, level) in ToldOn(day)) live.Add((person, day, level));
            site.Clock.Advance(TimeSpan.FromHours(3));
            foreach (var person in people) Act(person, random);
            site.Beat();
            Assert.All(ToldOn(day), told => Assert.Contains((told.Person, day, told.Level), live));
        }

        var replayed = people.SelectMany(person =>
            Replay.Of(site.Database.Read(work => Histories.Of(work, person, site.Time)), new RuleSettings(), contactAfter: null)
                .Where(told => told.Day < Start.AddMonths(9))
                .Select(told => (person, told.Day, Kinds.Code(told.Level))));
        Assert.Equal(live, replayed.Order());
        Assert.True(live.Count > 6);
    }

    private void Answer(CheckIn checkIn, Random random)
    {
        site.SaveCsi(checkIn, random.Next(12), random.Next(1, 7));
        if (random.Next(8) == 0) site.Want(checkIn, "yes");
        site.Send(checkIn);
    }

    /// <summary>Now and then a pause, the end, an admission, a return or a crisis; in the morning, so that it is known before any talk of the day.</summary>
    private void Live(long person, Random random)
    {
        var what = random.Next(250);
        site.Database.Write(work =>
        {
            switch (what)
            {
                case 0: Leaving.Pause(work, person, site.Time.Today.AddDays(40), "caregiver", site.Time); break;
                case 1: Leaving.Stop(work, person, "caregiver", site.Time); break;
                case 2 or 3: Happened(work, person, what == 2 ? "Admission" : "Death", what == 2 ? "professional" : "coordinator"); break;
                case 4 or 5: Happened(work, person, what == 4 ? "Hospital" : "CrisisAdmission", "professional"); break;
                case 6 or 7 or 8: LifeCycle.Resume(work, person, "coordinator", site.Time); break;
            }
        });
    }

    private void Happened(Work work, long person, string kind, string by)
    {
        EventTable.Add(work, person, site.Time.Today, kind, by, "", site.Time.Now);
        if (LifeCycle.StateAfter(kind) == "aftercare") Leaving.EnterAftercare(work, person, site.Time);
        CaregiverTable.JudgeFrom(work, person, site.Time.Now);
    }

    /// <summary>Now and then a talk with a day to look again, or the end of the signal.</summary>
    private void Act(long person, Random random)
    {
        var (acts, ends, next) = (random.Next(20) == 0, random.Next(3) == 0, random.Next(1, 60));
        if (!acts || site.OpenSignal(person) is not { } signal) return;
        site.Database.Write(work => ends
            ? Handling.Close(work, signal, site.Caregiver(person).CoordinatorId, Outcomes.Lighter, "", site.Time)
            : Handling.Contacted(work, signal, site.Caregiver(person).CoordinatorId, ContactWays.Spoken, "", site.Time.Today.AddDays(next), site.Time));
    }

    private List<(long Person, string Level)> ToldOn(DateOnly day) => site.Database.Read(work => work.All<Signal>(
        "select caregiver_id, level from signal where tell_on = @day", new { day })).Select(one => (one.CaregiverId, one.Level)).ToList();
}
