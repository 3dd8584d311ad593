namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// One caregiver's course, day by day: what is known, what staff were told and talked about, and whether the caregiver
/// stands open whatever was told. The service, replay and the audit go through a life with it alike.
/// </summary>
/// <remarks>
/// Of one day the facts are taken first, then what staff are notified of, then the contacts, which answer it. Not for
/// several threads at once.
/// </remarks>
/// <param name="mute">What a coordinator asked not to be notified of for a while.</param>
public sealed class SignalLifecycle(RuleSettings settings, Mute mute = default)
{
    private Known known;
    private Told told;
    private DateOnly talkedOn;
    private bool stands;

    public ref readonly Known Known => ref known;

    public Told Told => told;

    /// <summary>The day of the newest answer at which the caregiver was red; the default while none was.</summary>
    public DateOnly RedOn { get; private set; }

    /// <summary>The first day of an unbroken standing; the default while there is none.</summary>
    public DateOnly StandsSince { get; private set; }

    /// <summary>Whether somebody spoke with the caregiver since the newest red answer.</summary>
    public bool IsSpoken => talkedOn >= RedOn;

    /// <summary>Takes the facts of one day.</summary>
    /// <param name="facts">In the order of <see cref="Fact.Compare"/>, of days not before those taken.</param>
    /// <returns>The place after the last of them.</returns>
    public int Take(IReadOnlyList<Fact> facts, int next)
    {
        var (day, answered) = (facts[next].Day, known.AnsweredOn);
        while (next < facts.Count && facts[next].Day == day)
            known.Take(facts[next++], settings);
        if (known.CareEndedOn == day)
            stands = false;
        if (known.AnsweredOn == answered)
            return next;

        var newest = NewestLevel(day);
        if (Nearness.LevelOn(known, day, settings) == Urgency.Red)
        {
            if (!stands)
                StandsSince = day;
            (RedOn, stands) = (day, true);
        }
        else if (newest != Urgency.Red)
            stands = false;
        told = told.AfterAnswer(newest);
        return next;
    }

    /// <returns>The level of today's notification; null for none.</returns>
    public Urgency? Decide(DateOnly today) => Notifying.Judge(known, told, today, settings, mute);

    /// <summary>Staff were notified.</summary>
    public void Notified(Urgency level, DateOnly day) =>
        told = told.By(level, day, known.RequestOn, Nearness.GravityOn(known, day, settings, mute), settings);

    /// <summary>Staff know of a request to be called.</summary>
    public void Heard(DateOnly requestOn) => told = told with { RequestOn = requestOn };

    /// <summary>Somebody talked with the caregiver, or closed the case.</summary>
    public void Contacted(Contact contact)
    {
        told = told.After(
            contact,
            NewestLevel(contact.Day),
            Nearness.GravityOn(known, contact.Day, settings, mute),
            settings
        );
        if (!contact.Closes)
            talkedOn = contact.Day;
        if (contact.DoneInstead)
            stands = false;
    }

    /// <summary>Takes the contacts of one day, in their order.</summary>
    public void ContactedOn(DateOnly day, IEnumerable<Contact> contacts)
    {
        foreach (var contact in contacts.Where(contact => contact.Day == day))
            Contacted(contact);
    }

    /// <summary>The verdict on a day, the same for the caregiver and for staff; null where nothing is heavy.</summary>
    public Urgency? LevelOn(DateOnly day) => Nearness.LevelOn(known, day, settings);

    /// <summary>
    /// Whether the caregiver stands open on a day: from a red answer until a newer one below red, the end of the care, or
    /// a note of what was done instead for who wants no call (law 1). Age alone ends nothing: an answer that has grown too
    /// old holds it until somebody spoke with them after it.
    /// </summary>
    public bool StandsOn(DateOnly day) =>
        stands && (!IsSpoken || Nearness.LevelOn(known, day, settings) == Urgency.Red);

    /// <summary>The first day from a given one on which nobody has to stand open any more, if nothing new comes.</summary>
    /// <returns>Null where only a talk ends it.</returns>
    public DateOnly? StandsUntil(DateOnly from)
    {
        if (!StandsOn(from))
            return from;
        if (!IsSpoken)
            return null;
        var day = RedOn > from ? RedOn : from;
        while (StandsOn(day))
            day = day.AddDays(1);
        return day;
    }

    private Urgency? NewestLevel(DateOnly day) => Nearness.LevelOn(known.GivenOn(day), day, settings);
}
