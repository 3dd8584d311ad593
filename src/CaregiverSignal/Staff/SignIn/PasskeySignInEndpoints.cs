using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Signs in with a passkey, without an address being typed; and serves the script that it needs.</summary>
public sealed class PasskeySignInEndpoints(
    Passkeys passkeys,
    Entrance entrance,
    FormTokens tokens,
    SupportPointSettings support
) : IEndpoints
{
    private const string Home = StaffRoutes.SignIn + "/passkey";

    private readonly OwnScript script = new("Staff.SignIn.passkey.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/passkey.js", (HttpContext context) => script.Serve(context));
        routes.MapForm(Home, Ask);
        routes.MapForm(Home + PasskeyPageModel.AnswerPath, Enter);
    }

    private async Task<IResult> Ask(HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(StaffRoutes.SignIn);
        var options = await Passkeys.BeginToAskAsync(context, owner: null);
        return PasskeyPageModel.Show(
            context,
            new PasskeyPageModel(
                support,
                tokens.Of(context),
                PasskeyPurpose.SignIn,
                options,
                Home,
                passkeys.Origin,
                StaffRoutes.SignIn
            )
        );
    }

    private async Task<IResult> Enter(HttpContext context, PostedForm form)
    {
        var shown = await Passkeys.ShownAsync(context, owner: null, form.Fields["antwoord"].ToString());
        return shown is null
            ? PasskeyPageModel.Failed(support, StaffRoutes.SignIn)
            : PageRoutes.Go(await entrance.EnterAsync(context, shown));
    }
}
