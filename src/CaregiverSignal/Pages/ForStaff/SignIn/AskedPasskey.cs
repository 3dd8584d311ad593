using CaregiverSignal.Pages.ForStaff.Credentials;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>The page that has the browser ask for a passkey: the only one that needs its script.</summary>
/// <param name="Options">The browser's options, as JSON.</param>
public sealed record AskedPasskey(PasskeyPurpose Purpose, string Options, string Origin, string Back, string? Name)
{
    private static readonly Texts Words = Texts.Of(typeof(AskedPasskey));

    public string Title =>
        Purpose switch
        {
            PasskeyPurpose.SignIn => Texts.Of(typeof(SignInModel))["ByPasskey"],
            PasskeyPurpose.Confirm => Texts.Of(typeof(AgainModel))["Title"],
            _ => Words["Add.Title"],
        };

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

    public static IResult Failed(string again) =>
        new MessagePage(Words["FailedTitle"], [Words["Failed"]])
        {
            Status = StatusCodes.Status400BadRequest,
            ForStaff = true,
            Way = (Words["FailedAgain"], again),
        };
}
