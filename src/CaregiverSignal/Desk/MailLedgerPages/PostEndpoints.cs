using CaregiverSignal.Delivery;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>What became of each mail, for the operator; with "send again", "give up", "it went" and "try the relay now", which ask first.</summary>
public static partial class PostEndpoints
{
    private const int RowsAGroup = 50;
    private const int ReturnsShown = 20;
    private const string Home = "/beheer/post";

    private static Texts Words => PostPageModel.Words;

    public static void MapMailLedger(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, shells, time) = (services.GetRequiredService<Database>(), services.GetRequiredService<StaffShells>(), services.GetRequiredService<SiteTime>());
        var (support, settings, pace, loop) = (services.GetRequiredService<SupportPointSettings>(), services.GetRequiredService<MailSettings>(), services.GetRequiredService<Pace>(), services.GetRequiredService<MailLoop>());
        var log = services.GetRequiredService<ILogger<PostPageModel>>();

        Page(Home, (_, shell, saved) => PageRoutes.Show<PostPage>(Read(database, pace, loop, shell, saved, time)));

        Page(Home + "/proberen", (_, shell, _) =>
        {
            var road = database.Read(work => PostRoad.Of(work, pace, time));
            if (!road.IsPaused) return PageRoutes.Go(Home + "?bewaard=veranderd");
            var words = new PostWords(Words, road);
            List<string> warnings = [.. words.OfRelay(), Words["Ask.proberen"]];
            if (road.Relay.Stage == "auth") warnings.Add(Words["Ask.inloggen"]);
            if (road.IsLimited) warnings.Add(Words["Ask.grens"]);
            if (road.HeldForGood is { } why) warnings.Add($"{Words["NothingGoes"]} {Words["Fence." + why]}");
            return PageRoutes.Show<PostAskPage>(new PostAskModel(shell, "proberen", Home + "/proberen", Home, [], warnings));
        });
        Form(Home + "/proberen", (_, by) =>
        {
            var done = database.Write(work => PostTable.TryRelayNow(work, time.Now));
            if (done) TriesNow(log, by);
            return PageRoutes.Go($"{Home}?bewaard={(done ? "proberen" : "veranderd")}");
        });

        Page(Home + "/{id}", (id, shell, saved) =>
            database.Read(work => ReadMail(work, pace, id, shell, saved, time)) is { } model ? PageRoutes.Show<PostMailPage>(model) : Missing(support));

        foreach (var act in new[] { "opnieuw", "opgeven", "aangekomen" })
        {
            Page($"{Home}/{{id}}/{act}", (id, shell, _) =>
            {
                var (mail, road) = database.Read(work => (PostTable.Get(work, id, time.Now), PostRoad.Of(work, pace, time)));
                if (mail is null) return Missing(support);
                var may = act switch { "opnieuw" => mail.MayGoAgain, "opgeven" => mail.MayBeGivenUp, _ => mail.MayHaveGone };
                if (!may) return PageRoutes.Go($"{Home}/{id}?bewaard=veranderd");
                var facts = new PostWords(Words, road).FactsOf(mail);
                return PageRoutes.Show<PostAskPage>(new PostAskModel(shell, act, $"{Home}/{id}/{act}", $"{Home}/{id}", facts, WarningsOf(act, mail, road)));
            });
            Form($"{Home}/{{id}}/{act}", (id, by) =>
            {
                var done = database.Write(work => act switch
                {
                    "opnieuw" => PostTable.SendAgain(work, id, by, settings.AlertWithin, time.Now),
                    "opgeven" => PostTable.GiveUp(work, id, by, time.Now),
                    _ => PostTable.ItWent(work, id, by, time.Now),
                });
                if (done) Decided(log, id, act, by);
                return PageRoutes.Go($"{Home}/{Uri.EscapeDataString(id)}?bewaard={(done ? act : "veranderd")}");
            });
        }

        // For who is no operator there is no such page.
        void Page(string pattern, Func<string, StaffShell, string, IResult> show) => routes.MapStaffPage(pattern, (seat, context) => seat.Coordinator.IsOperator
            ? show(IdOf(context), shells.For(context, seat), context.Request.Query["bewaard"].ToString())
            : Missing(support));

        void Form(string pattern, Func<string, long, IResult> act) => routes.MapStaffForm(pattern, (seat, context, _) => seat.Coordinator.IsOperator
            ? act(IdOf(context), seat.Coordinator.Id)
            : Missing(support));
    }

    private static PostPageModel Read(Database database, Pace pace, MailLoop loop, StaffShell shell, string saved, SiteTime time)
    {
        var (road, counts, groups, idle, newest, unreadable) = database.Read(work =>
        {
            var counts = PostTable.CountByGroup(work, time.Now);
            return (
                PostRoad.Of(work, pace, time),
                counts,
                PostTable.Groups.Where(counts.ContainsKey).Select(group => (Key: group, Rows: PostTable.In(work, group, time.Now, RowsAGroup))).ToList(),
                PostTable.CountIdleReturns(work, time.Now - PostTable.IdleShown),
                PostTable.IdleReturns(work, time.Now - PostTable.IdleShown, ReturnsShown),
                work.Unreadable);
        });
        var words = new PostWords(Words, road);
        return new PostPageModel(
            shell with { Unreadable = unreadable },
            road.HeldForGood is { } why ? Words["Fence." + why] : null,
            PostPageModel.SavedOf(saved),
            loop.LastRoundAt is { } round ? [.. words.OfRelay(), Words["Round", ("tijd", words.Moment(round))]] : words.OfRelay(),
            road.IsPaused || road.FusedUntil is not null,
            road.IsPaused,
            PostPageModel.SummaryOf(counts),
            [.. groups.Select(group => new PostGroup(
                group.Key,
                Words["Group." + group.Key],
                counts[group.Key] > group.Rows.Count ? Words[PostTable.IsOldestFirst(group.Key) ? "Oldest" : "Newest", ("n", Texts.Number(group.Rows.Count))] : null,
                [.. group.Rows.Select(mail => PostLine.Of(mail, words))]))],
            [.. idle.Select(one => Words["ReturnedCount", ("wat", words.Returned(one.Note)), ("n", Texts.Number(one.Count))])],
            [.. newest.Select(words.Of)]);
    }

    private static PostMailModel? ReadMail(Work work, Pace pace, string id, StaffShell shell, string saved, SiteTime time)
    {
        if (PostTable.Get(work, id, time.Now) is not { } mail) return null;
        var words = new PostWords(Words, PostRoad.Of(work, pace, time));
        return new PostMailModel(
            shell,
            PostPageModel.SavedOf(saved) is { } decided ? $"{decided} {words.Next(mail)}" : null,
            PostLine.Of(mail, words),
            words.FactsOf(mail),
            [.. PostTable.Attempts(work, id).Select(words.Of)],
            [.. PostTable.ReturnsOf(work, id).Select(words.Of)]);
    }

    private static List<string> WarningsOf(string act, PostRow mail, PostRoad road)
    {
        if (act == "aangekomen") return [Words["Ask.aangekomen"]];
        if (act == "opgeven") return [Words[mail.IsToCaregiver ? "Ask.opgeven" : "Ask.zelf"]];
        // As it will be: when it then goes is said before it is decided.
        var now = road.Time.Now;
        var ready = mail with { State = "ready", NextTryAt = now, NotAfter = mail.NotAfter > now ? mail.NotAfter : now.AddDays(1) };
        List<string> warnings = [$"{Words["Ask.opnieuw"]} {new PostWords(Words, road).Next(ready)}"];
        if (mail.MayHaveArrived) warnings.Add(Words["Ask.dubbel"]);
        return warnings;
    }

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private static IResult Missing(SupportPointSettings support) =>
        PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "NotFound"), StatusCodes.Status404NotFound);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id}: {Act}, decided by coordinator {By}")]
    private static partial void Decided(ILogger log, string id, string act, long by);

    [LoggerMessage(Level = LogLevel.Information, Message = "The relay is tried before its time, decided by coordinator {By}")]
    private static partial void TriesNow(ILogger log, long by);
}
