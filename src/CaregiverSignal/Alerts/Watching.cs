using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>When a red signal goes to the deputy; pure.</summary>
/// <remarks>Only a talk ends the watching, and then the day counts that was agreed: docs/adr/0021.</remarks>
public static class Watching
{
    /// <param name="workingDays">Working days that a red signal may wait.</param>
    /// <returns>
    /// So many working days from <paramref name="today"/> on; after a talk from the agreed day on, while that lies
    /// ahead and nothing red came in or was tried since.
    /// </returns>
    public static DateOnly DayOf(SignalState signal, DateOnly today, int workingDays) =>
        WorkingDays.Add(!signal.AwaitsTalk && signal.NextOn > today ? signal.NextOn.Value : today, workingDays);

    /// <summary>
    /// The day from which somebody waits for a talk: since it was told, since something red came in after a talk, or
    /// since the agreed day.
    /// </summary>
    public static DateOnly WaitsSince(SignalState signal, SiteTime time) =>
        signal switch
        {
            { IsContacted: true, RedNewsAt: { } news } => time.DayOf(news),
            { IsContacted: true, NextOn: { } agreed } when agreed < time.Today => agreed,
            { NotifiedAt: { } told } => time.DayOf(told),
            _ => signal.WaitsSince,
        };
}
