using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>The day on which a red signal is escalated. Pure.</summary>
/// <remarks>Only a talk stops the clock, and then the agreed day counts.</remarks>
internal static class EscalationDay
{
    /// <param name="workingDays">Working days for which a red signal may wait.</param>
    /// <returns>That many working days from today; or from the planned day, while it is ahead: one agreed in a talk
    /// with no red finding or attempt since, or one spread by an import or a change of rules.</returns>
    public static DateOnly DayOf(Signal signal, SiteTime time, int workingDays) =>
        time.WorkingDays.Add(
            (IsSpread(signal) || !signal.AwaitsTalk) && signal.NextOn > time.Today ? signal.NextOn.Value : time.Today,
            workingDays
        );

    /// <summary>The day since which a talk is awaited: the notification, a red finding after a talk, or the planned
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
