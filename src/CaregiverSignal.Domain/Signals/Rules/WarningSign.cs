using System.Text.Json.Serialization;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>A sign that a caregiver is nearer to breakdown, or a fact that staff must be notified of.</summary>
/// <param name="key">Stored with each finding; its sentence in Reasons.resx has the same name.</param>
/// <param name="kind">The kind that signals.csv shows, and by which it can be muted.</param>
/// <param name="reads">The kind of fact that it rests on.</param>
/// <param name="limit">The number that says when it counts, where a page names one.</param>
public abstract class WarningSign(string key, SignalKind kind, ObservationKind reads, int? limit = null)
{
    public string Key => key;

    public SignalKind Kind => kind;

    public ObservationKind Reads => reads;

    public int? Limit => limit;

    /// <summary>Its place among <see cref="WarningSigns.All"/>.</summary>
    internal int Place { get; set; }

    /// <summary>Its bit in a <see cref="Mute"/>.</summary>
    internal int Bit => 1 << Place;

    /// <summary>Whether it is heard when it is new, whatever the level: as a line of the worklist, with an owner and a
    /// day.</summary>
    public virtual bool IsLine => !Weighs;

    /// <summary>Whether it can weigh in the level; other signs are only heard.</summary>
    public virtual bool Weighs => false;

    /// <summary>What it adds to the level; nothing when the sign is absent or no longer counts.</summary>
    public virtual Weight Weigh(in CaregiverState state, DateOnly today) => default;

    /// <summary>The day of the newest fact that it rests on; the default while there is none.</summary>
    public virtual DateOnly Day(in CaregiverState state, DateOnly today) => state.On(reads);

    /// <summary>What its sentence mentions besides the day.</summary>
    public virtual Evidence Evidence(in CaregiverState state, DateOnly today) => new();

    internal Finding ToFinding(in CaregiverState state, DateOnly today, Urgency urgency, Weight weight = default) =>
        new(key, kind, urgency, Day(state, today), weight.Points, Evidence(state, today), weight.Alarms);
}

/// <summary>The numbers, days and names for a reason's sentence: raw, so that it can be written in any wording and
/// language.</summary>
/// <param name="What">Which event.</param>
public sealed record Evidence(
    int? Value = null,
    int? From = null,
    DateOnly? Since = null,
    int? Count = null,
    [property: JsonConverter(typeof(JsonStringEnumConverter<EventKind>))] EventKind? What = null
);
