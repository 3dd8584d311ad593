using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>Writes the alert of one red signal that nobody was told of; false when there is none.</summary>
public sealed class TellCoordinator(Database database, Notices notices, Outbox outbox, Settings settings, SiteTime time)
{
    public bool RunOne() => database.Write(work =>
    {
        if (SignalTable.NextToTell(work) is not { } signal) return false;
        var caregiver = CaregiverTable.Get(work, signal.CaregiverId)!;
        var coordinator = CoordinatorTable.Get(work, caregiver.CoordinatorId)!;

        var escalateOn = WorkingDays.Add(time.Today, settings.FollowUp.EscalateAfterWorkingDays);

        if (SignalTable.MarkTold(work, signal.Id, time.Now, escalateOn) is not { } times) return true;
        ActionTable.Add(work, new NewAction(signal.Id, caregiver.Id, null, "told", time.Now, time.Today));
        outbox.Queue(work, notices.Alert(coordinator), new Envelope(
            "alert", $"alert:{signal.Id}:{times}", time.Now.AddDays(1), Urgent: true, SignalId: signal.Id, HandOverBy: time.Now + settings.Mail.AlertWithin));
        return true;
    });
}
