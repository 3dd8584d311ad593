using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// The mail to somebody of the staff that how they sign in has changed: whoever did not do it themselves hears of it.
/// </summary>
public sealed class AccountMail(StaffLetters letters, Outbox outbox, Recorder recorder, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(AccountMail));

    /// <remarks>After alerts: it is news, but nobody waits for it with a caregiver.</remarks>
    public static readonly MailKind Kind = new("account", Priority: 45, Words) { Urgent = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>Records the change, and tells whose account it is.</summary>
    /// <param name="what">The name of its words: what has changed.</param>
    /// <param name="by">Who changed it.</param>
    public void Queue(Transaction transaction, Coordinator to, string what, Actor by)
    {
        recorder.Add(transaction, by, Verb.Change.Of(Thing.SignIn, to.Id));
        outbox.Queue(
            transaction,
            Changed(to, what),
            new Envelope(Kind, $"{Kind.Code}:{what}:{to.Id}:{time.Now.ToUnixTimeMilliseconds()}", time.Now + Life)
        );
    }

    public Letter Changed(Coordinator to, string what)
    {
        using var spoken = letters.Speak(to);
        return letters.WithLink(
            to.Email,
            Words["Subject"],
            Words[what],
            Words["Label"],
            StaffRoutes.OwnAccount,
            Words["NotYou"]
        );
    }
}
