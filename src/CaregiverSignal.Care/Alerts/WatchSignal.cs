using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>Sets a red signal's escalation day if it has none; false if there is no such signal.</summary>
/// <remarks>Taking it up, a talk or news clears the day; a red signal never stays open without one.</remarks>
internal sealed class WatchSignal(SiteTime time)
{
    internal async Task<bool> RunOne(Transaction transaction)
    {
        if (await SignalAlertTable.Next(transaction, SignalAlertTable.ToWatch) is not { } signal)
            return false;

        var day = EscalationDay.DayOf(signal, time, FollowUpSettings.EscalateAfterWorkingDays);

        await SignalAlertTable.Watch(transaction, signal.Id, day);
        return true;
    }
}
