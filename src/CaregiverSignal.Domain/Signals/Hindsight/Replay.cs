using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>Works out which signals there would have been about one caregiver, day by day, and what would have stood
/// open: the service's own rules, over all days at once.</summary>
public static class Replay
{
    /// <summary>Days after which a signal counts as contacted where no follow-up is known: the contract's
    /// number.</summary>
    public const int ContactAfter = 14;

    /// <summary>Days for which a line, or a task about who fell silent, stands open: the day that it is
    /// given.</summary>
    private const int LineDays = 7;

    /// <summary>How many check-ins in a row somebody leaves before it is a task.</summary>
    private const int SilentAfter = 2;

    /// <summary>All signals that there would have been, and what stood open, oldest first.</summary>
    /// <param name="whole">All that is known of one person; its Today is not used.</param>
    /// <param name="assumed">How staff follow up where the history does not say.</param>
    /// <param name="mute">To see what some warning signs alone would have caused.</param>
    /// <remarks>A day is judged by all facts dated on it or before, except its own contacts: these answer that day's
    /// signal (our choice; a file has days, not hours). So a day's signals never depend on later rows.</remarks>
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
    ) => new Person(observations, contacts, settings, assumed ?? FollowUp.Usual, mute).Run();

    private sealed class Person(
        IReadOnlyList<Observation> observations,
        IReadOnlyList<Contact> contacts,
        RuleSettings settings,
        FollowUp assumed,
        Mute mute
    )
    {
        private readonly SignalLifecycle life = new(settings, mute);
        private readonly List<NotifiedSignal> signals = [];
        private readonly OpenRows open = new();
        private readonly FollowUps steps = new(contacts, assumed);

        public Replayed Run()
        {
            for (var (next, missed) = (0, 0); next < observations.Count; )
            {
                var today = observations[next].Day;
                ContactedBefore(today);
                var first = next;
                next = life.Take(observations, next);
                missed = MissedInARow(first, next, missed);
                if (life.Decide(today) is { } level)
                    Notify(level, today);
                Stands(today);
                Lines(first, next, today, missed);
            }

            ContactedBefore(DateOnly.MaxValue);
            return new Replayed(signals, open.All());
        }

        private void Notify(Urgency level, DateOnly today)
        {
            var told = new NotifiedSignal(today, level, NotificationPolicy.Reasons(life.Known, today, settings, mute));
            signals.Add(told);
            life.Notified(level, today);
            var isUrgent = level == Urgency.Red || told.Kinds.Any(kind => kind.IsUrgent());
            open.Case(today, level, told.Kinds, isUrgent ? life.DueOfRed(today) : life.DueOfOther(today));
            steps.Notified(today);
        }

        /// <summary>Lines that nobody has to answer for more than a week, and the call after the care ended.</summary>
        private void Lines(int first, int next, DateOnly today, int missed)
        {
            if (missed == SilentAfter)
                open.Line(today, today.AddDays(LineDays), SignalKind.Silence);
            if (observations.Take(first..next).Any(it => it.Kind == ObservationKind.Told))
                open.Line(today, today.AddDays(LineDays), SignalKind.Event);
            foreach (var line in NotificationPolicy.Lines(life.Known, today, settings, mute, withinDays: 0))
                open.Line(today, today.AddDays(LineDays), line.Kind);
            // After the end of the care somebody stays on the worklist until a coordinator closes it.
            if (life.Known.On(ObservationKind.Left) == today)
                open.CareEnded(today, assumed.CloseAfter is { } days ? today.AddDays(days) : null);
        }

        private void ContactedBefore(DateOnly today)
        {
            while (steps.TakeBefore(today) is var (contact, isLook))
            {
                Aged(contact.Day);
                // A look on a day that was moved since is none.
                if (isLook && (open.HasCase || !IsDueLine(contact.Day)))
                    continue;
                life.Contacted(contact);
                if (contact.Closes)
                    open.Closes(contact.Day);
                else
                    open.Talked(contact.Day, contact.NextOn);
                Stands(contact.Day);
            }

            Aged(today);
        }

        /// <summary>How they stand from a day on, and the look on the day by which somebody acts.</summary>
        private void Stands(DateOnly day)
        {
            if (life.StandingOn(day) is not { } standing)
            {
                open.StandsNoMore(day);
                return;
            }

            open.Stands(
                day,
                standing,
                open.Standing == standing ? [] : Kinds.Of(NotificationPolicy.Reasons(life.Known, day, settings))
            );
            if (standing.Level is null)
                steps.LookOn(standing.DueOn < day ? day : standing.DueOn);
        }

        /// <summary>Answers that have grown old between the last step and a day.</summary>
        private void Aged(DateOnly until)
        {
            if (open.Standing is not { } stood || life.StandingOn(until) == stood)
                return;
            for (var day = open.StandsFrom; day < until; day = day.AddDays(1))
            {
                if (life.StandingOn(day) == open.Standing)
                    continue;
                Stands(day);
                if (open.Standing is not { } now || life.StandingOn(until) == now)
                    return;
            }
        }

        private bool IsDueLine(DateOnly day) => life.StandingOn(day) is { Level: null } line && line.DueOn <= day;

        private int MissedInARow(int first, int next, int before) =>
            observations
                .Take(first..next)
                .Aggregate(
                    before,
                    (missed, observation) =>
                        observation.Kind switch
                        {
                            ObservationKind.Missed => missed + 1,
                            ObservationKind.Answered or ObservationKind.Left => 0,
                            _ => missed,
                        }
                );
    }

    /// <summary>The known and the assumed contacts, closings and looks, in order; on one day the known ones
    /// first.</summary>
    private sealed class FollowUps(IReadOnlyList<Contact> contacts, FollowUp assumed)
    {
        private readonly PriorityQueue<Step, (DateOnly Day, int Place)> steps = new(
            contacts.Select((contact, place) => (new Step(contact), (contact.Day, place)))
        );
        private readonly DateOnly firstKnown = contacts
            .Select(contact => contact.Day)
            .DefaultIfEmpty(DateOnly.MaxValue)
            .Min();
        private readonly bool isClosed = contacts.Any(contact => contact.Closes);

        /// <summary>Takes the first remaining step before a day; null when there is none.</summary>
        public Step? TakeBefore(DateOnly today) =>
            steps.TryPeek(out _, out var first) && first.Day < today ? steps.Dequeue() : null;

        public void Notified(DateOnly today)
        {
            if (assumed.ContactAfter is { } wait && today.AddDays(wait) < firstKnown)
                Expect(new Step(new Contact(today.AddDays(wait), false, null)));
            if (assumed.CloseAfter is { } days && !isClosed)
                Expect(new Step(new Contact(today.AddDays(days), true, null)));
        }

        /// <summary>A line counts as talked about on its due day.</summary>
        public void LookOn(DateOnly day)
        {
            if (assumed.ContactAfter is not null && day < firstKnown)
                Expect(new Step(new Contact(day, false, null), IsLook: true));
        }

        private void Expect(Step step) => steps.Enqueue(step, (step.Contact.Day, int.MaxValue));
    }

    /// <param name="Contact">What was done, or is assumed.</param>
    /// <param name="IsLook">A talk on the day by which somebody acts, where no case is open.</param>
    private sealed record Step(Contact Contact, bool IsLook = false);
}

/// <summary>How staff follow up a signal, where a history does not say.</summary>
/// <param name="ContactAfter">Days (0 or more) after which a notification counts as followed by a talk, unless a
/// contact or closing is known by then; null for never. A line counts as talked about on its due day. Once a contact is
/// known, only known ones count.</param>
/// <param name="CloseAfter">Days after which its case counts as closed, where no closing is known; null for
/// never.</param>
public sealed record FollowUp(int? ContactAfter, int? CloseAfter = null)
{
    public static readonly FollowUp Usual = new(Replay.ContactAfter);

    public static readonly FollowUp None = new(ContactAfter: null);
}

/// <summary>What a replay of one person gives, oldest first.</summary>
public sealed record Replayed(IReadOnlyList<NotifiedSignal> Signals, IReadOnlyList<OpenRow> Open)
{
    /// <summary>How many talks were needed between two days, one a week at most: a row that asks for one now, whenever
    /// it was had, or whose later day came.</summary>
    /// <param name="to">Not included.</param>
    public int TalksNeeded(DateOnly from, DateOnly to) =>
        Open.Where(row => row.DueOn >= row.From && row.DueOn >= from && row.DueOn < to)
            .Where(row => row.DueOn <= row.From.AddDays(7) || !(row.Until < row.DueOn))
            .DistinctBy(row => row.DueOn.DayNumber / 7)
            .Count();
}
