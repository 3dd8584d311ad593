using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Staff.SignIn;

/// <param name="Error">What is wrong with the address; null when nothing is.</param>
/// <param name="SignedOut">The reader has just signed out.</param>
public sealed record SignInPageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Email,
    string? Error,
    bool SignedOut
)
{
    public static readonly Texts Words = Texts.Of(typeof(SignInPage));

    /// <summary>Said to everybody who asked, known or not.</summary>
    public static IResult LinkIsSent(SupportPointSettings support) =>
        PageRoutes.Show<MessagePage>(
            new MessagePageModel(support, Words["SentTitle"], [Words["Sent1"], Words["Sent2"], Words["Sent3"]])
        );
}

/// <summary>The page behind a sign-in link: one button, or that the link has had its time.</summary>
/// <param name="IsElsewhere">Another browser asked for it: the button sends a new link, for this one.</param>
public sealed record EnterPageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Action,
    bool IsDead,
    bool IsElsewhere = false
);
