namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// A sign that somebody is nearer to the end of what they can carry, or that people must hear of once.
/// </summary>
/// <param name="key">Kept in the store; its sentence in Reasons.resx has the same name.</param>
/// <param name="kind">How it stands in signals.csv, and how it can be muted.</param>
public abstract class WarningSign(string key, SignalKind kind)
{
    public string Key => key;

    public SignalKind Kind => kind;

    /// <summary>The numbers that it can be set by.</summary>
    public virtual IReadOnlyList<Limit> Limits => [];

    /// <summary>Told once as this at least, whatever the nearness; null when it only adds points.</summary>
    public virtual Level? Voice => null;

    /// <summary>It can bring nearer; others are only heard.</summary>
    public virtual bool HasPoints => false;

    /// <summary>How much nearer it brings; 0 when it is not so, and from the day on which it counts no more.</summary>
    public virtual int Points(in Known known, DateOnly today, RuleSettings settings) => 0;

    /// <summary>The day of the newest fact it rests on; the default while there is none.</summary>
    public abstract DateOnly Day(in Known known, RuleSettings settings);

    /// <summary>What its sentence says besides the day.</summary>
    public virtual Evidence Evidence(in Known known, RuleSettings settings) => new();

    /// <summary>Whether the newest answer still counts today.</summary>
    protected static bool Holds(in Measure answers, DateOnly today, RuleSettings settings) =>
        Holds(answers.NewestOn, today, settings[PerseveranceTime.HoldsDays]);

    /// <summary>Whether a fact still counts today.</summary>
    /// <param name="days">So many days, the first not counted and the last one counted.</param>
    protected static bool Holds(DateOnly day, DateOnly today, int days) =>
        day != default && today.DayNumber - day.DayNumber <= days;
}

/// <summary>
/// The numbers, days and names in a sentence: raw, so that it can be said in any words and any language.
/// </summary>
/// <param name="What">The contract's name of an event.</param>
public sealed record Evidence(
    int? Value = null,
    int? From = null,
    DateOnly? Since = null,
    int? Count = null,
    string? What = null
);
