namespace CaregiverSignal.Signals.Rules;

/// <summary>What is told of somebody, and when.</summary>
/// <remarks>
/// Told when there is a level and the day to look again has come; when the level is higher than at the last telling, or
/// red again after an answer by which there was none; and when something that people must hear of is new. Nothing else
/// tells, and nothing else is quiet: a talk only sets the day to look again.
/// </remarks>
public static class Notifying
{
    public static readonly Limit AgainAfterDays = new(
        "Telling:AgainAfterDays",
        120,
        30,
        366,
        "days after a telling or a talk when somebody who is near is told again",
        "ours, compared over drawn worlds: 120 held at every window"
    );

    public static readonly Limit AgainAfterDaysLow = new(
        "Telling:AgainAfterDaysLow",
        240,
        30,
        366,
        "the same where the points are just enough for amber",
        "ours, likewise"
    );

    /// <summary>
    /// What is older and comes in late, as in an import, is on the case page and told to nobody (our choice: a
    /// quarter).
    /// </summary>
    private const int TooOldDays = 90;

    private static readonly (WarningSign WarningSign, int Bit)[] Voices =
    [
        .. WarningSigns.All.Select((sign, place) => (sign, 1 << place)).Where(one => one.sign.Voice is not null),
    ];

    public static IReadOnlyList<Limit> Limits => [AgainAfterDays, AgainAfterDaysLow];

    /// <summary>How many warning signs are heard by themselves.</summary>
    public static int VoiceCount => Voices.Length;

    /// <param name="mute">What a coordinator asked not to hear of for a while.</param>
    /// <returns>What to tell today; null for nothing.</returns>
    public static Notification? Judge(
        in Known known,
        in Memory memory,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var all = Nearness.Of(known, today, settings);
        var muted = mute.On(Nearness.LevelOf(all, settings) == Level.Red);
        var points = muted == 0 ? all : Nearness.Of(known, today, settings, muted);
        var near = Nearness.LevelOf(points, settings);

        Level? voice = null;
        for (var place = 0; place < Voices.Length; place++)
        {
            var said = Voices[place].WarningSign.Voice;
            if (!(said <= voice) && IsNew(place, known, memory, today, settings, muted))
                voice = said;
        }

        var isHigher = near is not null && !(near <= memory.Near);
        var isDue = near is not null && (isHigher || today >= memory.LookAgainOn);
        if (!isDue && voice is null)
            return null;
        var level = voice > near || near is null ? voice!.Value : near.Value;
        return new Notification(
            today,
            level,
            isDue ? near : null,
            points,
            isDue
                ? today.AddDays(settings[points == settings[Nearness.Amber] ? AgainAfterDaysLow : AgainAfterDays])
                : null
        )
        {
            IsAgain = !isHigher && voice is null,
        };
    }

    /// <summary>
    /// All that a telling of today names: what is new by itself first, then what adds points, each once.
    /// </summary>
    public static IReadOnlyList<Finding> Named(
        in Known known,
        in Memory memory,
        DateOnly today,
        RuleSettings settings,
        Level level,
        Mute mute = default
    )
    {
        var muted = mute.On(Nearness.LevelOn(known, today, settings) == Level.Red);
        var found = new List<Finding>();
        for (var at = 0; at < WarningSigns.All.Count; at++)
        {
            var sign = WarningSigns.All[at];
            var place = Array.FindIndex(Voices, voice => voice.WarningSign == sign);
            var isNew = place >= 0 && IsNew(place, known, memory, today, settings, muted);
            var points = (muted & (1 << at)) == 0 ? sign.Points(known, today, settings) : 0;
            if (!isNew && points == 0)
                continue;
            var day = sign.Day(known, settings);
            // A crisis, or respite that failed, is the heavy event of its day: it is named once, with the point.
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
                    isNew && sign.Voice == Level.Red ? Level.Red : level,
                    day,
                    points,
                    sign.Evidence(known, settings)
                )
            );
        }

        return found;
    }

    /// <summary>
    /// What was named is heard up to its day; a finding of earlier rules has no warning sign, and is heard for all of
    /// its kind.
    /// </summary>
    public static void Hear(in Memory memory, string sign, SignalKind kind, DateOnly day)
    {
        for (var place = 0; place < Voices.Length; place++)
        {
            if (
                (sign.Length == 0 ? Voices[place].WarningSign.Kind == kind : Voices[place].WarningSign.Key == sign)
                && day > memory.Heard[place]
            )
                memory.Heard[place] = day;
        }
    }

    /// <summary>They answered on a day, and are not near by all that is known then.</summary>
    public static bool IsWell(in Known known, DateOnly day, RuleSettings settings) =>
        known.AnsweredOn == day && Nearness.LevelOn(known, day, settings) is null;

    private static bool IsNew(
        int place,
        in Known known,
        in Memory memory,
        DateOnly today,
        RuleSettings settings,
        int muted
    )
    {
        var (sign, bit) = Voices[place];
        var day = sign.Day(known, settings);
        // Of what somebody brings whose care had ended before, only what happened and what they asked is told.
        if (day < known.BroughtInOn && sign.Kind is not (SignalKind.Event or SignalKind.Request))
            return false;
        return day != default
            && day > memory.Heard[place]
            && today.DayNumber - day.DayNumber <= TooOldDays
            && (muted & bit) == 0;
    }
}

/// <summary>Something to tell on a day.</summary>
/// <param name="Near">The level of the nearness where that is told; null where only something new is heard.</param>
/// <param name="Points">The nearness.</param>
/// <param name="LookAgainOn">When it is told again if it is still so; null where the day of before stands.</param>
public readonly record struct Notification(DateOnly Day, Level Level, Level? Near, int Points, DateOnly? LookAgainOn)
{
    /// <summary>Nothing is new and nothing is worse: only the day to look again has come.</summary>
    public bool IsAgain { get; init; }
}

/// <summary>
/// What was told of somebody and when to look again: all that the next telling needs besides the facts.
/// </summary>
/// <param name="Near">The level of the nearness when that was last told, amber where that was red and is over; null
/// while it never was.</param>
/// <param name="LookAgainOn">From this day on it is told again; the default while nothing was told and nobody
/// talked.</param>
/// <param name="Heard">For each warning sign that is heard by itself, the day up to which it was; its place is the
/// warning sign's.</param>
public readonly record struct Memory(Level? Near, DateOnly LookAgainOn, DateOnly[] Heard)
{
    public static Memory Nothing => new(null, default, new DateOnly[Notifying.VoiceCount]);

    /// <summary>After a telling.</summary>
    public Memory After(in Notification told) =>
        told.LookAgainOn is { } again ? this with { Near = told.Near, LookAgainOn = again } : this;

    /// <summary>
    /// After a day on which they were well: who was red and is red again later is told of again at once.
    /// </summary>
    public Memory WhenWell() => Near == Level.Red ? this with { Near = Level.Amber } : this;

    /// <summary>After a talk, or a closing: it postpones, and makes nothing known or forgotten.</summary>
    /// <param name="agreed">The day the coordinator wants to look again; null, or none after the talk, for the usual
    /// one.</param>
    public Memory After(DateOnly talk, DateOnly? agreed, RuleSettings settings) =>
        this with
        {
            LookAgainOn =
                agreed > talk ? agreed.Value : Later(LookAgainOn, talk.AddDays(settings[Notifying.AgainAfterDays])),
        };

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>
/// The warning signs that are not told of, a bit each as in <see cref="WarningSigns.Bits(SignalKind)"/>.
/// </summary>
/// <param name="Amber">As long as somebody is not red.</param>
/// <param name="Red">Also then.</param>
public readonly record struct Mute(int Amber, int Red)
{
    /// <summary>All but some: for what these alone would tell.</summary>
    public static Mute AllBut(Func<WarningSign, bool> isOne) => new(0, ~WarningSigns.Bits(isOne));

    public int On(bool isRed) => isRed ? Red : Amber | Red;
}
