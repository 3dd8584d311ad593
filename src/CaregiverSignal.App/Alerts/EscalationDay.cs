using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>The day on which a red signal is escalated; pure.</summary>
/// <remarks>Only a talk stops the watch, and then the agreed day counts.</remarks>
public static class EscalationDay
{
    /// <param name="workingDays">Working days that a red signal may wait.</param>
    /// <returns>
    /// That many working days from today; after a talk from the agreed day, while it is still ahead
    /// and no red finding or attempt came since.
    /// </returns>
    public static DateOnly DayOf(Signal signal, SiteTime time, int workingDays) =>
        time.WorkingDays.Add(
            !signal.AwaitsTalk && signal.NextOn > time.Today ? signal.NextOn.Value : time.Today,
            workingDays
        );

    /// <summary>
    /// The day since when a talk is awaited: the notification, a red finding after a talk, or the agreed day.
    /// </summary>
    public static DateOnly WaitsSince(Signal signal, SiteTime time) =>
        signal switch
        {
            { IsContacted: true, RedNewsAt: { } news } => time.DayOf(news),
            { IsContacted: true, NextOn: { } agreed } when agreed < time.Today => agreed,
            { NotifiedAt: { } notifiedAt } => time.DayOf(notifiedAt),
            _ => signal.WaitsSince,
        };
}
