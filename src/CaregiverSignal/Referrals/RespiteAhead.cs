using CaregiverSignal.Time;

namespace CaregiverSignal.Referrals;

/// <summary>
/// The weeks ahead in which somebody to take over is hard to find, as there are public holidays in them, or in which
/// somebody wants it: what is to be arranged in time; pure.
/// </summary>
public static class RespiteAhead
{
    /// <summary>How many weeks ahead, this one included: the season that is coming (our choice).</summary>
    public const int Weeks = 26;

    /// <param name="help">Open help of any kind.</param>
    /// <returns>Weeks from Monday to Sunday, this one first; those without a holiday only where somebody wants
    /// it.</returns>
    public static IReadOnlyList<WeekAhead> Of(IEnumerable<ArrangedHelp> help, DateOnly today)
    {
        var respite = help.Where(one => one.IsOpen && HelpKinds.GroupOf(one.Kind) == HelpGroup.Respite).ToList();
        var running = respite.Count(one => one.Runs);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return
        [
            .. Enumerable
                .Range(0, Weeks)
                .Select(week => monday.AddDays(7 * week))
                .Select(from => new WeekAhead(
                    from,
                    [
                        .. Enumerable
                            .Range(0, 7)
                            .Select(from.AddDays)
                            .Where(day => day >= today && PublicHolidays.Contains(day)),
                    ],
                    // What was wanted before and does not run yet is wanted now.
                    respite.Count(one =>
                        !one.Runs
                        && one.WantedFrom is { } wanted
                        && wanted < from.AddDays(7)
                        && (wanted >= from || from == monday)
                    ),
                    running
                ))
                .Where(week => week.Holidays.Count > 0 || week.Wanted > 0),
        ];
    }
}

/// <summary>One week.</summary>
/// <param name="From">Its Monday.</param>
/// <param name="Holidays">The public holidays in it that are not over.</param>
/// <param name="Wanted">How many want respite from a day in it and have none yet.</param>
/// <param name="Running">How many have respite that runs, and may not in a week with holidays.</param>
public sealed record WeekAhead(DateOnly From, IReadOnlyList<DateOnly> Holidays, int Wanted, int Running);
