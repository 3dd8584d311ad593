using CaregiverSignal.CheckIns;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;

namespace CaregiverSignal.Tests.Long;

/// <summary>
/// Ten years of check-ins on a simulated clock: for each anchor day one a month, none missed, none doubled, none
/// drifted.
/// </summary>
public class TenYearsOfDaysTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2036, 12, 31);

    [LargeFact]
    public void Looked_at_every_day_each_check_in_comes_on_its_own_day()
    {
        var seed = LongRun.Seed();
        for (var clock = 0; clock < 8; clock++)
        {
            var asked = Live(Anchors(), new Random(seed + clock), mostHoursOff: 0);

            foreach (var (anchor, days) in asked)
            {
                var due = Months.From(anchor).TakeWhile(day => day <= Last);
                Assert.True(days.SequenceEqual(due), $"anchor {anchor:yyyy-MM-dd}, seed {seed}, clock {clock}");
            }
        }
    }

    [LargeFact]
    public void A_service_that_is_off_for_a_while_asks_late_and_then_keeps_to_the_days_as_before()
    {
        const int MostHoursOff = 72;
        var seed = LongRun.Seed();
        for (var clock = 0; clock < 8; clock++)
        {
            var asked = Live(Anchors(), new Random(seed + clock), MostHoursOff);

            foreach (var (anchor, days) in asked)
            {
                var due = Months.From(anchor).Take(days.Count + 1).ToList();
                Assert.True(
                    due[^1] > Last.AddDays(-4),
                    $"anchor {anchor:yyyy-MM-dd} lost a check-in, seed {seed}, clock {clock}"
                );
                Assert.Each(
                    days.Zip(due),
                    pair =>
                        Assert.True(
                            pair.First >= pair.Second && pair.First <= pair.Second.AddDays((MostHoursOff / 24) + 1),
                            $"anchor {anchor:yyyy-MM-dd} drifted: {pair.First:yyyy-MM-dd} for {pair.Second:yyyy-MM-dd}, seed {seed}, clock {clock}"
                        )
                );
            }
        }
    }

    /// <summary>
    /// A clock that goes on in steps of no fixed length, and everybody asked as soon as their day has come.
    /// </summary>
    /// <param name="mostHoursOff">Now and then nobody looks at the clock for up to so many hours; 0 is never.</param>
    private static Dictionary<DateOnly, List<DateOnly>> Live(
        IReadOnlyList<DateOnly> anchors,
        Random random,
        int mostHoursOff
    )
    {
        var clock = new FakeTimeProvider(DateTimeOffset.MinValue);
        var time = new SiteTime(clock, Some.Amsterdam);
        var (now, end) = (time.StartOf(First), time.StartOf(Last.AddDays(1)));
        var waiting = new PriorityQueue<DateOnly, DateOnly>(anchors.Select(anchor => (anchor, anchor)));
        var asked = anchors.ToDictionary(anchor => anchor, _ => new List<DateOnly>());
        while (now < end)
        {
            clock.SetUtcNow(now);
            var today = time.Today;
            while (waiting.TryPeek(out var anchor, out var due) && due <= today)
            {
                waiting.Dequeue();
                asked[anchor].Add(today);
                waiting.Enqueue(anchor, Schedule.DueAfter(anchor, today));
            }

            now = Next(now, random, mostHoursOff);
        }

        return asked;
    }

    /// <summary>
    /// Never over a whole day, however the clock changes; sometimes on the very instant of a change or of midnight.
    /// </summary>
    private static DateTimeOffset Next(DateTimeOffset now, Random random, int mostHoursOff)
    {
        if (mostHoursOff > 0 && random.Next(200) == 0)
            return now.AddHours(random.Next(1, mostHoursOff + 1));
        var next = now.AddMinutes(random.Next(1, 12 * 60));
        // Midnight and both changes of Amsterdam are whole hours of UTC.
        return random.Next(3) == 0
            ? new DateTimeOffset(next.Year, next.Month, next.Day, next.Hour, 0, 0, TimeSpan.Zero) is var hour
            && hour > now
                ? hour
                : next
            : next;
    }

    private static List<DateOnly> Anchors() =>
        [.. Enumerable.Range(First.DayNumber, Last.DayNumber - First.DayNumber).Select(DateOnly.FromDayNumber)];
}
