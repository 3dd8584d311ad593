namespace CaregiverSignal.Caseload;

/// <summary>Whether a team can keep up: the talks that its worklist asked for beside those it had, by week, and how far
/// ahead the days to look again lie.</summary>
/// <param name="Weeks">The last whole weeks, Monday to Sunday, oldest first.</param>
/// <param name="DaysAhead">Days from today to each day to look again that is ahead, fewest first.</param>
public sealed record TalkLoad(IReadOnlyList<WeekOfTalks> Weeks, IReadOnlyList<int> DaysAhead)
{
    /// <summary>How many weeks are counted (ours: a week says little, a month says whether it goes on).</summary>
    private const int Count = 4;

    /// <summary>Whether more was needed than had in each of the weeks.</summary>
    public bool IsBehind => Weeks.All(week => week.Needed > week.Had);

    /// <summary>The middle of them, of two the sooner; null without any.</summary>
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

    /// <summary>One talk a person a week, whatever asked for it.</summary>
    private static int People(IEnumerable<PersonOnDay> days, DateOnly monday) =>
        days.Where(on => on.Day >= monday && on.Day < monday.AddDays(7)).DistinctBy(on => on.CaregiverId).Count();
}

/// <param name="Needed">People whom the worklist asked to talk with: told, a new line, or a day to look again.</param>
/// <param name="Had">People somebody talked with.</param>
public sealed record WeekOfTalks(DateOnly Monday, int Needed, int Had);

internal sealed record PersonOnDay(long CaregiverId, DateOnly Day);
