using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Life;

/// <summary>
/// After a change of the rules, gives whoever stands red with nothing open a line with a day; false once it is done.
/// </summary>
/// <remarks>
/// The days are spread over ten working days, the gravest first and then who stands longest, so that nobody's list is
/// flooded; there is no alert, and the next digest says how many. Who was given a line before it was cut off has one, so
/// it may begin again.
/// </remarks>
public sealed class ReviewStanding(Database database, RuleSettings rules, SiteTime time)
{
    /// <summary>Working days over which the lines are spread (our choice).</summary>
    public const int WorkingDays = 10;

    /// <summary>The key of the finding that says why; it is no warning sign.</summary>
    public const string Reason = "review";

    private const int AtOnce = 200;

    public bool RunOne()
    {
        if (!database.Read(RuleReviewTable.IsDue))
            return false;
        List<StandsUnheard> standing = [];
        for (long? after = 0; after is { } from; )
        {
            var page = database.Read(transaction => Read(transaction, from));
            standing.AddRange(page.Standing);
            after = page.Next;
        }

        foreach (var (person, place) in InOrder(standing))
            database.Write(transaction => Open(transaction, person, DayOf(place, standing.Count)));
        return database.Write(transaction => RuleReviewTable.Finish(transaction, time.Today));
    }

    /// <summary>The gravest first, then who stands longest.</summary>
    private static IEnumerable<(StandsUnheard Person, int Place)> InOrder(List<StandsUnheard> standing) =>
        standing
            .OrderByDescending(person => person.Gravity.Step)
            .ThenByDescending(person => person.Gravity.Alarms)
            .ThenBy(person => person.Since)
            .ThenBy(person => person.Id)
            .Select((person, place) => (person, place));

    private DateOnly DayOf(int place, int of) => time.WorkingDays.Add(time.Today, 1 + (place * WorkingDays / of));

    private (IReadOnlyList<StandsUnheard> Standing, long? Next) Read(Transaction transaction, long after)
    {
        var ids = RuleReviewTable.WithNothingOpen(transaction, after, AtOnce);
        List<StandsUnheard> found = [];
        foreach (var id in ids)
        {
            var life = Lifecycles.Of(transaction, id, rules, time);
            if (life.StandsOn(time.Today))
                found.Add(
                    new StandsUnheard(
                        id,
                        life.StandsSince,
                        Nearness.GravityOn(life.Known, time.Today, rules),
                        [
                            new Finding(
                                Reason,
                                SignalKind.Level,
                                Urgency.Red,
                                life.RedOn,
                                0,
                                new(Since: life.StandsSince)
                            ),
                            .. Notifying.Reasons(life.Known, time.Today, rules),
                        ]
                    )
                );
        }

        return (found, ids.Count < AtOnce ? null : ids[^1]);
    }

    private void Open(Transaction transaction, StandsUnheard person, DateOnly day)
    {
        if (SignalTable.OpenOf(transaction, person.Id) is not null)
            return;
        var id = SignalTable.Follow(transaction, person.Id, time.Today, time.Now, day);
        NotificationTable.Add(transaction, id, time.Today, Urgency.Red, [SignalKind.Level]);
        FindingTable.Add(transaction, id, person.Reasons, rules, time.Now);
    }

    private sealed record StandsUnheard(long Id, DateOnly Since, Gravity Gravity, IReadOnlyList<Finding> Reasons);
}
