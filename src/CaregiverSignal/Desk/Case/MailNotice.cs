using CaregiverSignal.CheckIns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case;

/// <summary>The notice on a case page that mail is stopped, did not arrive or may not have.</summary>
public static class MailNotice
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="checkIns">All of one caregiver.</param>
    /// <returns>Null while no problem is known.</returns>
    public static string? Of(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        SiteTime time
    )
    {
        if (caregiver is not { Channel: Channel.Email, Status: CaregiverStatus.Active or CaregiverStatus.Paused })
            return null;
        if (MailLedgerTable.StopOf(transaction, caregiver.Id) is { } stop)
            return Words["Mail." + stop.Why.Code(), ("dag", Texts.Day(time.DayOf(stop.At)))];
        if (
            MailLedgerTable.NewestTo(transaction, caregiver.Id, time.Now) is not { } mail
            || checkIns.Any(one => one.AnsweredAt > mail.CreatedAt)
        )
            return null;
        var what = mail switch
        {
            { State: MailState.Unsure } => "unsure",
            { State: MailState.Failed or MailState.Expired } => "failed",
            { State: MailState.Sent, CameBackAs: not null } => "returned",
            _ => null,
        };
        return what is null ? null : Words["Mail." + what, ("dag", Texts.Day(time.DayOf(mail.CreatedAt)))];
    }
}
