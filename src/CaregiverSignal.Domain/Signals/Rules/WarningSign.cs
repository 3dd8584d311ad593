using System.Text.Json.Serialization;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// A sign that a caregiver is nearer to the end of what they can carry, or that staff must be notified of.
/// </summary>
/// <param name="key">Stored with each finding; its sentence in Reasons.resx has the same name.</param>
/// <param name="kind">The kind that signals.csv shows, and by which it can be muted.</param>
public abstract class WarningSign(string key, SignalKind kind)
{
    public string Key => key;

    public SignalKind Kind => kind;

    /// <summary>The limits by which it can be set.</summary>
    public virtual IReadOnlyList<Limit> Limits => [];

    /// <summary>
    /// Whether it is heard when it is new, whatever the level: as a line of the worklist, with an owner and a day.
    /// </summary>
    public virtual bool IsLine => !HasPoints;

    /// <summary>Whether it can add to the nearness; other signs are only heard.</summary>
    public virtual bool HasPoints => false;

    /// <summary>How much it adds to the nearness; 0 when the sign is absent or no longer counts.</summary>
    public virtual int Points(in Known known, DateOnly today, RuleSettings settings) => 0;

    /// <summary>The day of the newest fact that it rests on; the default while there is none.</summary>
    public abstract DateOnly Day(in Known known, RuleSettings settings);

    /// <summary>What its sentence mentions besides the day.</summary>
    public virtual Evidence Evidence(in Known known, RuleSettings settings) => new();

    internal Finding ToFinding(in Known known, RuleSettings settings, Urgency urgency, int points) =>
        new(Key, Kind, urgency, Day(known, settings), points, Evidence(known, settings));

    /// <summary>Whether the newest answer still counts today.</summary>
    protected static bool Holds(in Measure answers, DateOnly today, RuleSettings settings) =>
        answers.NewestOn != default
        && today.DayNumber - answers.NewestOn.DayNumber <= settings[PerseveranceTime.HoldsDays];
}

/// <summary>
/// The numbers, days and names for a reason's sentence: raw, so that it can be written in any wording and language.
/// </summary>
/// <param name="What">Which event.</param>
public sealed record Evidence(
    int? Value = null,
    int? From = null,
    DateOnly? Since = null,
    int? Count = null,
    [property: JsonConverter(typeof(JsonStringEnumConverter<EventKind>))] EventKind? What = null
);
