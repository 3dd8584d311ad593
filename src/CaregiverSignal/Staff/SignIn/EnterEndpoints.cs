using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Signs in with a one-time link, and out with a button.</summary>
public sealed class EnterEndpoints(
    Database database,
    SignInLinks links,
    Entrance entrance,
    BadLinks bad,
    Cookies cookies,
    FormTokens tokens,
    LimitCounts counts,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private readonly Quota sentHere = new(counts, "sign-in link here", SignInLinks.LinkLife);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/i/{key}", ShowButton);
        routes.MapForm("/i/{key}", Enter);
        routes.MapForm("/i/{key}/hier", SendHere);
        routes
            .ForAnyRole()
            .MapPage(
                StaffRoutes.Begin,
                (SignedInStaff signedIn) => PageRoutes.Go(StaffRoutes.HomeOf(signedIn.Coordinator))
            );
        routes.ForAnySession().MapForm("/uitloggen", Leave);
    }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    private IResult ShowButton(string key, HttpContext context)
    {
        if (
            database.Read(transaction =>
                links.CoordinatorOf(transaction, key) is null ? null : links.Find(transaction, key)
            ) is
            { } link
        )
        {
            return AskingBrowser.Is(link, context, cookies)
                ? PageRoutes.Show<EnterPage>(new EnterPageModel(support, tokens.Of(context), "/i/" + key, false))
                : Elsewhere(key, context, StatusCodes.Status200OK);
        }

        return OpensNothing(key, context);
    }

    private async Task<IResult> Enter(string key, HttpContext context, PostedForm form)
    {
        if (bad.HasRefused(context) && !database.Read(transaction => links.IsKnown(transaction, key)))
            return OpensNothing(key, context);
        if (
            database.Read(transaction => links.Find(transaction, key)) is { } shown
            && !AskingBrowser.Is(shown, context, cookies)
        )
            return Elsewhere(key, context, StatusCodes.Status403Forbidden);
        return await entrance.EnterAsync(context, key) is { } next ? PageRoutes.Go(next) : OpensNothing(key, context);
    }

    /// <summary>
    /// Mails a new link, for this browser, when a link was opened in another browser than asked for it. It goes to the
    /// same mailbox: a link that was passed on opens nothing.
    /// </summary>
    /// <remarks>
    /// It has no limit of its own, or a stranger who asked for the link could keep the coordinator out: each link can
    /// do this once, and goes on working where it was asked for, as a scanner of mail may press the button.
    /// </remarks>
    private async Task<IResult> SendHere(string key, HttpContext context, PostedForm form)
    {
        var email = database.Read(transaction => links.CoordinatorOf(transaction, key)?.Email);
        if (email is null)
            return OpensNothing(key, context);
        var askedBy = AskingBrowser.HashOf(context, cookies);
        var once = new Share(LinkKey.HashOf(KeyPurpose.SignIn, key), 1);
        if (!sentHere.IsUsedUp(time.Now, once))
        {
            await database.WriteAsync(transaction => links.Send(transaction, email, askedBy, getsMail: true));
            sentHere.Take(time.Now, once);
        }

        return SignInPageModel.LinkIsSent(support);
    }

    private async Task<IResult> Leave(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        await entrance.LeaveAsync(context, staff);
        return PageRoutes.Go(StaffRoutes.SignIn + "?uit");
    }

    private IResult Elsewhere(string key, HttpContext context, int status) =>
        PageRoutes.Show<EnterPage>(
            new EnterPageModel(support, tokens.Of(context), $"/i/{key}/hier", false, IsElsewhere: true),
            status
        );

    /// <summary>A link that has ended is no guess; a key that never was one is.</summary>
    private IResult OpensNothing(string key, HttpContext context) =>
        !database.Read(transaction => links.IsKnown(transaction, key)) && bad.Refuses(context)
            ? PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooManyLinks") with
                {
                    ForStaff = true,
                },
                StatusCodes.Status429TooManyRequests
            )
            : PageRoutes.Show<EnterPage>(
                new EnterPageModel(support, tokens.Of(context), "", true),
                StatusCodes.Status410Gone
            );
}
