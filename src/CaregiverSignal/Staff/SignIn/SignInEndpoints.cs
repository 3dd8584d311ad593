using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>In by a one-time link, out by a button.</summary>
public static class SignInEndpoints
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(
            "/inloggen",
            (HttpContext context, FormTokens tokens, SupportPointSettings support) =>
                PageRoutes.Show<SignInPage>(
                    new SignInPageModel(support, tokens.Of(context), "", null, context.Request.Query.ContainsKey("uit"))
                )
        );
        routes.MapPost("/inloggen", AskForLink);
        routes.MapPage("/i/{key}", ShowButton);
        routes.MapPost("/i/{key}", Enter);
        routes.MapPost("/i/{key}/hier", SendHere);
        routes.MapStaffForm("/uitloggen", (staff, context, _) => Leave(staff, context));
    }

    private static async Task<IResult> AskForLink(
        HttpContext context,
        Database database,
        FormTokens tokens,
        Cookies cookies,
        SignInLimits limits,
        KnownDevices devices,
        SignInMails mails,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var form = await PostedForm.ReadAsync(context);
        var email = form["adres"].ToString().Trim();
        if (!Address.TryParse(email, out _))
        {
            var model = new SignInPageModel(
                support,
                tokens.Of(context),
                email,
                SignInPageModel.Words["WrongAddress"],
                false
            );
            return PageRoutes.Show<SignInPage>(model, StatusCodes.Status400BadRequest);
        }

        var device = devices.Of(context, email);
        if (limits.Wait(context, email, device) is { } wait)
        {
            PageRoutes.SetRetryAfter(context, wait);
            return Message(support, "TooMany", StatusCodes.Status429TooManyRequests);
        }

        var getsMail = limits.GetsMail(email, device);
        var askedBy = AskingBrowser(context, cookies);
        await database.WriteAsync(transaction =>
            SendLink(transaction, email, askedBy, getsMail, device is not null, mails, time)
        );
        return LinkIsSent(support);
    }

    /// <summary>
    /// The link was opened where nobody asked for it: a new one for here, to the same mailbox. Whoever has only the
    /// mail has nothing.
    /// </summary>
    /// <remarks>
    /// No limit of its own, or a stranger who asked for the link would keep her out: each link is good for one.
    /// </remarks>
    private static async Task<IResult> SendHere(
        string key,
        HttpContext context,
        Database database,
        FormTokens tokens,
        BadLinks bad,
        Cookies cookies,
        SignInMails mails,
        SupportPointSettings support,
        SiteTime time
    )
    {
        await PostedForm.ReadAsync(context);
        var email = database.Read(transaction => CoordinatorOf(transaction, key, time)?.Email);
        var askedBy = AskingBrowser(context, cookies);
        var isSent =
            email is not null
            && await database.WriteAsync(transaction =>
                LinkTable.Find(transaction, LinkTable.SignIn, key, time.Now) is { } link
                && LinkTable.Use(transaction, link.Id, time.Now)
                && SendLink(transaction, email, askedBy, getsMail: true, isOwnDevice: true, mails, time)
            );
        return isSent ? LinkIsSent(support) : OpensNothing(key, context, database, tokens, bad, support, time);
    }

    /// <summary>The hash of this browser's key; it gets one when it has none.</summary>
    private static string AskingBrowser(HttpContext context, Cookies cookies)
    {
        if (context.Request.Cookies[cookies.Asking] is not { Length: > 0 } key)
        {
            key = LinkKey.New(LinkTable.Asking).Clear;
            cookies.Set(context, cookies.Asking, key);
        }

        return LinkKey.HashOf(LinkTable.Asking, key);
    }

    private static bool IsAskedHere(Link link, HttpContext context, Cookies cookies) =>
        link.AskedBy is null
        || (
            context.Request.Cookies[cookies.Asking] is { } key && LinkKey.HashOf(LinkTable.Asking, key) == link.AskedBy
        );

    /// <summary>Whose key it is; null when it opens nothing, or nothing any more.</summary>
    private static Coordinator? CoordinatorOf(Transaction transaction, string key, SiteTime time) =>
        LinkTable.Find(transaction, LinkTable.SignIn, key, time.Now) is { CoordinatorId: { } id }
        && CoordinatorTable.Get(transaction, id) is { MaySignIn: true } coordinator
            ? coordinator
            : null;

    /// <summary>
    /// A mail for a coordinator who may come in; for anybody else, and while the last link stands, the same work, so
    /// that the answer takes as long.
    /// </summary>
    /// <remarks>
    /// It ends what this browser asked for before. What another browser asked for lives on: else a stranger who keeps
    /// asking would lock somebody out.
    /// </remarks>
    private static bool SendLink(
        Transaction transaction,
        string email,
        string askedBy,
        bool getsMail,
        bool isOwnDevice,
        SignInMails mails,
        SiteTime time
    )
    {
        if (CoordinatorTable.ByEmail(transaction, email) is { MaySignIn: true } coordinator && getsMail)
        {
            LinkTable.RevokeSignIns(transaction, coordinator.Id, time.Now, askedBy);
            var key = LinkTable.AddSignIn(transaction, coordinator.Id, time.Now, time.Now + LinkLife, askedBy);
            return mails.Queue(transaction, coordinator, key, time.Now + LinkLife, isOwnDevice);
        }

        ProbeTable.Touch(transaction);
        var nobody = new Coordinator { Email = "niemand@example.org" };
        Composer.Compose(
            mails.SignIn(nobody, LinkKey.New(LinkTable.SignIn).Clear),
            "<nobody@example.org>",
            new string('0', 32),
            time.Now
        );
        return false;
    }

    /// <summary>Mail scanners open every link, so opening it does nothing.</summary>
    private static IResult ShowButton(
        string key,
        HttpContext context,
        Database database,
        FormTokens tokens,
        BadLinks bad,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    )
    {
        if (
            database.Read(transaction =>
                CoordinatorOf(transaction, key, time) is null
                    ? null
                    : LinkTable.Find(transaction, LinkTable.SignIn, key, time.Now)
            ) is
            { } link
        )
        {
            return IsAskedHere(link, context, cookies)
                ? PageRoutes.Show<EnterPage>(new EnterPageModel(support, tokens.Of(context), "/i/" + key, false))
                : Elsewhere(key, context, tokens, support, StatusCodes.Status200OK);
        }

        return OpensNothing(key, context, database, tokens, bad, support, time);
    }

    private static async Task<IResult> Enter(
        string key,
        HttpContext context,
        Database database,
        FormTokens tokens,
        BadLinks bad,
        Cookies cookies,
        SignInLimits limits,
        KnownDevices devices,
        StaffSessions sessions,
        SupportPointSettings support,
        SiteTime time
    )
    {
        await PostedForm.ReadAsync(context);
        if (
            bad.IsTooMany(context)
            && database.Read(transaction => LinkTable.Known(transaction, LinkTable.SignIn, key, time.Now)) is null
        )
            return OpensNothing(key, context, database, tokens, bad, support, time);
        if (
            database.Read(transaction => LinkTable.Find(transaction, LinkTable.SignIn, key, time.Now)) is { } shown
            && !IsAskedHere(shown, context, cookies)
        )
        {
            return Elsewhere(key, context, tokens, support, StatusCodes.Status403Forbidden);
        }

        var (session, email) = await database.WriteAsync(transaction =>
        {
            if (CoordinatorOf(transaction, key, time) is not { } coordinator)
                return default;
            if (
                LinkTable.Find(transaction, LinkTable.SignIn, key, time.Now) is not { } link
                || !LinkTable.Use(transaction, link.Id, time.Now)
            )
                return default;
            LinkTable.RevokeSignIns(transaction, coordinator.Id, time.Now);
            CoordinatorTable.MarkEnrolled(transaction, coordinator.Id, time.Now);
            return (sessions.Start(transaction, context, coordinator.Id), coordinator.Email);
        });
        if (session is null)
            return OpensNothing(key, context, database, tokens, bad, support, time);

        cookies.Set(context, cookies.Staff, session);
        cookies.Clear(context, cookies.Asking);
        devices.Remember(context, email);
        limits.CameIn(email);
        return PageRoutes.Go("/werklijst");
    }

    private static IResult Leave(SignedInStaff staff, HttpContext context)
    {
        var services = context.RequestServices;
        var (cookies, time) = (services.GetRequiredService<Cookies>(), services.GetRequiredService<SiteTime>());
        services
            .GetRequiredService<Database>()
            .Write(transaction => SessionTable.End(transaction, staff.SessionId, time.Now));
        cookies.Clear(context, cookies.Staff);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return PageRoutes.Go("/inloggen?uit");
    }

    private static IResult LinkIsSent(SupportPointSettings support) =>
        PageRoutes.Show<MessagePage>(
            new MessagePageModel(
                support,
                SignInPageModel.Words["SentTitle"],
                [SignInPageModel.Words["Sent1"], SignInPageModel.Words["Sent2"], SignInPageModel.Words["Sent3"]]
            )
        );

    private static IResult Elsewhere(
        string key,
        HttpContext context,
        FormTokens tokens,
        SupportPointSettings support,
        int status
    ) =>
        PageRoutes.Show<EnterPage>(
            new EnterPageModel(support, tokens.Of(context), $"/i/{key}/hier", false, IsElsewhere: true),
            status
        );

    /// <summary>A link that is over is no guess; only a key that never was one is.</summary>
    private static IResult OpensNothing(
        string key,
        HttpContext context,
        Database database,
        FormTokens tokens,
        BadLinks bad,
        SupportPointSettings support,
        SiteTime time
    ) =>
        database.Read(transaction => LinkTable.Known(transaction, LinkTable.SignIn, key, time.Now)) is null
        && bad.Refuses(context)
            ? Message(support, "TooManyLinks", StatusCodes.Status429TooManyRequests)
            : DeadLink(context, tokens, support);

    private static IResult DeadLink(HttpContext context, FormTokens tokens, SupportPointSettings support) =>
        PageRoutes.Show<EnterPage>(
            new EnterPageModel(support, tokens.Of(context), "", true),
            StatusCodes.Status410Gone
        );

    private static IResult Message(SupportPointSettings support, string key, int status) =>
        PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, key), status);
}
