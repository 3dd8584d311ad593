using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The mails with a link to sign in.</summary>
public sealed class SignInMails(StaffLetters letters, SupportPointSettings support)
{
    private static readonly Texts Words = Texts.Of(typeof(SignInMails));

    /// <param name="key">The one-time key; it is in this mail and nowhere else.</param>
    public Letter SignIn(Coordinator to, string key) => Write(to, "SignIn", key, []);

    /// <summary>The first link of somebody who was asked to come in.</summary>
    /// <param name="until">Until when the link works, in words.</param>
    public Letter Welcome(Coordinator to, string key, string until) =>
        Write(to, "Welcome", key, [("steunpunt", support.Name), ("tot", until)]);

    private Letter Write(Coordinator to, string kind, string key, (string, string)[] fill) =>
        letters.WithLink(
            to.Email,
            Words[kind + "Subject", fill],
            Words[kind + "Body", fill],
            Words["Label"],
            "/i/" + key
        );
}
