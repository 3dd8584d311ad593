using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Mails the one who is to find another coordinator for a colleague's people, once, at the hour of the digest; false
/// when there is nobody to mail.
/// </summary>
/// <remarks>
/// They may not look at the worklist for days: a team lead has no digest without people of their own.
/// </remarks>
public sealed class NotifyUncovered(Database database, UncoveredMail mail, FollowUpSettings followUp, SiteTime time)
{
    public bool RunOne() =>
        SendDigest.IsTime(followUp, time)
        && database.Write(transaction =>
        {
            if (UncoveredTable.NextToNotify(transaction) is not { } about)
                return false;
            if (
                UncoveredTable.MarkNotified(transaction, about.Id, time.Now)
                && CoordinatorTable.Get(transaction, about.OwnerId!.Value) is { } owner
            )
                mail.Queue(transaction, owner, about);
            return true;
        });
}
