using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// The mail to somebody of the staff that how they sign in has changed: whoever did not do it themselves hears of it.
/// </summary>
public sealed class AccountMail(StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(AccountMail));

    /// <remarks>After alerts: it is news, but nobody waits for it with a caregiver.</remarks>
    public static readonly MailKind Kind = new("account", Priority: 35, Words) { Urgent = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <param name="what">The name of its words: what has changed.</param>
    public bool Queue(Transaction transaction, Coordinator to, string what) =>
        outbox.Queue(
            transaction,
            Changed(to, what),
            new Envelope(Kind, $"{Kind.Code}:{what}:{to.Id}:{time.Now.ToUnixTimeMilliseconds()}", time.Now + Life)
        );

    public Letter Changed(Coordinator to, string what) =>
        letters.WithLink(
            to.Email,
            Words["Subject"],
            Words[what],
            Words["Label"],
            StaffRoutes.OwnAccount,
            Words["NotYou"]
        );
}
