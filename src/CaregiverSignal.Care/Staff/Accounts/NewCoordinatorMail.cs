using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>The mail in which a new coordinator introduces themselves to a caregiver: a name and a number, and nothing
/// to do.</summary>
public sealed class NewCoordinatorMail(CaregiverLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(NewCoordinatorMail));

    /// <remarks>Sent after questions and reminders: it can wait.</remarks>
    public static readonly MailKind Kind = new("new-coordinator", Priority: 75, Words);

    /// <summary>After a week it is no longer news.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <returns>False if mail does not reach them, they pause or stopped, or they were told today.</returns>
    internal async Task<bool> Queue(Transaction transaction, long caregiverId)
    {
        if (!await CaregiverTable.IsReachedByMail(transaction, caregiverId, time.Today))
            return false;
        var caregiver = (await CaregiverTable.Get(transaction, caregiverId))!;
        var key = $"{Kind.Code}:{caregiver.Id}:{caregiver.CoordinatorId}:{time.Today:yyyyMMdd}";
        return await outbox.Queue(
            transaction,
            await NewCoordinator(transaction, caregiver),
            new Envelope(Kind, key, time.Now + Life, caregiver.Id)
        );
    }

    internal async Task<Letter> NewCoordinator(Transaction transaction, Caregiver caregiver) =>
        await letters.WriteNews(
            transaction,
            caregiver,
            Words,
            (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!.NameToCaregivers is null
                ? "NoName"
                : "Named"
        );
}
