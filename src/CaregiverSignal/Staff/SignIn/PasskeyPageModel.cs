using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The page that has the browser ask for a passkey: the only one that needs its script.</summary>
/// <param name="Options">What the browser is asked, as JSON.</param>
/// <param name="Answer">Where the answer goes.</param>
/// <param name="Origin">The only address at which this works.</param>
/// <param name="Back">The page for whoever does not want to.</param>
public sealed record PasskeyPageModel(
    SupportPointSettings Support,
    FormToken Token,
    PasskeyPurpose Purpose,
    string Options,
    string Answer,
    string Origin,
    string Back
)
{
    /// <summary>What stands behind the page's address in that of its answer.</summary>
    public const string AnswerPath = "/antwoord";

    public static readonly Texts Words = Texts.Of(typeof(PasskeyPage));

    /// <summary>Shows the page of a ceremony that this browser began, and lets it have its script.</summary>
    /// <param name="asked">What it was begun for, and by whom; by nobody where nobody is signed in yet.</param>
    /// <param name="page">Its own address.</param>
    /// <returns>The way back where none was begun.</returns>
    public static IResult ShowBegun(
        HttpContext context,
        Passkeys passkeys,
        FormTokens tokens,
        SupportPointSettings support,
        (PasskeyPurpose Purpose, long? Owner) asked,
        string page,
        string back
    )
    {
        if (passkeys.Begun(context, asked.Purpose, asked.Owner) is not { } challenge)
            return PageRoutes.Go(back);
        SecurityHeaders.AllowOwnScript(context);
        return PageRoutes.Show<PasskeyPage>(
            new PasskeyPageModel(
                support,
                tokens.Of(context),
                challenge.Purpose,
                challenge.Options,
                page + AnswerPath,
                passkeys.Origin,
                back
            )
        );
    }

    /// <summary>The answer to a passkey that is not known here, that came too late, or that was sent before.</summary>
    /// <param name="again">Where to begin anew.</param>
    public static IResult Failed(SupportPointSettings support, string again) =>
        PageRoutes.Show<PasskeyFailedPage>(new PasskeyFailedPageModel(support, again), StatusCodes.Status400BadRequest);
}

/// <param name="Again">Where to begin anew.</param>
public sealed record PasskeyFailedPageModel(SupportPointSettings Support, string Again);
