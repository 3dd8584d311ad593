using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>Which limits follow from the calls that staff can make, by what the last year would have told.</summary>
public static class LimitsReading
{
    /// <summary>
    /// Fewer months of all people together say too little, and so does less than half a year since the first check-in,
    /// in which everybody is told for the first time (both our choice).
    /// </summary>
    private const int LeastMonths = 100;

    private const int LeastDays = 183;

    /// <summary>
    /// What is assumed where nobody noted it: a talk as anywhere, and that a case is closed after four weeks (ours;
    /// the page says so), as otherwise nothing would ever close.
    /// </summary>
    public static readonly FollowUp Assumed = FollowUp.Usual with { CloseAfter = 28 };

    /// <summary>
    /// How many people are read at most, as if drawn by lot, who then stand for the others: the page waits for it, and
    /// the signals of so many years are enough to know how many there are (our choice).
    /// </summary>
    public const int MostPeople = 2000;

    /// <summary>How many are read while nobody asked for a number: enough to see which way it goes.</summary>
    public const int MostUnasked = 200;

    /// <inheritdoc cref="Of(Transaction, RuleSettings, int?, SiteTime, int)"/>
    /// <returns>With the rows that were left out.</returns>
    public static (FittingLimits? Fitting, IReadOnlyList<UnreadableRow> Unreadable) Of(
        Database database,
        RuleSettings set,
        int? calls,
        SiteTime time
    ) =>
        database.Read(transaction =>
            (Of(transaction, set, calls, time, calls is null ? MostUnasked : MostPeople), transaction.Unreadable)
        );

    /// <summary>
    /// The limits in force, those with one point more and one less for ‘attention’, those that are shipped, and those
    /// that fit the calls.
    /// </summary>
    /// <param name="calls">How many a month; null where nobody asked.</param>
    /// <param name="most">How many people are read.</param>
    /// <returns>Null where there is too little to say.</returns>
    internal static FittingLimits? Of(
        Transaction transaction,
        RuleSettings set,
        int? calls,
        SiteTime time,
        int most = MostPeople
    )
    {
        var (end, yearAgo) = (time.Today.AddDays(1), time.Today.AddYears(-1));
        var all = AuditReading.IdsOf(transaction, null);
        // By a number made of theirs: the same people each time, and no pattern in which people came has a say.
        List<long> read = [.. all.OrderBy(id => unchecked((uint)id * 2654435761)).Take(most)];
        List<Lived> people =
        [
            .. AuditReading
                .People(transaction, read, time)
                .Where(person => person.History.Waves.Count > 0)
                .Select(person =>
                {
                    var days = NotifiedCourse.Of(person.History, [], []);
                    var course = AuditedCourse.Of(person.History, [], [], null, set, days.From, time.Today)!;
                    var to = course.IsSeenOn(time.Today) || days.To > end ? end : days.To;
                    var from = days.From > yearAgo ? days.From : yearAgo;
                    return new Lived(
                        Observations.Of(person.History),
                        person.History.Contacts,
                        days with
                        {
                            From = from,
                            To = to,
                        },
                        course
                    );
                }),
        ];
        var months = people.Sum(lived => lived.LastYear.Months);
        // The people who take part now, and not those of a year ago, are to be called.
        var now = people.Count(lived => lived.Course.IsSeenOn(time.Today)) * (double)all.Count / read.Count;
        if (now == 0 || months < LeastMonths || people.Min(lived => lived.Course.From) > time.Today.AddDays(-LeastDays))
            return null;
        var shipped = TriedLimits.Shipped(set);
        // Whoever did not ask does not wait for limits that only an answer needs.
        List<RuleSettings> limits =
        [
            .. TriedLimits
                .Around(set)
                .Where(rules => calls is not null || rules[Nearness.Red] == set[Nearness.Red] || rules.Equals(shipped)),
        ];
        var tried = TriedLimits.Sum(
            limits,
            people.Select(lived => TriedLimits.Count(limits, lived.Facts, lived.Contacts, lived.LastYear, Assumed))
        );
        var fitting = calls is { } asked ? TriedLimits.Carried(tried, now / months, asked) : null;
        var line = tried
            .Where(candidate => candidate.Red == set[Nearness.Red])
            .OrderBy(candidate => candidate.Amber)
            .ToList();
        var here = line.FindIndex(candidate => candidate.Limits.Equals(set));
        var atSet = Told(set);
        return new FittingLimits(
            atSet,
            line.ElementAtOrDefault(here + 1) is { } fewer ? Told(fewer.Limits) : null,
            here > 0 ? Told(line[here - 1].Limits) : null,
            fitting is null ? null : Told(fitting.Limits),
            shipped.Equals(set) ? atSet : Told(shipped),
            fitting is null || fitting.Signals * now / months <= calls,
            [.. line.Select(candidate => (candidate.Amber, AMonth(candidate.Signals)))],
            new Share(read.Count, all.Count)
        );

        ConfidenceInterval AMonth(int signals) => ConfidenceInterval.OfRate(signals, months / now);

        ToldAtLimits Told(RuleSettings rules)
        {
            var counted = tried.Single(candidate => candidate.Limits.Equals(rules));
            var told = people.ConvertAll(lived => Replay.Of(lived.Facts, lived.Contacts, rules, Assumed).Signals);
            return new ToldAtLimits(
                rules,
                AMonth(counted.RedSignals),
                AMonth(counted.Signals),
                counted.OpenOf(100, months),
                new Share(
                    people.Zip(told).Count(pair => (pair.First.LastYear with { Notified = pair.Second }).InView.Any()),
                    people.Count(lived => lived.LastYear.Months > 0)
                ),
                Audit
                    .Of(
                        people
                            .Zip(told)
                            .Select(pair =>
                                pair.First.Course with
                                {
                                    Told = [.. pair.Second.Select(it => new AuditedSignal(it.Day, it.Urgency))],
                                }
                            )
                    )
                    .Foreseen
            );
        }
    }

    /// <summary>What is kept of one person while limits are tried.</summary>
    private sealed record Lived(
        IReadOnlyList<Observation> Facts,
        IReadOnlyList<Contact> Contacts,
        NotifiedCourse LastYear,
        AuditedCourse Course
    );
}

/// <param name="Fewer">One point more for amber, so fewer signals; null above the highest that is tried.</param>
/// <param name="More">One point less; null below the lowest.</param>
/// <param name="Fitting">The lowest whose signals can be carried; those with the fewest where none can. Null where
/// nobody asked.</param>
/// <param name="CanBeCarried">Whether they can.</param>
/// <param name="Line">Signals a month at each limit of amber, with the red one as it is set.</param>
/// <param name="Read">How many people were read, of all who are here.</param>
public sealed record FittingLimits(
    ToldAtLimits Set,
    ToldAtLimits? Fewer,
    ToldAtLimits? More,
    ToldAtLimits? Fitting,
    ToldAtLimits Shipped,
    bool CanBeCarried,
    IReadOnlyList<(int Amber, ConfidenceInterval Signals)> Line,
    Share Read
);

/// <summary>What limits would have told.</summary>
/// <param name="Red">Red signals a month.</param>
/// <param name="All">Signals a month.</param>
/// <param name="Open">Of 100 people, how many stand open on a worklist on an average day.</param>
/// <param name="People">Of those who took part in the last year, who would have been told of.</param>
/// <param name="Foreseen">Of all collapses and crisis admissions, those with a signal in time.</param>
public sealed record ToldAtLimits(
    RuleSettings Limits,
    ConfidenceInterval Red,
    ConfidenceInterval All,
    double Open,
    Share People,
    Share Foreseen
);
