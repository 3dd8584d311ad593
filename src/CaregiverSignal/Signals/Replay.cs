namespace CaregiverSignal.Signals;

/// <summary>What the signal rules would have told about one caregiver, day by day, with the very rules and steps of the service.</summary>
public static class Replay
{
    /// <summary>Days after which a told signal counts as contacted where no follow-up is known: the contract's number.</summary>
    public const int ContactAfter = 14;

    /// <summary>Everything that would have been told, oldest first.</summary>
    /// <param name="whole">All that is known of one person; its Today is not looked at.</param>
    /// <param name="contactAfter">
    /// Days (0 and more) after which a telling counts as followed by a talk, unless a contact or closing is known by
    /// then; null: never. Once one is known, only what is known counts.
    /// </param>
    /// <remarks>
    /// A day is judged with all that is dated on it or before, except its own contacts: they answer what was told that
    /// day (our choice; a file has days, not hours). So a day's signals never depend on later rows.
    /// </remarks>
    public static IReadOnlyList<ToldSignal> Of(History whole, RuleSettings rules, int? contactAfter = ContactAfter) =>
        Of(whole, known => Rules.Judge(known, rules), contactAfter);

    /// <summary>The same with other eyes: one rule alone, or findings that were remembered.</summary>
    /// <param name="judge">Finds what there is on a history's Today, and looks at nothing later.</param>
    public static IReadOnlyList<ToldSignal> Of(History whole, Func<History, IReadOnlyList<Finding>> judge, int? contactAfter = ContactAfter)
    {
        // What is read of the check-ins serves every day, and is let go at the end.
        whole = whole with { Waves = whole.Waves };
        var told = new List<ToldSignal>();
        var logged = new Queue<Contact>(whole.Contacts.OrderBy(contact => contact.Day));
        var followedFrom = logged.TryPeek(out var first) ? first.Day : DateOnly.MaxValue;
        var assumed = new Queue<Contact>();
        var past = new List<Contact>();
        var life = SignalLife.None;

        var days = new SortedSet<DateOnly>(DaysOf(whole));
        DateOnly? longAgoOn = null;
        while (days.Count > 0 || longAgoOn is not null)
        {
            var today = days.Count == 0 || longAgoOn < days.Min ? longAgoOn!.Value : days.Min;
            var isNews = days.Remove(today);
            life = Follow(life, past, logged, assumed, today);

            var known = whole with { Today = today, Contacts = [.. past] };
            // A talk since makes that day another one.
            var day = Facts.TalkIsLongAgoOn(known);
            longAgoOn = day > today ? day : null;
            if (!isNews && day != today) continue;

            var findings = judge(known);
            if (SignalStep.LooksAgainOn(life, findings, today) is { } again) days.Add(again);
            if (SignalStep.Next(life, findings, today) is not { } change) continue;
            life = life.After(change, today);
            if (!change.Tell) continue;

            told.Add(ToldSignal.Of(today, findings));
            if (contactAfter is not { } wait || today.AddDays(wait) >= followedFrom) continue;
            assumed.Enqueue(new Contact(today.AddDays(wait), false, null));
            days.Add(today.AddDays(wait + 1));
        }

        return told;
    }

    /// <summary>Takes in the contacts before today, known and assumed, in their order.</summary>
    private static SignalLife Follow(SignalLife life, List<Contact> past, Queue<Contact> logged, Queue<Contact> assumed, DateOnly today)
    {
        while (true)
        {
            var hasLogged = logged.TryPeek(out var one) && one.Day < today;
            var hasAssumed = assumed.TryPeek(out var other) && other.Day < today;
            if (!hasLogged && !hasAssumed) return life;
            var next = hasLogged && !(hasAssumed && other!.Day < one!.Day) ? logged.Dequeue() : assumed.Dequeue();
            past.Add(next);
            life = life.After(next);
        }
    }

    /// <summary>The days on which something new is known; being asked is none.</summary>
    private static IEnumerable<DateOnly> DaysOf(History whole)
    {
        foreach (var wave in whole.Waves)
        {
            for (var known = wave; known is not null; known = known.Before)
            {
                if (known.AnsweredOn is { } answered) yield return answered;
            }

            if (!(wave.AnsweredOn <= wave.ClosesOn) && !wave.IsExcused) yield return wave.ClosesOn;
            if (wave is { WantsCall: true, AnsweredOn: null }) yield return wave.AskedOn;
        }

        foreach (var one in whole.Events) yield return one.Day;
        foreach (var contact in whole.Contacts)
        {
            yield return contact.Day;
            if (contact.NextOn is { } next) yield return next;
        }
    }
}
