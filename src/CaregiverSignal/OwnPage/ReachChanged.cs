using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Puts before the coordinator that the way to reach somebody was changed on their page, and what it was: whoever reads
/// their mail could have the promised call come to another telephone, and the mail to another address (docs/adr/0090).
/// </summary>
public static class ReachChanged
{
    public static void TellPhone(Transaction transaction, long caregiverId, string? was, string? now, SiteTime time) =>
        Tell(transaction, caregiverId, "Reach.Phone", was, now, time);

    public static void TellMail(Transaction transaction, long caregiverId, string? was, string? now, SiteTime time) =>
        Tell(transaction, caregiverId, "Reach.Mail", was, now, time);

    private static void Tell(
        Transaction transaction,
        long caregiverId,
        string key,
        string? was,
        string? now,
        SiteTime time
    )
    {
        if (was is null || was == now)
            return;
        LifeChange.Say(transaction, caregiverId, MyPageModel.Words[key, ("eerst", was)], time);
    }
}
