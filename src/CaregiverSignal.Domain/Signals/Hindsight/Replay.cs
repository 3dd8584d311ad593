using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>
/// Works out which signals there would have been about one caregiver, day by day: the service's own rules, over all
/// days at once.
/// </summary>
public static class Replay
{
    /// <summary>
    /// Days after which a signal counts as contacted where no follow-up is known: the contract's number.
    /// </summary>
    public const int ContactAfter = 14;

    /// <summary>All signals that there would have been, oldest first.</summary>
    /// <param name="whole">All that is known of one person; its Today is not used.</param>
    /// <param name="contactAfter">Days (0 or more) after which a notification counts as followed by a talk, unless a
    /// contact or closing is known by then; null for never. Once one is known, only known ones count.</param>
    /// <param name="mute">To see what some warning signs alone would have caused.</param>
    /// <remarks>
    /// A day is judged by all facts dated on it or before, except its own contacts: these answer that day's signal (our
    /// choice; a file has days, not hours). So a day's signals never depend on later rows.
    /// </remarks>
    public static IReadOnlyList<NotifiedSignal> Of(
        History whole,
        RuleSettings settings,
        int? contactAfter = ContactAfter,
        Mute mute = default
    ) => Of(Facts.Of(whole), whole.Contacts, settings, contactAfter, mute);

    /// <summary>The same for facts that were made before: to try several settings on one history.</summary>
    /// <param name="facts">In the order in which they are taken in.</param>
    public static IReadOnlyList<NotifiedSignal> Of(
        IReadOnlyList<Fact> facts,
        IReadOnlyList<Contact> contacts,
        RuleSettings settings,
        int? contactAfter = ContactAfter,
        Mute mute = default
    )
    {
        var talks = new Talks(contacts, contactAfter);
        var (known, told, signals) = (default(Known), default(Told), new List<NotifiedSignal>());
        for (var next = 0; next < facts.Count; )
        {
            var today = facts[next].Day;
            while (talks.TakeBefore(today) is var (talk, agreed))
                told = told.AfterTalk(talk, agreed, settings);
            while (next < facts.Count && facts[next].Day == today)
                known.Take(facts[next++], settings);
            if (Notifying.Judge(known, told, today, settings, mute) is not { } level)
                continue;
            signals.Add(new NotifiedSignal(today, level, Notifying.Reasons(known, today, settings, mute)));
            told = Told.By(level, today, known.RequestOn, settings);
            talks.FollowUp(today);
        }

        return signals;
    }

    /// <summary>The known and the assumed talks, in order.</summary>
    private sealed class Talks(IReadOnlyList<Contact> contacts, int? contactAfter)
    {
        private readonly List<Contact> logged = [.. contacts.OrderBy(one => one.Day)];
        private readonly Queue<DateOnly> assumed = new();
        private int next;

        /// <summary>Takes the first remaining talk before a day; null when there is none.</summary>
        public (DateOnly Day, DateOnly? Agreed)? TakeBefore(DateOnly today)
        {
            var hasLogged = next < logged.Count && logged[next].Day < today;
            var hasAssumed = assumed.TryPeek(out var day) && day < today;
            if (hasLogged && !(hasAssumed && day < logged[next].Day))
                return (logged[next].Day, logged[next++].NextOn);
            return hasAssumed ? (assumed.Dequeue(), null) : null;
        }

        public void FollowUp(DateOnly today)
        {
            if (contactAfter is { } wait && (logged.Count == 0 || today.AddDays(wait) < logged[0].Day))
                assumed.Enqueue(today.AddDays(wait));
        }
    }
}
