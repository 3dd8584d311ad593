using CaregiverSignal.People;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Administration;

/// <summary>
/// How many signals the last year would have given with the limits of now and with others, counted by the replay over
/// this store's own histories: numbers, and never who.
/// </summary>
/// <remarks>
/// It looks at so many people at most, so that a page answers in seconds whatever the store holds; beyond that it takes
/// every so manieth and says so. Agreements about one person are left out.
/// </remarks>
public sealed class LimitsInHindsight(Database database, SiteTime time)
{
    /// <summary>Whole weeks, so that each weekday counts as often (our choice).</summary>
    public const int Weeks = 52;

    /// <summary>The most people looked at (our choice: about a second).</summary>
    public const int MostPeople = 300;

    /// <summary>
    /// With fewer nothing is shown (our choice): a number about a few people says something about one of them.
    /// </summary>
    public const int FewestPeople = 10;

    private readonly Lock turn = new();

    /// <returns>Null while somebody else's numbers are worked out.</returns>
    public HindsightCounts? Of(RuleSettings now, RuleSettings then)
    {
        if (!turn.TryEnter())
            return null;
        try
        {
            return Count(now, then);
        }
        finally
        {
            turn.Exit();
        }
    }

    private HindsightCounts Count(RuleSettings now, RuleSettings then)
    {
        var (highest, people) = database.Read(transaction =>
        {
            var top = HindsightTable.Highest(transaction);
            return (top, HindsightTable.There(transaction, NumbersUpTo(top)));
        });
        var share = highest <= MostPeople ? 1 : (double)highest / MostPeople;
        if (people.Count < FewestPeople)
            return new HindsightCounts(people.Count, IsSample: false, default, default);
        var (before, after) = (default(YearCount), default(YearCount));
        foreach (var id in people)
        {
            // One person at a time, so that nobody's form waits for all of them.
            var history = database.Read(transaction =>
                CaregiverTable.Get(transaction, id) is null ? null : Histories.Of(transaction, id, time)
            );
            // Erased since they were counted.
            if (history is null)
                continue;
            var facts = Facts.Of(history);
            before += CountOf(facts, history, now);
            after += now.Equals(then) ? default : CountOf(facts, history, then);
        }

        if (now.Equals(then))
            after = before;
        return new HindsightCounts(people.Count, share > 1, before.Times(share), after.Times(share));
    }

    /// <summary>All numbers, or as many as are looked at, evenly spread.</summary>
    private static long[] NumbersUpTo(long highest) =>
        highest <= MostPeople
            ? [.. Enumerable.Range(1, (int)highest).Select(id => (long)id)]
            : [.. Enumerable.Range(1, MostPeople).Select(place => place * highest / MostPeople)];

    private YearCount CountOf(IReadOnlyList<Fact> facts, History history, RuleSettings limits)
    {
        var from = time.Today.AddDays(-7 * Weeks);
        var told = Replay
            .Of(facts, history.Contacts, limits)
            .Where(one => !one.IsAgreed && one.Day > from && one.Day <= time.Today)
            .ToList();
        var red = told.Count(one => one.Urgency == Urgency.Red);
        return new YearCount(red, told.Count - red);
    }
}

/// <summary>Signals of a year.</summary>
public readonly record struct YearCount(double Red, double Amber)
{
    public double All => Red + Amber;

    public static YearCount operator +(YearCount one, YearCount other) =>
        new(one.Red + other.Red, one.Amber + other.Amber);

    public YearCount Times(double share) => new(Red * share, Amber * share);
}

/// <summary>The signals of the last year by two sets of limits.</summary>
/// <param name="People">How many people were looked at.</param>
/// <param name="IsSample">Whether the numbers are an estimate from these.</param>
public sealed record HindsightCounts(int People, bool IsSample, YearCount Now, YearCount Then)
{
    public bool AreTooFew => People < LimitsInHindsight.FewestPeople;

    public bool IsSame => Now == Then;
}
