using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Signs in with a passkey, without an address being typed; and serves the script that it needs.</summary>
public sealed class PasskeySignInEndpoints(
    Passkeys passkeys,
    Entrance entrance,
    LimitCounts counts,
    FormTokens tokens,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = StaffRoutes.SignIn + "/passkey";

    /// <summary>In a quarter of an hour, from one network: an office behind one address signs in within it.</summary>
    private const int OfANetwork = 60;

    private readonly Quota begun = new(counts, "passkey", TimeSpan.FromMinutes(15));
    private readonly OwnScript script = new("Staff.SignIn.passkey.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/passkey.js", (HttpContext context) => script.Serve(context));
        routes.MapForm(Home, Begin);
        routes.MapPage(Home, Show);
        routes.MapForm(Home + "/antwoord", Enter);
    }

    private async Task<IResult> Begin(HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(StaffRoutes.SignIn);
        if (begun.Take(time.Now, Networks.SharesOf(context, OfANetwork)) is { } wait)
        {
            PageRoutes.SetRetryAfter(context, wait);
            return PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooMany") with
                {
                    ForStaff = true,
                },
                StatusCodes.Status429TooManyRequests
            );
        }

        await passkeys.BeginToAskAsync(context, PasskeyPurpose.SignIn, owner: null);
        return PageRoutes.Go(Home);
    }

    private IResult Show(HttpContext context) =>
        PasskeyPageModel.ShowBegun(
            context,
            passkeys,
            tokens,
            support,
            (PasskeyPurpose.SignIn, null),
            Home,
            StaffRoutes.SignIn
        );

    private async Task<IResult> Enter(HttpContext context, PostedForm form)
    {
        var answer = form.Fields["antwoord"].ToString();
        var next = await passkeys.ShownAsync(context, PasskeyPurpose.SignIn, owner: null, answer) is { } shown
            ? await entrance.EnterAsync(context, shown.Passkey, shown.CoordinatorId)
            : null;
        return next is null ? PasskeyPageModel.Failed(support, StaffRoutes.SignIn) : PageRoutes.Go(next);
    }
}
