using CaregiverSignal.Pages.ForStaff.Credentials;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>What a page has the browser ask for a passkey: the only one that needs its script.</summary>
/// <param name="Options">What the browser is asked, as JSON.</param>
/// <param name="Origin">The only address at which this works.</param>
/// <param name="Back">The page for whoever does not want to.</param>
/// <param name="Name">That of the passkey that is added.</param>
public sealed record AskedPasskey(PasskeyPurpose Purpose, string Options, string Origin, string Back, string? Name)
{
    private static readonly Texts Words = Texts.Of(typeof(AskedPasskey));

    /// <summary>As the button that led here, or the page that asks who one is.</summary>
    public string Title =>
        Purpose switch
        {
            PasskeyPurpose.SignIn => Texts.Of(typeof(SignInModel))["ByPasskey"],
            PasskeyPurpose.Confirm => Texts.Of(typeof(AgainModel))["Title"],
            _ => Words["Add.Title"],
        };

    /// <summary>Lets the page have its script.</summary>
    public static AskedPasskey By(
        HttpContext context,
        PasskeyPurpose purpose,
        string options,
        string origin,
        string back,
        string? name = null
    )
    {
        SecurityHeaders.AllowOwnScript(context);
        return new AskedPasskey(purpose, options, origin, back, name);
    }

    /// <summary>The answer to a passkey that is not known here, or that came too late.</summary>
    /// <param name="again">Where to begin anew.</param>
    public static IResult Failed(string again) =>
        new MessagePage(Words["FailedTitle"], [Words["Failed"]])
        {
            Status = StatusCodes.Status400BadRequest,
            ForStaff = true,
            Way = (Words["FailedAgain"], again),
        };
}
