using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>Tells everybody who reads tips of one that is new, and once more when nobody took it up on its day; false when there is none.</summary>
/// <remarks>The second time the standard deputies hear it too; and the first time, where nobody has come in yet.</remarks>
public sealed class TellTeam(Database database, Notices notices, Outbox outbox, Settings settings, SiteTime time)
{
    /// <summary>What comes in on a working day before this hour is looked at on that day: an hour of the office day is left (our choice).</summary>
    public static readonly TimeOnly LastHour = new(16, 0);

    public bool RunOne() => database.Write(work =>
    {
        if (TipTable.NextToTell(work, time.Today) is not { } tip) return false;
        var readers = TipTable.Readers(work);
        var standard = settings.StandardDeputies.Select(email => CoordinatorTable.IdOf(work, email, time.Now)).Select(id => CoordinatorTable.Get(work, id)!);

        var isAgain = tip.TimesTold > 0;
        // A deputy who only minds the mail would find nothing on the worklist.
        var all = readers.Count == 0 ? standard : isAgain ? readers.Concat(standard.Where(one => !one.IsOperator)).DistinctBy(one => one.Id) : readers;

        if (TipTable.MarkTold(work, tip, time.Now, isAgain ? null : AgainOn(time)) is not { } times) return true;
        foreach (var one in all)
        {
            outbox.Queue(work, isAgain ? notices.TeamAgain(one) : notices.Team(one), new Envelope(
                "alert", $"tip:{tip.Id}:{times}:{one.Id}", time.Now.AddDays(1), Urgent: true, TipId: tip.Id, HandOverBy: time.Now + settings.Mail.AlertWithin));
        }

        return true;
    });

    /// <summary>The working day after the one on which somebody looks at what is told now: not as long as a red signal may wait.</summary>
    private static DateOnly AgainOn(SiteTime time)
    {
        var isOfToday = WorkingDays.IsWorkingDay(time.Today) && TimeOnly.FromDateTime(time.Local(time.Now)) < LastHour;
        return WorkingDays.Add(time.Today, isOfToday ? 1 : 2);
    }
}
