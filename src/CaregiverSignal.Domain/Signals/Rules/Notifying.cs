namespace CaregiverSignal.Signals.Rules;

/// <summary>Decides, on a day with a new fact, whether staff are notified about a caregiver.</summary>
/// <remarks>
/// Staff are notified when the caregiver asked to be called; when the level is higher than the one told; when the answers
/// are graver than a talk, or else a notification, knew of; and when there is a level and the last notification and the
/// last talk are long enough ago. Nothing else causes a notification, and a talk only postpones the last of these. What
/// must be heard besides is a line (<see cref="Lines"/>), and who is red stands open whatever was told
/// (<see cref="SignalLifecycle.StandsOn"/>).
/// </remarks>
public static class Notifying
{
    public static readonly Limit AgainAfterDays = new(
        "Telling:AgainAfterDays",
        133,
        30,
        366,
        "days after a notification or a talk until staff are notified again, while the caregiver is still amber or red",
        "ours, compared in simulated worlds: nineteen weeks, so that the fifth monthly answer is told again"
    );

    /// <summary>
    /// An older fact that arrives late, as from an import, is shown on the case page and causes neither a request nor a
    /// line (our choice: a quarter).
    /// </summary>
    private const int TooOldDays = 90;

    public static IReadOnlyList<Limit> Limits => [AgainAfterDays];

    /// <param name="told">What staff were notified of before.</param>
    /// <param name="mute">What a coordinator asked not to be notified of for a while.</param>
    /// <returns>The level of today's notification; null for none.</returns>
    public static Urgency? Judge(
        in Known known,
        Told told,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    ) => Judge(known, Nearness.Of(known, today, settings, mute), told, today, settings, mute);

    /// <summary>The same, of what the warning signs weigh on that day.</summary>
    internal static Urgency? Judge(
        in Known known,
        Weight weight,
        Told told,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var level = weight.Level(settings);
        var asks =
            (mute.LeftOut & RequestBit) == 0 && known.RequestOn > told.RequestOn && IsRecent(known.RequestOn, today);
        var isHigher = level is not null && !(level <= told.Level);
        var isGraver = Nearness.GravityOf(weight, known, today, settings, mute).IsWorseThan(told.Gravest);
        var isAgain = level is not null && known.NewestOn >= told.AgainOn;
        return asks || isHigher || isGraver || isAgain ? level ?? Urgency.Amber : null;
    }

    /// <summary>
    /// The reasons for a notification: the warning signs that weigh today, and a recent request to be called.
    /// </summary>
    public static IReadOnlyList<Finding> Reasons(
        in Known known,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var weight = Nearness.Of(known, today, settings, mute);
        var level = weight.Level(settings);
        var found = new List<Finding>();
        foreach (var (sign, isMuted) in Unmuted(mute, level))
        {
            var added = sign.Weigh(known, today, settings);
            if (added.Points > 0 && isMuted)
                added = added with { Points = 0 };
            if (!added.IsNothing)
                found.Add(sign.ToFinding(known, today, settings, level ?? Urgency.Amber, added));
            // A request is the same request at whatever level it is told again.
            else if (sign.Kind == SignalKind.Request && known.RequestOn != default && IsRecent(known.RequestOn, today))
                found.Add(sign.ToFinding(known, today, settings, Urgency.Amber));
        }

        return found;
    }

    /// <summary>
    /// What must be heard of a caregiver whatever the level, and is no sign of a nearing collapse: a line of the
    /// worklist with an owner and a day, once for each fact, and no notification.
    /// </summary>
    /// <param name="withinDays">How many days old the fact may be; 0 for those of today alone.</param>
    public static IReadOnlyList<Finding> Lines(
        in Known known,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default,
        int withinDays = TooOldDays
    )
    {
        var found = new List<Finding>();
        var isMuted = mute.Points != 0 && Nearness.LevelOn(known, today, settings) != Urgency.Red;
        var muted = isMuted ? mute.Points | mute.LeftOut : mute.LeftOut;
        foreach (var (sign, bit) in Lined)
        {
            var day = (muted & bit) != 0 ? default : sign.Day(known, today, settings);
            // Of somebody enrolled after care had ended, only events from before the enrolment are heard.
            var isOfBefore = day < known.EnteredInactiveOn && sign.Kind != SignalKind.Event;
            if (day != default && !isOfBefore && today.DayNumber - day.DayNumber <= withinDays)
                found.Add(sign.ToFinding(known, today, settings, Urgency.Amber));
        }

        return found;
    }

    private static readonly (WarningSign Sign, int Bit)[] Lined =
    [
        .. WarningSigns.All.Select((sign, place) => (Sign: sign, Bit: 1 << place)).Where(one => one.Sign.IsLine),
    ];

    private static readonly int RequestBit = WarningSigns.Bits(SignalKind.Request);

    private static bool IsRecent(DateOnly day, DateOnly today) => today.DayNumber - day.DayNumber <= TooOldDays;

    private static IEnumerable<(WarningSign Sign, bool IsMuted)> Unmuted(Mute mute, Urgency? level) =>
        WarningSigns
            .All.Select((sign, place) => (Sign: sign, Bit: 1 << place))
            .Where(one => (mute.LeftOut & one.Bit) == 0)
            .Select(one => (one.Sign, level != Urgency.Red && (mute.Points & one.Bit) != 0));
}

/// <summary>
/// What staff were notified of about a caregiver and talked about: all that the next notification depends on besides the
/// facts.
/// </summary>
/// <param name="Level">The level told since it was last lower; null without one.</param>
/// <param name="AgainOn">The first day of another notification at the same level.</param>
/// <param name="RequestOn">The newest request to be called that staff were notified of.</param>
/// <param name="Gravest">The gravest answers that the last talk, or a notification since, knew of.</param>
/// <param name="Lower">The level of the newest answer, where it is below the one told.</param>
/// <param name="IsLower">Whether that answer is below it.</param>
public readonly record struct Told(
    Urgency? Level,
    DateOnly AgainOn,
    DateOnly RequestOn,
    Gravity Gravest = default,
    Urgency? Lower = null,
    bool IsLower = false
)
{
    /// <summary>After a notification at a level on a day.</summary>
    /// <param name="requestOn">The newest request to be called by then; the default for none.</param>
    /// <param name="gravity">Of the answers so far.</param>
    public Told By(Urgency level, DateOnly day, DateOnly requestOn, Gravity gravity, RuleSettings settings) =>
        new(level, day.AddDays(settings[Notifying.AgainAfterDays]), requestOn, Gravest.OrGraver(gravity));

    /// <summary>
    /// After an answer: two that are below the level told set it back to the higher of them; a blank is no lower answer.
    /// </summary>
    /// <param name="level">By the newest answers, whatever their age.</param>
    public Told AfterAnswer(Urgency? level) =>
        Level is null || level >= Level ? this with { Lower = null, IsLower = false }
        : !IsLower ? this with { Lower = level, IsLower = true }
        : this with { Level = level is null || Lower > level ? Lower : level, Lower = null, IsLower = false };

    /// <summary>After a talk or a closing.</summary>
    /// <param name="level">By the newest answers, whatever their age.</param>
    /// <param name="gravity">Of the answers that the talk knew of.</param>
    public Told After(Contact contact, Urgency? level, Gravity gravity, RuleSettings settings)
    {
        var usual = contact.Day.AddDays(settings[Notifying.AgainAfterDays]);
        return this with
        {
            AgainOn =
                contact.NextOn > contact.Day ? contact.NextOn.Value
                : usual > AgainOn ? usual
                : AgainOn,
            Gravest = contact.Closes ? Gravest : gravity,
            // A closing sets the level told back to that of the newest answers; at red it is the open door that holds.
            Level = contact.Closes && Level is not null && !(level >= Level) ? level : Level,
        };
    }
}
