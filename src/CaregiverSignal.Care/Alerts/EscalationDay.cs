using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>The day on which a red signal is escalated; pure.</summary>
/// <remarks>Only a talk stops the watch, and then the agreed day counts.</remarks>
internal static class EscalationDay
{
    /// <param name="workingDays">Working days that a red signal may wait.</param>
    /// <returns>That many working days from today; from the day that is planned, while it is still ahead: the one
    /// agreed in a talk, where no red finding or attempt came since, or the one that an import or a change of the rules
    /// spread.</returns>
    public static DateOnly DayOf(Signal signal, SiteTime time, int workingDays) =>
        time.WorkingDays.Add(
            (IsSpread(signal) || !signal.AwaitsTalk) && signal.NextOn > time.Today ? signal.NextOn.Value : time.Today,
            workingDays
        );

    /// <summary>The day since when a talk is awaited: the notification, a red finding after a talk, or the planned
    /// day.</summary>
    public static DateOnly WaitsSince(Signal signal, SiteTime time) =>
        signal switch
        {
            { IsContacted: true, RedNewsAt: { } news } => time.DayOf(news),
            { NextOn: { } planned } when (IsSpread(signal) || signal.IsContacted) && planned < time.Today => planned,
            { NotifiedAt: { } notifiedAt } => time.DayOf(notifiedAt),
            _ => signal.WaitsSince,
        };

    private static bool IsSpread(Signal signal) => signal is { IsOfReview: true, IsContacted: false, Tries: 0 };
}
