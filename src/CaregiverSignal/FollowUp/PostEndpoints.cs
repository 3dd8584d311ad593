using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Pages;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>What became of each mail, for the operator; with "send again" and "give up", which ask first.</summary>
public static partial class PostEndpoints
{
    private const int RowsAGroup = 50;

    private static readonly string[] Saved = ["opnieuw", "opgeven", "veranderd"];

    public static void MapPost(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, desk, time) = (services.GetRequiredService<Database>(), services.GetRequiredService<Desk>(), services.GetRequiredService<SiteTime>());
        var (settings, log) = (services.GetRequiredService<Settings>(), services.GetRequiredService<ILogger<PostPageModel>>());

        routes.MapStaffPage("/beheer/post", (seat, context) => !seat.Coordinator.IsOperator
            ? Missing(settings)
            : PageRoutes.Show<PostPage>(Read(database, desk.Shell(context, seat), context.Request.Query["bewaard"].ToString(), time)));

        foreach (var act in new[] { "opnieuw", "opgeven" })
        {
            routes.MapStaffPage($"/beheer/post/{{id}}/{act}", (seat, context) =>
            {
                var row = seat.Coordinator.IsOperator ? database.Read(work => PostTable.Get(work, IdOf(context), time.Now)) : null;
                if (row is null) return Missing(settings);
                if (!May(row, act)) return PageRoutes.Go("/beheer/post?bewaard=veranderd");
                var words = PostPageModel.Words;
                var warning = words[act == "opgeven" ? "Ask.opgeven" : row.State == "unsure" ? "Ask.dubbel" : "Ask.opnieuw"];
                return PageRoutes.Show<PostAskPage>(new PostAskModel(desk.Shell(context, seat), act, PostPageModel.LineOf(row, time), warning));
            });
            routes.MapStaffForm($"/beheer/post/{{id}}/{act}", (seat, context, _) =>
            {
                if (!seat.Coordinator.IsOperator) return Missing(settings);
                var (id, by) = (IdOf(context), seat.Coordinator.Id);
                var done = database.Write(work => act == "opnieuw" ? PostTable.SendAgain(work, id, by, settings.Mail.AlertWithin, time.Now) : PostTable.GiveUp(work, id, by, time.Now));
                if (done) Decided(log, id, act, by);
                return PageRoutes.Go($"/beheer/post?bewaard={(done ? act : "veranderd")}");
            });
        }
    }

    private static PostPageModel Read(Database database, StaffShell shell, string saved, SiteTime time)
    {
        var (held, counts, groups) = database.Read(work => (
            RestoreFence.WhyClosed(work, time.Now),
            PostTable.Counts(work),
            PostPageModel.All.Select(group => (group.Key, group.States, Rows: PostTable.InStates(work, group.States, time.Now, RowsAGroup))).ToList()));
        var words = PostPageModel.Words;
        return new PostPageModel(
            shell,
            held is { } why ? words["Fence." + why] : null,
            Saved.Contains(saved) ? words["Saved." + saved] : null,
            PostPageModel.SummaryOf(counts),
            [.. groups.Where(group => group.Rows.Count > 0).Select(group => PostPageModel.GroupOf(group.Key, group.States, group.Rows, counts, time))]);
    }

    private static bool May(PostRow row, string act) => act == "opnieuw" ? row.MayGoAgain : row.MayBeGivenUp;

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    /// <summary>For who is no operator there is no such page.</summary>
    private static IResult Missing(Settings settings) =>
        PageRoutes.Show<MessagePage>(MessagePageModel.Of(settings.SupportPoint, "NotFound"), StatusCodes.Status404NotFound);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id}: {Act}, decided by coordinator {By}")]
    private static partial void Decided(ILogger log, string id, string act, long by);
}
