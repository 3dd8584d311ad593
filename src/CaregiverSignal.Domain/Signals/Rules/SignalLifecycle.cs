using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Rules;

/// <summary>One caregiver's history day by day: what is known, what staff were notified of and discussed, and whether
/// the caregiver is on the worklist. The service, replay and audit all use it.</summary>
/// <remarks>Within a day facts come first, then notifications, then contacts, which respond to them. Not
/// thread-safe.</remarks>
/// <param name="mute">What a coordinator has muted for a while.</param>
/// <param name="calendar">The working days of the support point; null for one that closes on public holidays
/// alone.</param>
public sealed class SignalLifecycle(RuleSettings settings, Mute mute = default, WorkingDays? calendar = null)
{
    /// <summary>Working days within which a line, or what the digest tells, is dealt with (guarantee 1;
    /// ours).</summary>
    private const int LineWithin = 5;

    /// <summary>Days to the latest day to look again at who has one heavy thing, and at who is red (guarantee 1;
    /// ours).</summary>
    public const int LookAtLine = 13 * 7;

    private const int LookAtRed = 6 * 7;

    private static readonly int RequestBit = WarningSigns.Bits(sign => sign is Request);

    private readonly WorkingDays calendar = calendar ?? WorkingDays.Usual;
    private CaregiverState known;
    private NotificationHistory told;
    private DateOnly talkedOn;
    private (DateOnly Day, Weight Weight) weighed;

    /// <summary>What they weighed by the newest answers; null when no heavy thing holds.</summary>
    private Weight? stands;

    private DateOnly dueOn;

    /// <summary>Whether the case was closed since the newest heavy answer.</summary>
    private bool isClosed;

    /// <summary>Days with a talk since the standing began.</summary>
    private int talks;

    /// <summary>Those by which all of it is decided.</summary>
    public RuleSettings Rules => settings;

    public ref readonly CaregiverState Known => ref known;

    /// <summary>The day of the newest answer at which something was heavy; the default while none was.</summary>
    public DateOnly HeavyOn { get; private set; }

    /// <summary>The first day of an unbroken standing; the default while there is none.</summary>
    public DateOnly StandsSince { get; private set; }

    /// <summary>The first red answer of this standing that no talk came after, until the talk that came then.</summary>
    public DateOnly UnspokenSince { get; private set; }

    /// <summary>Whether somebody spoke with the caregiver since the newest heavy answer.</summary>
    public bool IsSpoken => talkedOn >= HeavyOn;

    /// <summary>Takes the facts of one day.</summary>
    /// <param name="observations">In the order of <see cref="Observation.Compare"/>, of days not before those
    /// taken.</param>
    /// <returns>The place after the last of them.</returns>
    public int Take(IReadOnlyList<Observation> observations, int next)
    {
        var (day, answered) = (observations[next].Day, known.On(ObservationKind.Answered));
        var before = StandingOn(day);
        while (next < observations.Count && observations[next].Day == day)
            known.Take(observations[next++]);
        weighed = (day, Nearness.Of(known, day, settings));
        if (known.On(ObservationKind.Left) == day)
            (stands, before) = (null, null);
        if (known.On(ObservationKind.Answered) == answered)
            return next;

        Weight? newest = stands is not null || told.Level is not null ? NewestWeight(day) : null;
        if (weighed.Weight.IsHeavy(settings))
            TakeHeavy(day, before, newest);
        else if (stands is not null)
            stands = newest is { } aged && aged.IsHeavy(settings) ? aged : null;
        // Answers that have grown old can only raise it.
        if (told.Level is not null)
        {
            var level = weighed.Weight.Told(settings);
            told = told.AfterAnswer(level >= told.Level ? level : newest?.Told(settings));
        }

        return next;
    }

    private void TakeHeavy(DateOnly day, HeavyRow? before, Weight? newest)
    {
        var (now, wasSpoken) = (weighed.Weight, IsSpoken);
        var isRed = now.Told(settings) == Urgency.Red;
        // Where "very bad" was all that was answered nobody knows more: it does not wait for a week.
        var isAlone = known.On(ObservationKind.FrontQuestion) == day;
        var fresh = isRed || isAlone ? DueOfRed(day) : DueOfOther(day);
        if (before is not { } stood)
            (StandsSince, talks, dueOn) = (day, 0, fresh);
        // The day that a talk set holds for what was known then, until a closing or a second heavy thing.
        else if ((!wasSpoken || isClosed || (isRed && stood.Level != Urgency.Red)) && fresh < stood.DueOn)
            dueOn = fresh;
        if (isRed && (wasSpoken || before?.Level != Urgency.Red))
            UnspokenSince = day;
        // What nobody spoke about is not taken away by its age.
        var isAged = before is not null && !wasSpoken && newest?.Told(settings) > now.Told(settings);
        (HeavyOn, stands, isClosed) = (day, isAged ? newest : now, false);
    }

    /// <summary>Decides, on a day with a new fact, whether staff are notified: when the caregiver asked to be called,
    /// or a crisis was told; when the level is higher than the one told; when the answers are graver than a talk, or
    /// else a notification, knew of; and when there is a level and the last notification and the last talk are long
    /// enough ago. Nothing else causes a notification, and a talk only postpones the last of these.</summary>
    /// <returns>The level of today's notification; null for none.</returns>
    public Urgency? Decide(DateOnly today)
    {
        var asks = (mute.LeftOut & RequestBit) == 0 && IsNew(ObservationKind.Request, told.RequestOn, today);
        return asks || IsNew(ObservationKind.Crisis, told.CrisisOn, today) || AreTold(today)
            ? HeardOn(today).Told(settings) ?? Urgency.Amber
            : null;
    }

    /// <summary>Staff were notified; a crisis alone uses up no telling of the answers.</summary>
    public void Notified(Urgency level, DateOnly day)
    {
        var (request, crisis) = (known.On(ObservationKind.Request), known.On(ObservationKind.Crisis));
        told =
            crisis > told.CrisisOn && request <= told.RequestOn && !AreTold(day)
                ? told with
                {
                    CrisisOn = crisis,
                }
                : told.By(level, day, request, crisis, HeardOn(day));
    }

    /// <summary>Whether the answers are told on a day: higher, graver, or again after a while.</summary>
    private bool AreTold(DateOnly day)
    {
        var weight = HeardOn(day);
        var level = weight.Told(settings);
        return weight.IsGraverThan(told.Gravest)
            || (level is not null && (!(level <= told.Level) || known.NewestOn >= told.AgainOn));
    }

    private bool IsNew(ObservationKind kind, DateOnly told, DateOnly today) =>
        known.On(kind) > told && NotificationPolicy.IsRecent(known.On(kind), today);

    /// <summary>Staff know of a request to be called, and of a crisis.</summary>
    public void Heard(DateOnly requestOn, DateOnly crisisOn) =>
        told = told with { RequestOn = requestOn, CrisisOn = crisisOn };

    /// <summary>Somebody talked with the caregiver, or closed the case; the day to look again is at most
    /// <see cref="LookBy"/>.</summary>
    public void Contacted(Contact contact)
    {
        told = told.After(contact, NewestWeight(contact.Day).Told(settings), HeardOn(contact.Day));
        if (!contact.Closes)
            (talks, talkedOn) = (contact.Day == talkedOn ? talks : talks + 1, contact.Day);
        isClosed |= contact.Closes;
        if (contact.DoneInstead)
            stands = null;
        if (LookBy(contact.Day) is { } latest)
            dueOn = contact.NextOn > contact.Day && contact.NextOn < latest ? contact.NextOn.Value : latest;
    }

    /// <summary>Takes the contacts of one day, in their order.</summary>
    public void ContactedOn(DateOnly day, IEnumerable<Contact> contacts)
    {
        foreach (var contact in contacts.Where(contact => contact.Day == day))
            Contacted(contact);
    }

    /// <summary>The verdict on a day, the same for the caregiver and for staff: at least how they stand; null where
    /// nothing is heavy.</summary>
    public Urgency? LevelOn(DateOnly day)
    {
        Urgency? standing = StandingOn(day) is { } row ? row.Level ?? Urgency.Amber : null;
        return new[] { WeightOn(day).Level(settings), standing }.Max();
    }

    /// <summary>What the verdict of a day rests on; what stands because nobody spoke since, as it was when it was
    /// said.</summary>
    public IReadOnlyList<Finding> ReasonsOn(DateOnly day)
    {
        var isAged = StandingOn(day) is not null && WeightOn(day).Level(settings) != LevelOn(day);
        return NotificationPolicy.Reasons(known, isAged ? HeavyOn : day, settings);
    }

    /// <summary>How the caregiver stands on the list on a day (guarantee 1): from an answer with a heavy thing until
    /// newer answers after which none holds, the end of the care, or a note of what was done instead for who wants no
    /// call. Age alone ends nothing: an answer that has grown too old holds it until somebody spoke with them after
    /// it.</summary>
    /// <returns>Null for who does not stand.</returns>
    public HeavyRow? StandingOn(DateOnly day)
    {
        if (stands is not { } weight)
            return null;
        var now = WeightOn(day);
        if (IsSpoken && !now.IsHeavy(settings))
            return null;
        var (level, stood) = (now.Told(settings), weight.Told(settings));
        return new HeavyRow(IsSpoken || level >= stood ? level : stood, dueOn);
    }

    /// <summary>The latest day to look again at who stands: thirteen weeks ahead; for who is red six, until they stood
    /// for half a year with two talks or more, so that a list does not fill with who is looked after (guarantee 1;
    /// ours).</summary>
    /// <returns>Null for who does not stand.</returns>
    public DateOnly? LookBy(DateOnly today) =>
        StandingOn(today) is not { } standing ? null
        : standing.Level == Urgency.Red && !(talks >= 2 && StandsSince.AddMonths(6) <= today) ? today.AddDays(LookAtRed)
        : today.AddDays(LookAtLine);

    /// <summary>The day by which somebody acts on a red answer of a day: the next working day.</summary>
    public DateOnly DueOfRed(DateOnly day) => calendar.Add(day, 1);

    /// <summary>The same of what is below red.</summary>
    public DateOnly DueOfOther(DateOnly day) => calendar.Add(day, LineWithin);

    private Weight WeightOn(DateOnly day) => day == weighed.Day ? weighed.Weight : Nearness.Of(known, day, settings);

    /// <summary>What weighs for notifying: without what is muted.</summary>
    private Weight HeardOn(DateOnly day) => mute == default ? WeightOn(day) : Nearness.Of(known, day, settings, mute);

    private Weight NewestWeight(DateOnly day) => Nearness.Of(known.GivenOn(day), day, settings);
}

/// <summary>That somebody stands on the list because of what they answered (guarantee 1).</summary>
/// <param name="Level">Red, amber by points, or null for a line: one heavy thing alone.</param>
/// <param name="DueOn">The day by which somebody acts on it.</param>
public readonly record struct HeavyRow(Urgency? Level, DateOnly DueOn);
