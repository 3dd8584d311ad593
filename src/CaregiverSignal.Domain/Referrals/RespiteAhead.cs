using CaregiverSignal.Time;

namespace CaregiverSignal.Referrals;

/// <summary>
/// The weeks ahead in which somebody to take over is hard to find, as there are public holidays in them, or
/// in which somebody wants it: what is to be arranged in time; pure.
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
        var running = respite.Where(one => one.Runs).Select(one => one.CaregiverId).Distinct().Count();
        var wanted = respite.Where(one => !one.Runs && one.WantedFrom is not null).ToList();
        var monday = WorkingDays.MondayOf(today);
        return
        [
            .. Enumerable
                .Range(0, Weeks)
                .Select(week => monday.AddDays(7 * week))
                .Select(start => (From: start, Want: wanted.Where(one => one.WantedFrom < start.AddDays(7)).ToList()))
                .Select(week => new WeekAhead(
                    week.From,
                    [
                        .. Enumerable
                            .Range(0, 7)
                            .Select(week.From.AddDays)
                            .Where(day => day >= today && PublicHolidays.Contains(day)),
                    ],
                    week.Want.Select(one => one.CaregiverId).Distinct().Count(),
                    running,
                    // What was wanted before and does not run yet is wanted now.
                    week.Want.Any(one => one.WantedFrom >= week.From || week.From == monday)
                ))
                .Where(week => week.IsBusy || week.IsNew),
        ];
    }
}

/// <summary>One week.</summary>
/// <param name="From">Its Monday.</param>
/// <param name="Holidays">The public holidays in it that are not over.</param>
/// <param name="Wanted">How many caregivers want respite from a day in it, or before it, and have none yet.</param>
/// <param name="Running">How many have respite that runs, and may not in a week with holidays.</param>
/// <param name="IsNew">Whether somebody wants it from a day in it, or, in this week, from a day before.</param>
public sealed record WeekAhead(DateOnly From, IReadOnlyList<DateOnly> Holidays, int Wanted, int Running, bool IsNew)
{
    /// <summary>Whether many are away in it.</summary>
    public bool IsBusy => Holidays.Count > 0;
}
