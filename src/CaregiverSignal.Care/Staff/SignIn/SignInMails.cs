using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Staff.SignIn;

public sealed class SignInMails(StaffLetters letters, CurrentSettings settings, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(SignInMails));

    /// <remarks>After alerts, as anybody may request one: requests for every account delay no alert.</remarks>
    public static readonly MailKind Kind = new("sign-in", Priority: 15, Words) { Urgent = true, OnRequest = true };

    internal Task<bool> Queue(Transaction transaction, Coordinator to, LinkKey key, DateTimeOffset until) =>
        outbox.Queue(transaction, SignIn(to, key.Clear), new Envelope(Kind, $"{Kind.Code}:{key.Hash}", until));

    internal Task<bool> QueueWelcome(Transaction transaction, Coordinator to, LinkKey key, DateTimeOffset until) =>
        outbox.Queue(
            transaction,
            Welcome(to, key.Clear, until),
            new Envelope(Kind, $"invite-coordinator:{key.Hash}", until)
        );

    /// <param name="key">The one-time key, which only this message contains.</param>
    public Letter SignIn(Coordinator to, string key) => Write(to, "SignIn", key, until: null);

    /// <summary>The first link for an invited person.</summary>
    public Letter Welcome(Coordinator to, string key, DateTimeOffset until) => Write(to, "Welcome", key, until);

    /// <param name="until">Null if the text does not mention it.</param>
    private Letter Write(Coordinator to, string kind, string key, DateTimeOffset? until)
    {
        using var spoken = letters.Speak(to);
        (string, string)[] fill =
        [
            ("steunpunt", settings.SupportPoint.Name),
            ("tot", until is { } end ? Texts.Moment(time.Local(end)) : ""),
        ];
        return letters.WithLink(
            to.Email,
            Words[kind + "Subject", fill],
            Words[kind + "Body", fill],
            Words["Label"],
            letters.Pages.SignInLink + key
        );
    }
}
