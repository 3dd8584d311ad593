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
    public static readonly Texts Words = Texts.Of(typeof(PasskeyPage));

    /// <summary>Shows the page, and lets it have its script.</summary>
    public IResult Show(HttpContext context)
    {
        SecurityHeaders.AllowOwnScript(context);
        return PageRoutes.Show<PasskeyPage>(this);
    }

    /// <summary>The answer to a passkey that is not known here, that came too late, or that was sent before.</summary>
    /// <param name="again">Where to begin anew.</param>
    public static IResult Failed(SupportPointSettings support, string again) =>
        PageRoutes.Show<PasskeyFailedPage>(new PasskeyFailedPageModel(support, again), StatusCodes.Status400BadRequest);
}

/// <param name="Again">Where to begin anew.</param>
public sealed record PasskeyFailedPageModel(SupportPointSettings Support, string Again);
