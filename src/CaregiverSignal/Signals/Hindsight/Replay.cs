using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>
/// What would have been told of one caregiver, day by day: the fold that the service goes by, over all days at once.
/// </summary>
public static class Replay
{
    /// <summary>
    /// Days after which a told signal counts as contacted where no follow-up is known: the contract's number.
    /// </summary>
    public const int ContactAfter = 14;

    /// <summary>Everything that would have been told, oldest first.</summary>
    /// <param name="whole">All that is known of one person; its Today is not looked at.</param>
    /// <param name="contactAfter">
    /// Days (0 and more) after which a telling counts as followed by a talk, unless a contact or closing is known by
    /// then; null: never. Once one is known, only what is known counts.
    /// </param>
    /// <param name="mute">For what some warning signs alone would have told.</param>
    /// <remarks>
    /// A day is judged with all that is dated on it or before, except its own contacts: they answer what was told that
    /// day (our choice; a file has days, not hours). So a day's signals never depend on later rows.
    /// </remarks>
    public static IReadOnlyList<NotifiedSignal> Of(
        History whole,
        RuleSettings settings,
        int? contactAfter = ContactAfter,
        Mute mute = default
    ) => Of(Facts.Of(whole), whole.Contacts, settings, contactAfter, mute);

    /// <summary>The same of facts that were made already: to try several settings on one history.</summary>
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
        var (known, memory, told) = (default(Known), Memory.Nothing, new List<NotifiedSignal>());
        var (next, judged, agreedOn) = (0, default(DateOnly), default(DateOnly));
        while (true)
        {
            var today = next < facts.Count ? facts[next].Day : DateOnly.MaxValue;
            if (memory.LookAgainOn > judged && memory.LookAgainOn < today)
                today = memory.LookAgainOn;
            if (talks.TakeBefore(today) is var (talk, agreed))
            {
                memory = memory.After(talk, agreed, settings);
                if (agreed is { } day)
                    agreedOn = day;
                continue;
            }

            if (today == DateOnly.MaxValue)
                return told;
            while (next < facts.Count && facts[next].Day == today)
                known.Take(facts[next++], settings);
            judged = today;
            if (Notifying.Judge(known, memory, today, settings, mute) is { } say)
            {
                var named = Notifying.Named(known, memory, today, settings, say.Level, mute);
                told.Add(new NotifiedSignal(today, say.Level, named) { IsAgreed = say.IsAgain && today == agreedOn });
                foreach (var one in named)
                    Notifying.Hear(memory, one.WarningSign, one.Kind, one.Day);
                memory = memory.After(say);
                talks.Told(today);
            }

            if (Notifying.IsWell(known, today, settings))
                memory = memory.WhenWell();
        }
    }

    /// <summary>The talks that are known and those that are assumed, one after the other.</summary>
    private sealed class Talks(IReadOnlyList<Contact> contacts, int? contactAfter)
    {
        private readonly List<Contact> logged = [.. contacts.OrderBy(one => one.Day)];
        private readonly Queue<DateOnly> assumed = new();
        private int next;

        /// <summary>The first that was not taken yet, of before a day; null when there is none.</summary>
        public (DateOnly Day, DateOnly? Agreed)? TakeBefore(DateOnly today)
        {
            var hasLogged = next < logged.Count && logged[next].Day < today;
            var hasAssumed = assumed.TryPeek(out var day) && day < today;
            if (hasLogged && !(hasAssumed && day < logged[next].Day))
                return (logged[next].Day, logged[next++].NextOn);
            return hasAssumed ? (assumed.Dequeue(), null) : null;
        }

        public void Told(DateOnly today)
        {
            if (contactAfter is { } wait && (logged.Count == 0 || today.AddDays(wait) < logged[0].Day))
                assumed.Enqueue(today.AddDays(wait));
        }
    }
}
