namespace CaregiverSignal.Signals.Rules;

/// <summary>The contents of a notification about a caregiver, and what else staff must see;
/// <see cref="SignalLifecycle.Decide"/> decides when to notify.</summary>
public static class NotificationPolicy
{
    /// <summary>Days after a notification or a talk until staff are notified again, while the caregiver is still amber
    /// or red (ours, compared in simulated worlds: nineteen weeks, so that the fifth monthly answer is told
    /// again).</summary>
    public const int AgainAfterDays = 133;

    /// <summary>An older fact that arrives late, as from an import, is shown on the case page and causes neither a
    /// request nor a line (our choice: a quarter).</summary>
    private const int TooOldDays = 90;

    /// <summary>The reasons for a notification: today's warning signs, and a recent request for a call or crisis. Heavy
    /// things first, then a crisis or request, then by points.</summary>
    public static IReadOnlyList<Finding> Reasons(
        in CaregiverState state,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default
    )
    {
        var level = Nearness.LevelOn(state, today, settings, mute);
        var muted = level == Urgency.Red ? 0 : mute.Points;
        var found = new List<Finding>();
        foreach (var sign in WarningSigns.All)
        {
            if ((mute.LeftOut & sign.Bit) != 0)
                continue;
            var added = sign.Weigh(state, today);
            if ((muted & sign.Bit) != 0)
                added = added with { Points = 0 };
            if (!added.IsNothing)
                found.Add(sign.ToFinding(state, today, level ?? Urgency.Amber, added));
            // A request or crisis is the same at any level.
            else if (sign.Kind.IsUrgent() && IsRecent(state.On(sign.Reads), today))
                found.Add(sign.ToFinding(state, today, Urgency.Amber));
        }

        return
        [
            .. found
                .OrderByDescending(finding => finding.Alarms)
                .ThenBy(finding => finding.Kind.IsUrgent() ? 0 : 1)
                .ThenByDescending(finding => finding.Points),
        ];
    }

    /// <summary>Facts that staff must see at any level without being signs of breakdown: an entry on the worklist with
    /// an owner and a day, once per fact, without a notification.</summary>
    /// <param name="withinDays">How many days old the fact may be; 0 for those of today alone.</param>
    public static IReadOnlyList<Finding> Lines(
        in CaregiverState state,
        DateOnly today,
        RuleSettings settings,
        Mute mute = default,
        int withinDays = TooOldDays
    )
    {
        // On nearly every day there is none.
        List<Finding>? found = null;
        var isMuted = mute.Points != 0 && Nearness.LevelOn(state, today, settings) != Urgency.Red;
        var muted = mute.LeftOut | (isMuted ? mute.Points : 0);
        foreach (var sign in Lined)
        {
            var day = (muted & sign.Bit) != 0 ? default : sign.Day(state, today);
            // Of somebody enrolled after care had ended, only events from before the enrolment are heard.
            var isOfBefore = day < state.EnteredInactiveOn && sign.Kind != SignalKind.Event;
            if (day != default && !isOfBefore && today.DayNumber - day.DayNumber <= withinDays)
                (found ??= []).Add(sign.ToFinding(state, today, Urgency.Amber));
        }

        return found is null ? [] : found;
    }

    private static readonly WarningSign[] Lined = [.. WarningSigns.All.Where(sign => sign.IsLine)];

    /// <summary>Whether a fact that arrives late still counts.</summary>
    public static bool IsRecent(DateOnly day, DateOnly today) => today.DayNumber - day.DayNumber <= TooOldDays;
}

/// <summary>What staff were notified of and discussed with a caregiver: besides the facts, all that the next
/// notification depends on.</summary>
/// <param name="Level">The level told since it was last lower; null without one.</param>
/// <param name="AgainOn">The first day of another notification at the same level.</param>
/// <param name="RequestOn">The newest request to be called that staff were notified of.</param>
/// <param name="CrisisOn">The newest crisis that staff were notified of.</param>
/// <param name="Gravest">The gravest answers that the last talk, or a notification since, knew of.</param>
/// <param name="Lower">The level of the newest answer, where it is below the one told.</param>
/// <param name="IsLower">Whether that answer is below it.</param>
public readonly record struct NotificationHistory(
    Urgency? Level,
    DateOnly AgainOn,
    DateOnly RequestOn,
    DateOnly CrisisOn = default,
    Weight Gravest = default,
    Urgency? Lower = null,
    bool IsLower = false
)
{
    /// <summary>After a notification at a level on a day.</summary>
    /// <param name="requestOn">The newest request to be called by then; the default for none.</param>
    /// <param name="crisisOn">The same of a crisis.</param>
    /// <param name="weight">Of the answers so far.</param>
    public NotificationHistory By(Urgency level, DateOnly day, DateOnly requestOn, DateOnly crisisOn, Weight weight) =>
        new(level, day.AddDays(NotificationPolicy.AgainAfterDays), requestOn, crisisOn, Gravest.OrGraver(weight));

    /// <summary>After an answer: two that are below the level told set it back to the higher of them; a blank is no
    /// lower answer.</summary>
    /// <param name="level">By the newest answers, whatever their age.</param>
    public NotificationHistory AfterAnswer(Urgency? level) =>
        Level is null || level >= Level ? this with { Lower = null, IsLower = false }
        : !IsLower ? this with { Lower = level, IsLower = true }
        : this with { Level = level is null || Lower > level ? Lower : level, Lower = null, IsLower = false };

    /// <summary>After a talk or a closing.</summary>
    /// <param name="level">By the newest answers, whatever their age.</param>
    /// <param name="weight">Of the answers that the talk knew of.</param>
    public NotificationHistory After(Contact contact, Urgency? level, Weight weight)
    {
        var usual = contact.Day.AddDays(NotificationPolicy.AgainAfterDays);
        return this with
        {
            AgainOn =
                contact.NextOn > contact.Day ? contact.NextOn.Value
                : usual > AgainOn ? usual
                : AgainOn,
            Gravest = contact.Closes ? Gravest : weight,
            // A closing sets the level told back to that of the newest answers; at red it is the open door that holds.
            Level = contact.Closes && Level is not null && !(level >= Level) ? level : Level,
            // From there two lower ones count anew.
            IsLower = !contact.Closes && IsLower,
        };
    }
}
