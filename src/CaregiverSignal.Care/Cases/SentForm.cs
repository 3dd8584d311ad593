using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>What a form says of the case as it was when the form was shown.</summary>
/// <param name="Signal">The signal that it was made for; null where none was open.</param>
/// <param name="Mark">Of that signal; it changes when something comes in.</param>
/// <param name="After">The newest action then, so that a form sent twice is stored once.</param>
/// <param name="Later">The late day that was asked about before (<see cref="CanGoOn"/>).</param>
public sealed record SentForm(long? Signal, string Mark, long After, string Later)
{
    /// <summary>When the last was written or told that the page showed, in ticks: what came since is not done with
    /// it.</summary>
    public long UpTo { get; init; }

    /// <summary>Whether nothing came in since the form was shown: a form must not handle what nobody has
    /// seen.</summary>
    public bool IsAsShown(Signal signal) => signal.ClosedAt is not null || signal.Mark == Mark;
}
