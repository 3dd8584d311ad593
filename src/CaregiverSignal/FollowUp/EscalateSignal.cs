using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>Tells the deputy of one red signal that nobody has seen in time; false when there is none.</summary>
/// <remarks>Where there is nobody else, the coordinator hears again.</remarks>
public sealed class EscalateSignal(Database database, Notices notices, Outbox outbox, Settings settings, SiteTime time)
{
    public bool RunOne() => database.Write(work =>
    {
        if (SignalTable.NextToEscalate(work, time.Today) is not { } signal) return false;
        var caregiver = CaregiverTable.Get(work, signal.CaregiverId)!;
        var coordinator = CoordinatorTable.Get(work, caregiver.CoordinatorId)!;
        var standard = settings.StandardDeputies.Select(email => CoordinatorTable.IdOf(work, email, time.Now)).ToList();

        var deputy = CoordinatorTable.Get(work, Access.DeputyOf(coordinator, standard) ?? coordinator.Id)!;

        if (!SignalTable.MarkEscalated(work, signal.Id, time.Now)) return true;
        ActionTable.Add(work, new NewAction(signal.Id, caregiver.Id, deputy.Id, "escalated", time.Now, time.Today));
        var days = WorkingDays.Between(time.DayOf(signal.ToldAt!.Value), time.Today);
        outbox.Queue(work, notices.Escalation(deputy, days), new Envelope(
            "escalation", $"escalate:{signal.Id}:{time.Today:yyyy-MM-dd}", time.Now.AddDays(1), Urgent: true, SignalId: signal.Id, HandOverBy: time.Now + settings.Mail.AlertWithin));
        return true;
    });
}
