using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How many hours of talks some thresholds would ask for, judged by the store's last year.</summary>
/// <param name="People">People taking part now.</param>
/// <param name="AWeek">Talks a week per person at each threshold; counted as one if there was none.</param>
/// <param name="Read">How many people were read, of all who are here.</param>
public sealed record TalkHours(int People, IReadOnlyDictionary<RuleSettings, double> AWeek, Share Read)
{
    /// <summary>A talk, including notes after it (our choice).</summary>
    private const int MinutesOfATalk = 45;

    /// <summary>Fewer weeks of all people together say too little, and so does less than half a year since the first
    /// check-in, when everybody is told for the first time (both our choice).</summary>
    private const int LeastWeeks = 430;

    private const int LeastDays = 183;

    /// <summary>The most people to read, as if drawn by lot, who stand for the others: the page waits for it (our
    /// choice).</summary>
    private const int MostPeople = 500;

    /// <summary>Assumptions where nothing is noted: talks as elsewhere, and a case closed after four weeks (ours),
    /// because nothing would ever close otherwise.</summary>
    private static readonly FollowUp Assumed = FollowUp.Usual with { CloseAfter = 28 };

    /// <summary>Hours a week for all who take part now.</summary>
    public double NeededAt(RuleSettings limits) => People * AWeek[limits] * MinutesOfATalk / 60;

    /// <summary>How many people that many hours a week can look after.</summary>
    public int PeopleIn(int hours, RuleSettings limits) => (int)(hours * 60 / (MinutesOfATalk * AWeek[limits]));

    /// <returns>Null if there is too little to say; with the rows that were left out.</returns>
    public static async Task<(TalkHours? Hours, IReadOnlyList<UnreadableRow> Unreadable)> OfAsync(
        Database database,
        IReadOnlyCollection<RuleSettings> limits,
        SiteTime time,
        CancellationToken stop = default
    ) =>
        await database.ReadAsync(
            async transaction => (await Of(transaction, limits, time), transaction.Unreadable),
            stop
        );

    /// <inheritdoc cref="OfAsync(Database, IReadOnlyCollection{RuleSettings}, SiteTime, CancellationToken)"/>
    /// <param name="most">How many people are read.</param>
    internal static async Task<TalkHours?> Of(
        Transaction transaction,
        IReadOnlyCollection<RuleSettings> limits,
        SiteTime time,
        int most = MostPeople
    )
    {
        var all = await transaction.All<long>("select id from caregiver order by id");
        // By a number made from theirs: the same people each time, whatever order they came in.
        List<long> read = [.. all.OrderBy(id => unchecked((uint)id * 2654435761)).Take(most)];
        var people = (await Histories.ReadableOf(transaction, read, time))
            .Where(person => person.History.Waves.Count > 0)
            .Select(person => new Lived(person.Rows.Caregiver.Status, person.History, time.Today))
            .ToList();
        var (weeks, now) = (people.Sum(lived => lived.Weeks), people.Count(lived => lived.TakesPart));
        if (now == 0 || weeks < LeastWeeks || people.Min(lived => lived.AskedOn) > time.Today.AddDays(-LeastDays))
            return null;
        return new TalkHours(
            (int)Math.Round((double)now * all.Count / read.Count),
            limits.ToDictionary(rules => rules, rules => Math.Max(1, people.Sum(lived => lived.Talks(rules))) / weeks),
            new Share(read.Count, all.Count)
        );
    }

    /// <summary>One person in the last year.</summary>
    private sealed class Lived
    {
        private readonly IReadOnlyList<Observation> facts;
        private readonly IReadOnlyList<Contact> contacts;
        private readonly DateOnly from;
        private readonly DateOnly to;

        public Lived(CaregiverStatus status, History history, DateOnly today)
        {
            var course = NotifiedCourse.Of(history, [], []);
            var (yearAgo, end) = (today.AddYears(-1), today.AddDays(1));
            (facts, contacts) = (Observations.Of(history), history.Contacts);
            (AskedOn, TakesPart) = (course.From, status is CaregiverStatus.Active or CaregiverStatus.Paused);
            from = course.From > yearAgo ? course.From : yearAgo;
            to = TakesPart || course.To > end ? end : course.To;
        }

        public DateOnly AskedOn { get; }

        public bool TakesPart { get; }

        public double Weeks => Math.Max(0, to.DayNumber - from.DayNumber) / 7.0;

        public int Talks(RuleSettings rules) => Replay.Of(facts, contacts, rules, Assumed).TalksNeeded(from, to);
    }
}
