namespace CaregiverSignal.Signals.Rules;

/// <summary>Decides, on a day with a new fact, whether staff are notified about a caregiver.</summary>
/// <remarks>
/// Staff are notified when the caregiver asked to be called; when the level is higher than at the last notification; and
/// when there is a level and the last notification and the last talk are long enough ago. Nothing else causes a
/// notification, and a talk only postpones one. What must be heard besides is a line (<see cref="Lines"/>).
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
    /// An older fact that arrives late, as from an import, is shown on the case page and causes neither a notification
    /// nor a line (our choice: a quarter).
    /// </summary>
    private const int TooOldDays = 90;

    private static readonly int RequestBit = WarningSigns.Bits(SignalKind.Request);

    public static IReadOnlyList<Limit> Limits => [AgainAfterDays];

    /// <param name="told">What staff were notified of before.</param>
    /// <param name="mute">What a coordinator asked not to be notified of for a while.</param>
    /// <returns>The level of today's notification; null for none.</returns>
    public static Urgency? Judge(in Known known, Told told, DateOnly today, RuleSettings settings, Mute mute = default)
    {
        var muted = Muted(known, today, settings, mute);
        var level = Nearness.UrgencyOf(Nearness.Of(known, today, settings, muted), settings);
        var asks = (muted & RequestBit) == 0 && known.RequestOn > told.RequestOn && IsRecent(known.RequestOn, today);
        var isHigher = level is not null && !(level <= told.Level);
        var isAgain = level is not null && known.NewestOn >= told.AgainOn;
        return asks || isHigher || isAgain ? level ?? Urgency.Amber : null;
    }

    /// <summary>
    /// The reasons for a notification: the warning signs that add points today, and a recent request to be called.
    /// </summary>
    public static IReadOnlyList<Finding> Reasons(
        in Known known,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var muted = Muted(known, today, settings, mute);
        var urgency = Nearness.UrgencyOf(Nearness.Of(known, today, settings, muted), settings) ?? Urgency.Amber;
        var found = new List<Finding>();
        foreach (var sign in Unmuted(muted))
        {
            if (sign.Points(known, today, settings) is var points and > 0)
                found.Add(sign.ToFinding(known, settings, urgency, points));
            // A request is the same request at whatever level it is told again.
            else if (sign.Kind == SignalKind.Request && known.RequestOn != default && IsRecent(known.RequestOn, today))
                found.Add(sign.ToFinding(known, settings, Urgency.Amber, points: 0));
        }

        return found;
    }

    /// <summary>
    /// What must be heard of a caregiver whatever the level, and is no sign of a nearing collapse: a line of the
    /// worklist with an owner and a day, once for each fact, and no notification.
    /// </summary>
    public static IReadOnlyList<Finding> Lines(
        in Known known,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var found = new List<Finding>();
        foreach (var sign in Unmuted(Muted(known, today, settings, mute)).Where(sign => sign.IsLine))
        {
            var day = sign.Day(known, settings);
            // Of somebody enrolled after care had ended, only events from before the enrolment are heard.
            var isOfBefore = day < known.EnteredInactiveOn && sign.Kind != SignalKind.Event;
            if (day != default && !isOfBefore && IsRecent(day, today))
                found.Add(sign.ToFinding(known, settings, Urgency.Amber, points: 0));
        }

        return found;
    }

    private static bool IsRecent(DateOnly day, DateOnly today) => today.DayNumber - day.DayNumber <= TooOldDays;

    private static IEnumerable<WarningSign> Unmuted(int muted) =>
        WarningSigns.All.Where((_, place) => (muted & (1 << place)) == 0);

    private static int Muted(in Known known, DateOnly today, RuleSettings settings, Mute mute) =>
        mute == default ? 0 : mute.On(Nearness.UrgencyOn(known, today, settings) == Urgency.Red);
}

/// <summary>
/// What staff were notified of about a caregiver and talked about: all that the next notification depends on besides the
/// facts.
/// </summary>
/// <param name="Level">The level at the last notification; null without one.</param>
/// <param name="AgainOn">The first day of another notification at the same level.</param>
/// <param name="RequestOn">The newest request to be called that staff were notified of.</param>
public readonly record struct Told(Urgency? Level, DateOnly AgainOn, DateOnly RequestOn)
{
    /// <summary>After a notification at a level on a day.</summary>
    /// <param name="requestOn">The newest request to be called by then; the default for none.</param>
    public static Told By(Urgency level, DateOnly day, DateOnly requestOn, RuleSettings settings) =>
        new(level, day.AddDays(settings[Notifying.AgainAfterDays]), requestOn);

    /// <summary>After a talk or a closing.</summary>
    /// <param name="agreed">The day on which the coordinator wants to look again; null, or a day not after the talk,
    /// for the usual one.</param>
    public Told AfterTalk(DateOnly talk, DateOnly? agreed, RuleSettings settings)
    {
        var usual = talk.AddDays(settings[Notifying.AgainAfterDays]);
        return this with
        {
            AgainOn =
                agreed > talk ? agreed.Value
                : usual > AgainOn ? usual
                : AgainOn,
        };
    }
}

/// <summary>The warning signs that are muted, a bit each as in <see cref="WarningSigns.Bits(SignalKind)"/>.</summary>
/// <param name="Amber">Muted as long as the level is not red.</param>
/// <param name="Red">Muted at red too.</param>
public readonly record struct Mute(int Amber, int Red)
{
    /// <summary>Mutes all warning signs but some, to see what these alone would cause.</summary>
    public static Mute AllBut(Func<WarningSign, bool> isOne) => new(0, ~WarningSigns.Bits(isOne));

    public int On(bool isRed) => isRed ? Red : Amber | Red;
}
