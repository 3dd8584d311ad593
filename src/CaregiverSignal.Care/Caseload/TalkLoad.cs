namespace CaregiverSignal.Caseload;

/// <summary>Whether a team can keep up: the talks its worklist asked for and those it had, by week, and how far ahead
/// its follow-ups are.</summary>
/// <param name="Weeks">The last whole weeks, Monday to Sunday, oldest first.</param>
/// <param name="DaysAhead">Days from today to each future follow-up, fewest first.</param>
public sealed record TalkLoad(IReadOnlyList<WeekOfTalks> Weeks, IReadOnlyList<int> DaysAhead)
{
    /// <summary>How many weeks count (our choice: one week says little, a month shows a trend).</summary>
    private const int Count = 4;

    /// <summary>Whether each week needed more talks than it had.</summary>
    public bool IsBehind => Weeks.All(week => week.Needed > week.Had);

    /// <summary>The median, the sooner of two; null without any.</summary>
    public int? MedianAhead => DaysAhead.Count == 0 ? null : DaysAhead[(DaysAhead.Count - 1) / 2];

    public int? FarthestAhead => DaysAhead.Count == 0 ? null : DaysAhead[^1];

    internal static async Task<TalkLoad> Of(Transaction transaction, IReadOnlyList<long> coordinatorIds, DateOnly today)
    {
        var until = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var period = new FigurePeriod(coordinatorIds, until.AddDays(-7 * Count), until);
        var (needed, had) = (
            await FigureTable.TalksNeeded(transaction, period),
            await FigureTable.TalksHad(transaction, period)
        );
        return new TalkLoad(
            [
                .. Enumerable
                    .Range(0, Count)
                    .Select(week => period.From.AddDays(7 * week))
                    .Select(monday => new WeekOfTalks(monday, People(needed, monday), People(had, monday))),
            ],
            await FigureTable.DaysAhead(transaction, coordinatorIds, today)
        );
    }

    /// <summary>At most one talk per person and week, whatever asked for it.</summary>
    private static int People(IEnumerable<PersonOnDay> days, DateOnly monday) =>
        days.Where(on => on.Day >= monday && on.Day < monday.AddDays(7)).DistinctBy(on => on.CaregiverId).Count();
}

/// <param name="Needed">People whom the worklist asked to talk to: a signal, a new line, or a follow-up.</param>
/// <param name="Had">People with a conversation.</param>
public sealed record WeekOfTalks(DateOnly Monday, int Needed, int Had);

internal sealed record PersonOnDay(long CaregiverId, DateOnly Day);
