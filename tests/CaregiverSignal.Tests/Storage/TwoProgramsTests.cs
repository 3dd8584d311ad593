using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Invitations;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// Two programs that run the same steps at the same time on one store, as if none of them led, leave what one alone
/// leaves.
/// </summary>
public sealed class TwoProgramsTests
{
    private const int People = 6;

    /// <summary>Some 15,000 steps.</summary>
    private const int Months = 60;

    [LargeFact]
    public async Task What_they_leave_is_what_one_leaves()
    {
        var (alone, steps) = await AfterMonthsOf(programs: 1, seed: 0);
        var (together, more) = await AfterMonthsOf(programs: 2, seed: 1);

        Assert.Equal(alone, together);
        // Each saw work that the other did: they really ran beside each other.
        Assert.True(more >= steps, $"{steps} steps alone, {more} together");
        Assert.Contains("alert", alone, StringComparison.Ordinal);
    }

    /// <returns>What is known about everybody, and how many items the steps took.</returns>
    private static async Task<(string Known, int Steps)> AfterMonthsOf(int programs, int seed)
    {
        using var site = TestInstallation.OnPostgres();
        site.Coordinator();
        var people = Enumerable.Range(1, People).Select(number => site.AddCaregiver($"{number}")).ToList();
        var opened = Enumerable.Range(0, programs).Select(_ => Database.Open(site.Database.Engine)).ToList();
        var steps = 0;
        for (var month = 0; month < Months; month++)
        {
            foreach (var day in new[] { 0, 1, 8, 15 })
            {
                site.On(new DateOnly(2026, 1, 5).AddMonths(month).AddDays(day).ToString("O", null));
                if (day == 1)
                    Answer(site, people, month);
                var done = await Task.WhenAll(
                    opened.Select(
                        (database, place) =>
                            Task.Run(() =>
                                RunUntilNothingIsLeft(
                                    site.PartsOn(database),
                                    new Random((seed * 1000) + (month * 10) + place)
                                )
                            )
                    )
                );
                steps += done.Sum();
            }
        }

        var known = Known(site);
        foreach (var database in opened)
            database.Dispose();
        return (known, steps);
    }

    /// <summary>The even answer, heavier each month; the odd leave the questions from the third month on.</summary>
    private static void Answer(TestInstallation site, List<long> people, int month)
    {
        foreach (var (person, place) in people.Select((person, place) => (person, place)))
        {
            if (place % 2 == 1 && month > 2 || site.CheckIns(person) is not [.., { ClosedAt: null } open])
                continue;
            site.SaveCsi(open, Math.Min(13, (month * 2) + place));
            site.Want(open, place == 0 && month % 4 == 3 ? "yes" : "no");
            site.Send(open);
        }
    }

    private static int RunUntilNothingIsLeft(ServiceProvider parts, Random random)
    {
        Func<bool>[] steps =
        [
            parts.GetRequiredService<CloseCheckIn>().RunOne,
            parts.GetRequiredService<InviteToCheckIn>().RunOne,
            parts.GetRequiredService<RemindOnce>().RunOne,
            parts.GetRequiredService<ScoreResponse>().RunOne,
            parts.GetRequiredService<JudgeCaregiver>().RunOne,
            parts.GetRequiredService<NotifyCoordinator>().RunOne,
        ];
        var count = 0;
        for (var done = true; done; )
        {
            done = false;
            random.Shuffle(steps);
            foreach (var step in steps)
            {
                while (step())
                {
                    done = true;
                    count++;
                }
            }
        }

        return count;
    }

    private static string Known(TestInstallation site) =>
        string.Join(
            '\n',
            new[]
            {
                "select caregiver_id || ' asked ' || number || ' ' || asked_on || ' ' || coalesce(closed_at, '') as line from check_in order by line",
                "select caregiver_id || ' scored ' || scale || ' ' || value || ' ' || answered_on as line from score join response on response.id = response_id order by line",
                "select caregiver_id || ' signal ' || urgency || ' ' || kinds || ' ' || opened_on || ' ' || times_notified as line from signal order by line",
                "select caregiver_id || ' finding ' || finding.kind || ' ' || rests_on || ' ' || warning_sign || ' ' || evidence as line from finding join signal on signal.id = signal_id order by line",
                "select coalesce(caregiver_id, 0) || ' mail ' || kind || ' ' || created_at as line from mail order by line",
            }.Select(site.Joined)
        );
}
