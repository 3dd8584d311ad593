using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The page that has the browser ask for a passkey: the only one that needs its script.</summary>
/// <param name="Options">What the browser is asked, as JSON.</param>
/// <param name="Page">The page's address, behind which the answer goes.</param>
/// <param name="Origin">The only address at which this works.</param>
/// <param name="Back">The page for whoever does not want to.</param>
public sealed record PasskeyPageModel(
    SupportPointSettings Support,
    FormToken Token,
    PasskeyPurpose Purpose,
    string Options,
    string Page,
    string Origin,
    string Back
)
{
    /// <summary>What stands behind the page's address in that of its answer.</summary>
    public const string AnswerPath = "/antwoord";

    public static readonly Texts Words = Texts.Of(typeof(PasskeyPage));

    /// <summary>The name of the passkey that is added.</summary>
    public string? Name { get; init; }

    /// <summary>Shows the page, and lets it have its script.</summary>
    public static IResult Show(HttpContext context, PasskeyPageModel model)
    {
        SecurityHeaders.AllowOwnScript(context);
        return PageRoutes.Show<PasskeyPage>(model);
    }

    /// <summary>The answer to a passkey that is not known here, or that came too late.</summary>
    /// <param name="again">Where to begin anew.</param>
    public static IResult Failed(SupportPointSettings support, string again) =>
        PageRoutes.Show<PasskeyFailedPage>(new PasskeyFailedPageModel(support, again), StatusCodes.Status400BadRequest);
}

/// <param name="Again">Where to begin anew.</param>
public sealed record PasskeyFailedPageModel(SupportPointSettings Support, string Again);
