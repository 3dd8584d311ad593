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
    /// <summary>Those by which all of it is decided.</summary>
    public RuleSettings Rules => settings;

    private static readonly int RequestBit = WarningSigns.Bits(sign => sign is Request);

    private CaregiverState known;
    private NotificationHistory told;
    private DateOnly talkedOn;
    private bool stands;
    private (DateOnly Day, Weight Weight) weighed;

    /// <summary>Days with a talk since the standing began.</summary>
    private int talks;

    public ref readonly CaregiverState Known => ref known;

    /// <summary>The day of the newest answer at which the caregiver was red; the default while none was.</summary>
    public DateOnly RedOn { get; private set; }

    /// <summary>The first day of an unbroken standing; the default while there is none.</summary>
    public DateOnly StandsSince { get; private set; }

    /// <summary>The first red answer of this standing that no talk came after, until the talk that came then.</summary>
    public DateOnly UnspokenSince { get; private set; }

    /// <summary>Whether somebody spoke with the caregiver since the newest red answer.</summary>
    public bool IsSpoken => talkedOn >= RedOn;

    /// <summary>Takes the facts of one day.</summary>
    /// <param name="observations">In the order of <see cref="Observation.Compare"/>, of days not before those
    /// taken.</param>
    /// <returns>The place after the last of them.</returns>
    public int Take(IReadOnlyList<Observation> observations, int next)
    {
        var (day, answered) = (observations[next].Day, known.On(ObservationKind.Answered));
        while (next < observations.Count && observations[next].Day == day)
            known.Take(observations[next++], settings);
        weighed = (day, Nearness.Of(known, day, settings));
        if (known.On(ObservationKind.Left) == day)
            stands = false;
        if (known.On(ObservationKind.Answered) == answered)
            return next;

        var level = LevelOn(day);
        if (level == Urgency.Red)
        {
            if (!stands)
                (StandsSince, talks) = (day, 0);
            if (!stands || IsSpoken)
                UnspokenSince = day;
            (RedOn, stands) = (day, true);
        }
        else if (stands)
            stands = NewestLevel(day) == Urgency.Red;
        // Answers that have grown old can only raise it.
        if (told.Level is not null)
            told = told.AfterAnswer(level >= told.Level ? level : NewestLevel(day));
        return next;
    }

    /// <summary>
    /// Decides, on a day with a new fact, whether staff are notified: when the caregiver asked to be called; when the
    /// level is higher than the one told; when the answers are graver than a talk, or else a notification, knew of; and
    /// when there is a level and the last notification and the last talk are long enough ago. Nothing else causes a
    /// notification, and a talk only postpones the last of these.
    /// </summary>
    /// <returns>The level of today's notification; null for none.</returns>
    public Urgency? Decide(DateOnly today)
    {
        var weight = HeardOn(today);
        var level = weight.Level(settings);
        var request = known.On(ObservationKind.Request);
        var asks =
            (mute.LeftOut & RequestBit) == 0 && request > told.RequestOn && NotificationPolicy.IsRecent(request, today);
        var isHigher = level is not null && !(level <= told.Level);
        var isAgain = level is not null && known.NewestOn >= told.AgainOn;
        return asks || isHigher || weight.Gravity.IsWorseThan(told.Gravest) || isAgain ? level ?? Urgency.Amber : null;
    }

    /// <summary>Staff were notified.</summary>
    public void Notified(Urgency level, DateOnly day) =>
        told = told.By(level, day, known.On(ObservationKind.Request), GravityOn(day), settings);

    /// <summary>Staff know of a request to be called.</summary>
    public void Heard(DateOnly requestOn) => told = told with { RequestOn = requestOn };

    /// <summary>Somebody talked with the caregiver, or closed the case.</summary>
    public void Contacted(Contact contact)
    {
        told = told.After(contact, NewestLevel(contact.Day), GravityOn(contact.Day), settings);
        if (!contact.Closes)
            (talks, talkedOn) = (contact.Day == talkedOn ? talks : talks + 1, contact.Day);
        if (contact.DoneInstead)
            stands = false;
    }

    /// <summary>Takes the contacts of one day, in their order.</summary>
    public void ContactedOn(DateOnly day, IEnumerable<Contact> contacts)
    {
        foreach (var contact in contacts.Where(contact => contact.Day == day))
            Contacted(contact);
    }

    /// <summary>How grave the alarming answers are on a day.</summary>
    public Gravity GravityOn(DateOnly day) => HeardOn(day).Gravity;

    /// <summary>The verdict on a day, the same for the caregiver and for staff; null where nothing is heavy.</summary>
    public Urgency? LevelOn(DateOnly day) => WeightOn(day).Level(settings);

    /// <summary>
    /// Whether the caregiver stands open on a day: from a red answer until a newer one below red, the end of the care, or
    /// a note of what was done instead for who wants no call (law 1). Age alone ends nothing: an answer that has grown too
    /// old holds it until somebody spoke with them after it.
    /// </summary>
    public bool StandsOn(DateOnly day) => stands && (!IsSpoken || LevelOn(day) == Urgency.Red);

    /// <summary>
    /// The latest day to look again at who stands open: six weeks ahead, and thirteen once they stood for half a year with
    /// two talks or more, so that a list does not fill with who is looked after (law 1; ours).
    /// </summary>
    /// <returns>Null for who does not stand.</returns>
    public DateOnly? LookBy(DateOnly today) =>
        !StandsOn(today) ? null
        : talks >= 2 && StandsSince.AddMonths(6) <= today ? today.AddDays(13 * 7)
        : today.AddDays(6 * 7);

    /// <summary>From which day, up to a given one, the caregiver no longer stands open, if nothing new comes.</summary>
    /// <returns>Null where they still stand open then.</returns>
    public DateOnly? StandsUntil(DateOnly last)
    {
        // What grows older never raises the level.
        if (StandsOn(last))
            return null;
        var day = RedOn;
        while (StandsOn(day))
            day = day.AddDays(1);
        return day;
    }

    private Weight WeightOn(DateOnly day) => day == weighed.Day ? weighed.Weight : Nearness.Of(known, day, settings);

    /// <summary>What weighs for notifying: without what is muted.</summary>
    private Weight HeardOn(DateOnly day) => mute == default ? WeightOn(day) : Nearness.Of(known, day, settings, mute);

    private Urgency? NewestLevel(DateOnly day) => Nearness.LevelOn(known.GivenOn(day), day, settings);
}
