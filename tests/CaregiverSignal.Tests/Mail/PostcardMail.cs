using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Tests.Mail;

/// <summary>A kind of mail that the program does not have, made as CONTRIBUTING says.</summary>
public sealed class PostcardMail(StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(PostcardMail));

    public static readonly MailKind Kind = new("postcard", Priority: 17, Words) { Urgent = true };

    internal Task<bool> Queue(Transaction transaction, string to, string place) =>
        outbox.Queue(transaction, Postcard(to, place), new Envelope(Kind, $"postcard:{place}", time.Now.AddDays(3)));

    public Letter Postcard(string to, string place) =>
        letters.WithLink(
            to,
            Words["PostcardSubject", ("plaats", place)],
            Words["PostcardBody", ("plaats", place)],
            Words["OpenLabel"],
            "/kaart"
        );
}
