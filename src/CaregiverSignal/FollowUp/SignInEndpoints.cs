using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>In by a one-time link, out by a button.</summary>
public static class SignInEndpoints
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/inloggen", (HttpContext context, Desk desk, Settings settings) => PageRoutes.Show<SignInPage>(
            new SignInPageModel(settings.SupportPoint, desk.Token(context), "", null, context.Request.Query.ContainsKey("uit"))));
        routes.MapPost("/inloggen", AskForLink);
        routes.MapPage("/i/{key}", ShowButton);
        routes.MapPost("/i/{key}", Enter);
        routes.MapStaffForm("/uitloggen", (seat, context, _) => Leave(seat, context));
    }

    private static async Task<IResult> AskForLink(HttpContext context, Database database, Desk desk, SignInLimits limits, Notices notices, Outbox outbox, Settings settings, SiteTime time)
    {
        var form = await PostedForm.ReadAsync(context);
        var email = form["adres"].ToString().Trim();
        if (!Address.TryParse(email, out _))
        {
            var model = new SignInPageModel(settings.SupportPoint, desk.Token(context), email, SignInPageModel.Words["WrongAddress"], false);
            return PageRoutes.Show<SignInPage>(model, StatusCodes.Status400BadRequest);
        }

        if (!limits.Allows(context, email)) return Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        await database.WriteAsync(work => SendLink(work, email, notices, outbox, time));
        return PageRoutes.Show<MessagePage>(new MessagePageModel(
            settings.SupportPoint, SignInPageModel.Words["SentTitle"], [SignInPageModel.Words["Sent1"], SignInPageModel.Words["Sent2"]]));
    }

    /// <summary>A mail for a known coordinator; for anybody else the same work, so that the answer takes as long.</summary>
    private static bool SendLink(Work work, string email, Notices notices, Outbox outbox, SiteTime time)
    {
        if (CoordinatorTable.ByEmail(work, email) is { } coordinator)
        {
            var key = LinkTable.AddSignIn(work, coordinator.Id, time.Now, time.Now + LinkLife);
            return outbox.Queue(work, notices.SignIn(coordinator, key.Clear), new Envelope("sign-in", $"sign-in:{key.Hash}", time.Now + LinkLife, Urgent: true));
        }

        ProbeTable.Touch(work);
        var nobody = new Coordinator { Email = "niemand@example.org" };
        Composer.Compose(notices.SignIn(nobody, LinkKey.New(LinkTable.SignIn).Clear), "<nobody@example.org>", new string('0', 32), time.Now);
        return false;
    }

    /// <summary>Mail scanners open every link, so opening it does nothing.</summary>
    private static IResult ShowButton(string key, HttpContext context, Database database, Desk desk, BadLinks bad, Settings settings, SiteTime time)
    {
        if (bad.IsTooMany(context)) return Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        if (database.Read(work => LinkTable.Find(work, LinkTable.SignIn, key, time.Now)) is not null)
        {
            return PageRoutes.Show<EnterPage>(new EnterPageModel(settings.SupportPoint, desk.Token(context), "/i/" + key, false));
        }

        bad.Count(context);
        return DeadLink(context, desk, settings);
    }

    private static async Task<IResult> Enter(string key, HttpContext context, Database database, Desk desk, BadLinks bad, Cookies cookies, Settings settings, SiteTime time)
    {
        await PostedForm.ReadAsync(context);
        if (bad.IsTooMany(context)) return Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        var session = await database.WriteAsync(work =>
        {
            if (LinkTable.Find(work, LinkTable.SignIn, key, time.Now) is not { CoordinatorId: { } coordinatorId } link) return null;
            if (!LinkTable.Use(work, link.Id, time.Now)) return null;
            CoordinatorTable.MarkEnrolled(work, coordinatorId, time.Now);
            return desk.Start(work, context, coordinatorId);
        });
        if (session is null)
        {
            bad.Count(context);
            return DeadLink(context, desk, settings);
        }

        cookies.Set(context, cookies.Staff, session);
        return PageRoutes.Go("/werklijst");
    }

    private static IResult Leave(Seat seat, HttpContext context)
    {
        var services = context.RequestServices;
        var (cookies, time) = (services.GetRequiredService<Cookies>(), services.GetRequiredService<SiteTime>());
        services.GetRequiredService<Database>().Write(work => SessionTable.End(work, seat.SessionId, time.Now));
        cookies.Clear(context, cookies.Staff);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return PageRoutes.Go("/inloggen?uit");
    }

    private static IResult DeadLink(HttpContext context, Desk desk, Settings settings) =>
        PageRoutes.Show<EnterPage>(new EnterPageModel(settings.SupportPoint, desk.Token(context), "", true), StatusCodes.Status410Gone);

    private static IResult Message(Settings settings, string key, int status) =>
        PageRoutes.Show<MessagePage>(MessagePageModel.Of(settings.SupportPoint, key), status);
}
