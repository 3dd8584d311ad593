using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>
/// Works out which signals there would have been about one caregiver, day by day, and what would have stood open: the
/// service's own rules, over all days at once.
/// </summary>
public static class Replay
{
    /// <summary>
    /// Days after which a signal counts as contacted where no follow-up is known: the contract's number.
    /// </summary>
    public const int ContactAfter = 14;

    /// <summary>Days for which a line, or a task about who fell silent, stands open: the day that it is given.</summary>
    private const int LineDays = 7;

    /// <summary>How many check-ins in a row somebody leaves before it is a task.</summary>
    private const int SilentAfter = 2;

    /// <summary>All signals that there would have been, and what stood open, oldest first.</summary>
    /// <param name="whole">All that is known of one person; its Today is not used.</param>
    /// <param name="assumed">How staff follow up where the history does not say.</param>
    /// <param name="mute">To see what some warning signs alone would have caused.</param>
    /// <remarks>
    /// A day is judged by all facts dated on it or before, except its own contacts: these answer that day's signal (our
    /// choice; a file has days, not hours). So a day's signals never depend on later rows.
    /// </remarks>
    public static Replayed Of(History whole, RuleSettings settings, FollowUp? assumed = null, Mute mute = default) =>
        Of(Observations.Of(whole), whole.Contacts, settings, assumed, mute);

    /// <summary>The same for facts that were made before: to try several settings on one history.</summary>
    /// <param name="observations">In the order in which they are taken in.</param>
    public static Replayed Of(
        IReadOnlyList<Observation> observations,
        IReadOnlyList<Contact> contacts,
        RuleSettings settings,
        FollowUp? assumed = null,
        Mute mute = default
    )
    {
        var (life, signals, open, missed) = (
            new SignalLifecycle(settings, mute),
            new List<NotifiedSignal>(),
            new OpenSpans(),
            0
        );
        assumed ??= FollowUp.Usual;
        var steps = new Steps(contacts, assumed);
        for (var next = 0; next < observations.Count; )
        {
            var today = observations[next].Day;
            while (steps.TakeBefore(today) is { } contact)
                Contacted(contact);
            EndByAge(today);
            var first = next;
            next = life.Take(observations, next);
            missed = MissedInARow(observations, first, next, missed);
            if (life.Decide(today) is { } level)
            {
                signals.Add(
                    new NotifiedSignal(today, level, NotificationPolicy.Reasons(life.Known, today, settings, mute))
                );
                life.Notified(level, today);
                open.Case(today, level, signals[^1].Kinds);
                steps.FollowUp(today);
            }

            if (life.StandsOn(today))
                open.Stands(today);
            else
                open.StandsNoMore(today);
            if (missed == SilentAfter)
                open.Line(today, today.AddDays(LineDays), SignalKind.Silence);
            for (var place = first; place < next; place++)
            {
                if (observations[place].Kind is ObservationKind.Told)
                    open.Line(today, today.AddDays(LineDays), SignalKind.Event);
            }

            foreach (var line in NotificationPolicy.Lines(life.Known, today, settings, mute, withinDays: 0))
                open.Line(today, today.AddDays(LineDays), line.Kind);
            // After the end of the care somebody stays on the worklist until a coordinator closes it.
            if (life.Known.On(ObservationKind.Left) == today)
                open.Line(today, assumed.CloseAfter is { } days ? today.AddDays(days) : null, SignalKind.Event);
        }

        while (steps.TakeBefore(DateOnly.MaxValue) is { } contact)
            Contacted(contact);
        EndByAge(DateOnly.MaxValue);
        return new Replayed(signals, open.All());

        void Contacted(Contact contact)
        {
            EndByAge(contact.Day);
            life.Contacted(contact);
            if (contact.Closes)
                open.Closes(contact.Day);
            if (!life.StandsOn(contact.Day))
                open.StandsNoMore(contact.Day);
        }

        void EndByAge(DateOnly until)
        {
            if (open.StandsFrom is not null && life.StandsUntil(until) is { } end)
                open.StandsNoMore(end);
        }
    }

    private static int MissedInARow(IReadOnlyList<Observation> observations, int first, int next, int missed)
    {
        for (var place = first; place < next; place++)
        {
            missed = observations[place].Kind switch
            {
                ObservationKind.Missed => missed + 1,
                ObservationKind.Answered or ObservationKind.Left => 0,
                _ => missed,
            };
        }

        return missed;
    }

    /// <summary>The known and the assumed contacts and closings, in order.</summary>
    private sealed class Steps(IReadOnlyList<Contact> contacts, FollowUp assumed)
    {
        private readonly List<Contact> logged = [.. contacts.OrderBy(contact => contact.Day)];
        private readonly PriorityQueue<Contact, DateOnly> expected = new();
        private readonly bool isClosed = contacts.Any(contact => contact.Closes);
        private int next;

        /// <summary>Takes the first remaining step before a day; null when there is none.</summary>
        public Contact? TakeBefore(DateOnly today)
        {
            var isLogged = next < logged.Count && logged[next].Day < today;
            var isExpected = expected.TryPeek(out var step, out _) && step.Day < today;
            if (isLogged && !(isExpected && step!.Day < logged[next].Day))
                return logged[next++];
            return isExpected ? expected.Dequeue() : null;
        }

        public void FollowUp(DateOnly today)
        {
            if (assumed.ContactAfter is { } wait && (logged.Count == 0 || today.AddDays(wait) < logged[0].Day))
                Expect(today.AddDays(wait), closes: false);
            if (assumed.CloseAfter is { } days && !isClosed)
                Expect(today.AddDays(days), closes: true);
        }

        private void Expect(DateOnly day, bool closes) => expected.Enqueue(new Contact(day, closes, null), day);
    }

    /// <summary>What stands open of one person: a case, a standing red, lines; joined where they meet.</summary>
    private sealed class OpenSpans
    {
        private readonly List<OpenSpan> spans = [];
        private OpenSpan? signal;

        /// <summary>Since when the caregiver stands open by the newest red answers; null while not.</summary>
        public DateOnly? StandsFrom { get; private set; }

        public void Case(DateOnly day, Urgency level, IReadOnlyList<SignalKind> kinds) =>
            signal = signal is null
                ? new OpenSpan(day, null, level, kinds)
                : signal with
                {
                    Level = level > signal.Level ? level : signal.Level,
                    Kinds = Both(signal.Kinds, kinds),
                };

        public void Closes(DateOnly day)
        {
            if (signal is not null)
                spans.Add(signal with { Until = day });
            signal = null;
        }

        public void Stands(DateOnly day) => StandsFrom ??= day;

        public void StandsNoMore(DateOnly day)
        {
            if (StandsFrom is { } from)
                spans.Add(new OpenSpan(from, day, Urgency.Red, []));
            StandsFrom = null;
        }

        public void Line(DateOnly from, DateOnly? until, SignalKind kind) =>
            spans.Add(new OpenSpan(from, until, null, [kind]));

        public List<OpenSpan> All()
        {
            if (signal is not null)
                spans.Add(signal);
            if (StandsFrom is { } since)
                spans.Add(new OpenSpan(since, null, Urgency.Red, []));
            var joined = new List<OpenSpan>();
            spans.Sort((one, other) => one.From.CompareTo(other.From));
            foreach (var span in spans)
            {
                if (joined.Count > 0 && joined[^1] is var last && !(last.Until < span.From))
                {
                    joined[^1] = last with
                    {
                        Until =
                            last.Until is null || span.Until is null ? null
                            : span.Until > last.Until ? span.Until
                            : last.Until,
                        Level = span.Level is null || last.Level > span.Level ? last.Level : span.Level,
                        Kinds = Both(last.Kinds, span.Kinds),
                    };
                }
                else
                    joined.Add(span);
            }

            return joined;
        }

        private static IReadOnlyList<SignalKind> Both(
            IReadOnlyList<SignalKind> kinds,
            IReadOnlyList<SignalKind> more
        ) =>
            more.Count == 0 || more.All(kinds.Contains)
                ? kinds
                : Array.FindAll(NotifiedSignal.AllKinds, kind => kinds.Contains(kind) || more.Contains(kind));
    }
}

/// <summary>How staff follow up a signal, where a history does not say.</summary>
/// <param name="ContactAfter">Days (0 or more) after which a notification counts as followed by a talk, unless a
/// contact or closing is known by then; null for never. Once one is known, only known ones count.</param>
/// <param name="CloseAfter">Days after which its case counts as closed, where no closing is known; null for
/// never.</param>
public sealed record FollowUp(int? ContactAfter, int? CloseAfter = null)
{
    public static readonly FollowUp Usual = new(Replay.ContactAfter);

    public static readonly FollowUp None = new(ContactAfter: null);
}

/// <summary>What a replay of one person gives, oldest first.</summary>
public sealed record Replayed(IReadOnlyList<NotifiedSignal> Signals, IReadOnlyList<OpenSpan> Open);

/// <summary>A time in which something about a caregiver stands open on a worklist.</summary>
/// <param name="Until">The last day; null where it still does.</param>
/// <param name="Level">Null for a line alone.</param>
public sealed record OpenSpan(DateOnly From, DateOnly? Until, Urgency? Level, IReadOnlyList<SignalKind> Kinds)
{
    /// <summary>How many days of it fall between two days, the last not included.</summary>
    public int DaysBetween(DateOnly from, DateOnly to)
    {
        var (first, last) = (From > from ? From : from, Until < to ? Until.Value : to);
        return Math.Max(0, last.DayNumber - first.DayNumber);
    }
}
