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
    /// <summary>Whether the reader was signed in here until a while ago, and did not sign out.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the organisation has a sign-in of its own.</summary>
    public bool HasOrganisation { get; init; }

    /// <summary>Whether passkeys work where this site is.</summary>
    public bool HasPasskeys { get; init; }

    public static readonly Texts Words = Texts.Of(typeof(SignInPage));

    /// <summary>The answer to every request, for a known and an unknown account.</summary>
    public static IResult LinkIsSent(SupportPointSettings support) =>
        PageRoutes.Show<MessagePage>(
            new MessagePageModel(support, Words["SentTitle"], [Words["Sent1"], Words["Sent2"], Words["Sent3"]])
            {
                ForStaff = true,
            }
        );
}

/// <summary>The page behind a sign-in link: one button, or the message that the link has expired.</summary>
/// <param name="IsElsewhere">Another browser requested it: the button sends a new link, for this one.</param>
public sealed record EnterPageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Action,
    bool IsDead,
    bool IsElsewhere = false
);
