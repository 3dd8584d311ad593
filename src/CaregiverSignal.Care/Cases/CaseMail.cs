using CaregiverSignal.CheckIns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>What went wrong with mail to or about one caregiver.</summary>
/// <param name="Trouble">Null if none is known, or they answered or had a conversation since.</param>
/// <param name="Lost">The professionals who should know of the open signal and got no message.</param>
/// <param name="CodeTriedAt"><inheritdoc cref="PageCodeTable.TriedAt" path="/summary"/></param>
public sealed record CaseMail(
    MailTrouble? Trouble,
    IReadOnlyList<(Consent To, DateTimeOffset MailedAt)> Lost,
    DateTimeOffset? CodeTriedAt
)
{
    internal static async Task<CaseMail> Of(
        Transaction transaction,
        Caregiver caregiver,
        CaseCourse course,
        IReadOnlyList<Done> actions,
        SiteTime time
    ) =>
        new(
            await MailTrouble.Of(transaction, caregiver, course.CheckIns, actions, time),
            await LostOf(transaction, caregiver.Id, time.Today),
            await PageCodeTable.TriedAt(transaction, caregiver.Id, time.Now)
        );

    private static async Task<IReadOnlyList<(Consent, DateTimeOffset)>> LostOf(
        Transaction transaction,
        long id,
        DateOnly today
    )
    {
        var lost = await SharedLinkTable.Lost(transaction, id, today);
        // Consents are read only if one of them lost a mail: almost never.
        return lost.Count == 0
            ? []
            :
            [
                .. from loss in lost
                join consent in await ConsentTable.Of(transaction, id) on loss.ConsentId equals consent.Id
                select (consent, loss.MailedAt),
            ];
    }
}

/// <summary>Mail to a caregiver that is stopped, did not arrive or may not have.</summary>
/// <param name="Why">Part of a text key.</param>
public sealed record MailTrouble(string Why, DateTimeOffset At)
{
    internal static async Task<MailTrouble?> Of(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        SiteTime time
    )
    {
        if (
            !caregiver.Channel.IsSent() || caregiver is not { Status: CaregiverStatus.Active or CaregiverStatus.Paused }
        )
            return null;
        if (await MailLedgerTable.StopOf(transaction, caregiver.Id) is { } stop)
            return new MailTrouble(stop.Why.Code(), stop.At);
        if (
            await MailLedgerTable.NewestTo(transaction, caregiver.Id, time) is not { } mail
            || checkIns.Any(checkIn => checkIn.AnsweredAt > mail.CreatedAt)
            || actions.Any(done => done.IsReached && done.At > mail.CreatedAt)
        )
            return null;
        return mail switch
        {
            { State: MailState.Unsure } => new MailTrouble("unsure", mail.CreatedAt),
            { State: MailState.Failed or MailState.Expired } or { State: MailState.Sent, CameBackAs: not null } =>
                new MailTrouble("failed", mail.CreatedAt),
            _ => null,
        };
    }
}
