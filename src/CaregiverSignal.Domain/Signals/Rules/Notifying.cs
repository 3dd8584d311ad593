namespace CaregiverSignal.Signals.Rules;

/// <summary>Decides when staff are notified about a caregiver, and of what.</summary>
/// <remarks>
/// Staff are notified when there is a level and the day to look again has come; when the level is higher than at the
/// last notification, or red again after an answer that gave no level; and when a warning sign that notifies by itself
/// is new. Nothing else causes a notification and nothing else suppresses one: a talk only sets the day to look again.
/// </remarks>
public static class Notifying
{
    public static readonly Limit AgainAfterDays = new(
        "Telling:AgainAfterDays",
        120,
        30,
        366,
        "days after a notification or a talk until staff are notified again, while the caregiver is still amber or red",
        "ours, compared in simulated worlds: 120 held for every window"
    );

    public static readonly Limit AgainAfterDaysLow = new(
        "Telling:AgainAfterDaysLow",
        240,
        30,
        366,
        "the same when the points are only just enough for amber",
        "ours, likewise"
    );

    /// <summary>
    /// An older fact that arrives late, as from an import, is shown on the case page and causes no notification (our
    /// choice: a quarter).
    /// </summary>
    private const int TooOldDays = 90;

    private static readonly (WarningSign WarningSign, int Bit)[] NotifyingSigns =
    [
        .. WarningSigns.All.Select((sign, place) => (sign, 1 << place)).Where(one => one.sign.NotifiesAt is not null),
    ];

    public static IReadOnlyList<Limit> Limits => [AgainAfterDays, AgainAfterDaysLow];

    /// <summary>How many warning signs notify by themselves.</summary>
    public static int NotifyingSignCount => NotifyingSigns.Length;

    /// <param name="mute">What a coordinator asked not to be notified of for a while.</param>
    /// <returns>Today's notification; null for none.</returns>
    public static Notification? Judge(
        in Known known,
        in Memory memory,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var all = Nearness.Of(known, today, settings);
        var muted = mute.On(Nearness.UrgencyOf(all, settings) == Urgency.Red);
        var points = muted == 0 ? all : Nearness.Of(known, today, settings, muted);
        var near = Nearness.UrgencyOf(points, settings);

        Urgency? ownLevel = null;
        for (var place = 0; place < NotifyingSigns.Length; place++)
        {
            var signLevel = NotifyingSigns[place].WarningSign.NotifiesAt;
            if (!(signLevel <= ownLevel) && IsNew(place, known, memory, today, settings, muted))
                ownLevel = signLevel;
        }

        var isHigher = near is not null && !(near <= memory.Near);
        var isDue = near is not null && (isHigher || today >= memory.LookAgainOn);
        if (!isDue && ownLevel is null)
            return null;
        var urgency = ownLevel > near || near is null ? ownLevel!.Value : near.Value;
        return new Notification(
            today,
            urgency,
            isDue ? near : null,
            points,
            isDue
                ? today.AddDays(settings[points == settings[Nearness.Amber] ? AgainAfterDaysLow : AgainAfterDays])
                : null
        )
        {
            IsAgain = !isHigher && ownLevel is null,
        };
    }

    /// <summary>
    /// The warning signs that today's notification names: those that are new or add points, each once.
    /// </summary>
    public static IReadOnlyList<Finding> Named(
        in Known known,
        in Memory memory,
        DateOnly today,
        RuleSettings settings,
        Urgency urgency,
        Mute mute = default
    )
    {
        var muted = mute.On(Nearness.UrgencyOn(known, today, settings) == Urgency.Red);
        var found = new List<Finding>();
        for (var at = 0; at < WarningSigns.All.Count; at++)
        {
            var sign = WarningSigns.All[at];
            var place = Array.FindIndex(NotifyingSigns, ownLevel => ownLevel.WarningSign == sign);
            var isNew = place >= 0 && IsNew(place, known, memory, today, settings, muted);
            var points = (muted & (1 << at)) == 0 ? sign.Points(known, today, settings) : 0;
            if (!isNew && points == 0)
                continue;
            var day = sign.Day(known, settings);
            // A crisis, or failed respite, is also the serious event of its day: it is named once, with the point.
            if (
                !isNew
                && sign.Kind == SignalKind.Event
                && found.FindIndex(other => other.Kind == SignalKind.Event && other.Day == day) is var same and >= 0
            )
            {
                found[same] = found[same] with { Points = found[same].Points + points };
                continue;
            }

            found.Add(
                new Finding(
                    sign.Key,
                    sign.Kind,
                    isNew && sign.NotifiesAt == Urgency.Red ? Urgency.Red : urgency,
                    day,
                    points,
                    sign.Evidence(known, settings)
                )
            );
        }

        return found;
    }

    /// <summary>Notes that staff were notified of a warning sign up to a day.</summary>
    public static void MarkNotified(in Memory memory, string sign, DateOnly day)
    {
        for (var place = 0; place < NotifyingSigns.Length; place++)
        {
            if (NotifyingSigns[place].WarningSign.Key == sign && day > memory.NotifiedUpTo[place])
                memory.NotifiedUpTo[place] = day;
        }
    }

    /// <summary>Whether the caregiver answered on a day, and all that is known by then gives no level.</summary>
    public static bool IsWell(in Known known, DateOnly day, RuleSettings settings) =>
        known.AnsweredOn == day && Nearness.UrgencyOn(known, day, settings) is null;

    private static bool IsNew(
        int place,
        in Known known,
        in Memory memory,
        DateOnly today,
        RuleSettings settings,
        int muted
    )
    {
        var (sign, bit) = NotifyingSigns[place];
        var day = sign.Day(known, settings);
        // Of somebody enrolled after care had ended, only events and requests from before the enrolment cause a
        // notification.
        if (day < known.EnteredInactiveOn && sign.Kind is not (SignalKind.Event or SignalKind.Request))
            return false;
        return day != default
            && day > memory.NotifiedUpTo[place]
            && today.DayNumber - day.DayNumber <= TooOldDays
            && (muted & bit) == 0;
    }
}

/// <summary>A notification about a caregiver on a day.</summary>
/// <param name="Near">The level of the nearness when that is the reason; null when only a new warning sign is.</param>
/// <param name="Points">The nearness.</param>
/// <param name="LookAgainOn">When staff are notified again if nothing has changed; null when the earlier day still
/// holds.</param>
public readonly record struct Notification(
    DateOnly Day,
    Urgency Urgency,
    Urgency? Near,
    int Points,
    DateOnly? LookAgainOn
)
{
    /// <summary>Whether nothing is new or worse, and only the day to look again has come.</summary>
    public bool IsAgain { get; init; }
}

/// <summary>
/// What staff were notified of about a caregiver and when to look again: all that the next notification depends on
/// besides the facts.
/// </summary>
/// <param name="Near">The level of the nearness at the last notification of it, amber when that was red and has passed;
/// null without one.</param>
/// <param name="LookAgainOn">The day from which staff are notified again; the default while there was neither a
/// notification nor a talk.</param>
/// <param name="NotifiedUpTo">For each warning sign that notifies by itself, the day of the newest fact that staff were
/// notified of.</param>
public readonly record struct Memory(Urgency? Near, DateOnly LookAgainOn, DateOnly[] NotifiedUpTo)
{
    public static Memory Empty => new(null, default, new DateOnly[Notifying.NotifyingSignCount]);

    /// <summary>The memory after a notification.</summary>
    public Memory After(in Notification notification) =>
        notification.LookAgainOn is { } again ? this with { Near = notification.Near, LookAgainOn = again } : this;

    /// <summary>
    /// The memory after a day on which the caregiver was well: if the level becomes red again later, staff are notified
    /// at once.
    /// </summary>
    public Memory WhenWell() => Near == Urgency.Red ? this with { Near = Urgency.Amber } : this;

    /// <summary>
    /// The memory after a talk or a closing: it postpones the day to look again and changes nothing else.
    /// </summary>
    /// <param name="agreed">The day on which the coordinator wants to look again; null, or a day not after the talk,
    /// for the usual one.</param>
    public Memory After(DateOnly talk, DateOnly? agreed, RuleSettings settings) =>
        this with
        {
            LookAgainOn =
                agreed > talk ? agreed.Value : Later(LookAgainOn, talk.AddDays(settings[Notifying.AgainAfterDays])),
        };

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
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
