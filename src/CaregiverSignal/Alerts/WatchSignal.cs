using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Sets the day on which one red signal goes to the deputy, where it has none; false when there is none such.
/// </summary>
/// <remarks>Whatever empties it, a taking up, a talk, something new, what is red never stands open without.</remarks>
public sealed class WatchSignal(Database database, FollowUpSettings followUp, SiteTime time)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (SignalTable.NextToWatch(transaction) is not { } signal)
                return false;

            var day = Watching.DayOf(signal, time.Today, followUp.EscalateAfterWorkingDays);

            SignalTable.Watch(transaction, signal.Id, day);
            return true;
        });
}
