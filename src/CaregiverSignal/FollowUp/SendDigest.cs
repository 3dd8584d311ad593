using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>Writes one coordinator's digest of the working day, when something is new, unseen or due; false when nobody's waits.</summary>
public sealed class SendDigest(Database database, Notices notices, Outbox outbox, Settings settings, SiteTime time)
{
    /// <summary>Two working days with a weekend between them (our choice).</summary>
    private static readonly TimeSpan LeftAfter = TimeSpan.FromDays(4);

    public bool RunOne() => IsTime() && database.Write(work =>
    {
        if (CoordinatorTable.NextForDigest(work, time.Today, time.Now - LeftAfter) is not { } coordinator) return false;
        var cases = SignalTable.OpenCases(work, [coordinator.Id]);

        var counts = Worklist.Count(cases, time.Today);

        if (!CoordinatorTable.MarkDigest(work, coordinator.Id, time.Today)) return true;
        SignalTable.MarkToldOf(work, coordinator.Id, time.Now);
        outbox.Queue(work, notices.Digest(coordinator, counts), new Envelope("digest", $"digest:{coordinator.Id}:{time.Today:yyyy-MM-dd}", time.Now.AddDays(1), Urgent: true));
        return true;
    });

    private bool IsTime() => WorkingDays.IsWorkingDay(time.Today) && TimeOnly.FromDateTime(time.Local(time.Now)) >= settings.FollowUp.DigestAt;
}
