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
    public virtual bool IsLine => !Weighs;

    /// <summary>Whether it can weigh in the level; other signs are only heard.</summary>
    public virtual bool Weighs => false;

    /// <summary>What it adds to the level; nothing when the sign is absent or no longer counts.</summary>
    public virtual Weight Weigh(in Known known, DateOnly today, RuleSettings settings) => default;

    /// <summary>The day of the newest fact that it rests on; the default while there is none.</summary>
    public abstract DateOnly Day(in Known known, DateOnly today, RuleSettings settings);

    /// <summary>What its sentence mentions besides the day.</summary>
    public virtual Evidence Evidence(in Known known, DateOnly today, RuleSettings settings) => new();

    internal Finding ToFinding(
        in Known known,
        DateOnly today,
        RuleSettings settings,
        Urgency urgency,
        Weight weight = default
    ) =>
        new(Key, Kind, urgency, Day(known, today, settings), weight.Points, Evidence(known, today, settings))
        {
            Alarms = weight.Alarms,
        };
}

/// <summary>A sign that weighs in the level by the newest answer to one measure.</summary>
public abstract class AnswerSign(string key, SignalKind kind) : WarningSign(key, kind)
{
    public override bool Weighs => true;

    public override DateOnly Day(in Known known, DateOnly today, RuleSettings settings) =>
        At(known, today, settings)?.On ?? default;

    public override Evidence Evidence(in Known known, DateOnly today, RuleSettings settings) =>
        new(At(known, today, settings)?.Value);

    /// <summary>The answer that counts on a day; null without one.</summary>
    protected abstract (int Value, DateOnly On)? At(in Known known, DateOnly today, RuleSettings settings);
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
