using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>The state of the case when a form was shown.</summary>
/// <param name="Signal">The signal shown; null without an open one.</param>
/// <param name="Mark">The signal's mark, which changes when something comes in.</param>
/// <param name="After">The newest action shown, so that a form sent twice is stored once.</param>
/// <param name="Later">The late day already asked about (<see cref="CanGoOn"/>).</param>
public sealed record SentForm(long? Signal, string Mark, long After, string Later)
{
    /// <summary>The time of the newest words or events on the page, in ticks: later ones are not done with
    /// it.</summary>
    public long UpTo { get; init; }

    /// <summary>Whether nothing has come in since: a form must not handle what nobody has seen.</summary>
    public bool IsAsShown(Signal signal) => signal.ClosedAt is not null || signal.Mark == Mark;
}
