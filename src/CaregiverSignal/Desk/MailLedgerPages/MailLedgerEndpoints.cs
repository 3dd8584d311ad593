using CaregiverSignal.Delivery;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>
/// What became of each mail, for the operator; with "send again", "give up", "it went" and "try the relay now", which
/// ask first.
/// </summary>
public static partial class MailLedgerEndpoints
{
    private const int RowsAGroup = 50;
    private const int ReturnsShown = 20;
    private const string Home = "/beheer/post";

    private static Texts Words => MailLedgerPageModel.Words;

    public static void MapMailLedger(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, shells, time) = (
            services.GetRequiredService<Database>(),
            services.GetRequiredService<StaffShells>(),
            services.GetRequiredService<SiteTime>()
        );
        var (support, settings, pace, loop) = (
            services.GetRequiredService<SupportPointSettings>(),
            services.GetRequiredService<MailSettings>(),
            services.GetRequiredService<Pace>(),
            services.GetRequiredService<MailLoop>()
        );
        var kinds = services.GetRequiredService<MailKinds>();
        var log = services.GetRequiredService<ILogger<MailLedgerPageModel>>();

        Page(
            Home,
            (_, shell, saved) => PageRoutes.Show<MailLedgerPage>(Read(database, pace, loop, kinds, shell, saved, time))
        );

        Page(
            Home + "/proberen",
            (_, shell, _) =>
            {
                var outlook = database.Read(transaction => RelayOutlook.Of(transaction, pace, time));
                if (!outlook.IsPaused)
                    return PageRoutes.Go(Home + "?bewaard=veranderd");
                var words = new LedgerWords(Words, outlook);
                List<string> warnings = [.. words.OfRelay(), Words["Ask.proberen"]];
                if (outlook.Relay.Stage == "auth")
                    warnings.Add(Words["Ask.inloggen"]);
                if (outlook.IsLimited)
                    warnings.Add(Words["Ask.grens"]);
                if (outlook.HeldForGood is { } why)
                    warnings.Add($"{Words["NothingGoes"]} {Words["Fence." + why]}");
                return PageRoutes.Show<LedgerAskPage>(
                    new LedgerAskModel(shell, "proberen", Home + "/proberen", Home, [], warnings)
                );
            }
        );
        Form(
            Home + "/proberen",
            (_, by) =>
            {
                var done = database.Write(transaction => MailLedgerTable.TryRelayNow(transaction, time.Now));
                if (done)
                    TriesNow(log, by);
                return PageRoutes.Go($"{Home}?bewaard={(done ? "proberen" : "veranderd")}");
            }
        );

        Page(
            Home + "/{id}",
            (id, shell, saved) =>
                database.Read(transaction => ReadMail(transaction, pace, kinds, id, shell, saved, time)) is { } model
                    ? PageRoutes.Show<LedgerMailPage>(model)
                    : Missing(support)
        );

        foreach (var act in new[] { "opnieuw", "opgeven", "aangekomen" })
        {
            Page(
                $"{Home}/{{id}}/{act}",
                (id, shell, _) =>
                {
                    var (mail, outlook) = database.Read(transaction =>
                        (MailLedgerTable.Get(transaction, id, time.Now), RelayOutlook.Of(transaction, pace, time))
                    );
                    if (mail is null)
                        return Missing(support);
                    var may = act switch
                    {
                        "opnieuw" => mail.MayGoAgain,
                        "opgeven" => mail.MayBeGivenUp,
                        _ => mail.MayHaveGone,
                    };
                    if (!may)
                        return PageRoutes.Go($"{Home}/{id}?bewaard=veranderd");
                    var facts = new LedgerWords(Words, outlook).FactsOf(mail);
                    return PageRoutes.Show<LedgerAskPage>(
                        new LedgerAskModel(
                            shell,
                            act,
                            $"{Home}/{id}/{act}",
                            $"{Home}/{id}",
                            facts,
                            WarningsOf(act, mail, outlook)
                        )
                    );
                }
            );
            Form(
                $"{Home}/{{id}}/{act}",
                (id, by) =>
                {
                    var done = database.Write(transaction =>
                        act switch
                        {
                            "opnieuw" => MailLedgerTable.SendAgain(transaction, id, by, settings.AlertWithin, time.Now),
                            "opgeven" => MailLedgerTable.GiveUp(transaction, id, by, time.Now),
                            _ => MailLedgerTable.ItWent(transaction, id, by, time.Now),
                        }
                    );
                    if (done)
                        Decided(log, id, act, by);
                    return PageRoutes.Go($"{Home}/{Uri.EscapeDataString(id)}?bewaard={(done ? act : "veranderd")}");
                }
            );
        }

        // For who is no operator there is no such page.
        void Page(string pattern, Func<string, StaffShell, string, IResult> show) =>
            routes.MapStaffPage(
                pattern,
                (staff, context) =>
                    staff.Coordinator.IsOperator
                        ? show(IdOf(context), shells.For(context, staff), context.Request.Query["bewaard"].ToString())
                        : Missing(support)
            );

        void Form(string pattern, Func<string, long, IResult> act) =>
            routes.MapStaffForm(
                pattern,
                (staff, context, _) =>
                    staff.Coordinator.IsOperator ? act(IdOf(context), staff.Coordinator.Id) : Missing(support)
            );
    }

    private static MailLedgerPageModel Read(
        Database database,
        Pace pace,
        MailLoop loop,
        MailKinds kinds,
        StaffShell shell,
        string saved,
        SiteTime time
    )
    {
        var (outlook, counts, groups, idle, newest, unreadable) = database.Read(transaction =>
        {
            var counts = MailLedgerTable.CountByGroup(transaction, time.Now);
            return (
                RelayOutlook.Of(transaction, pace, time),
                counts,
                MailLedgerTable
                    .Groups.Where(counts.ContainsKey)
                    .Select(group => (Key: group, Rows: MailLedgerTable.In(transaction, group, time.Now, RowsAGroup)))
                    .ToList(),
                MailLedgerTable.CountIdleReturns(transaction, time.Now - MailLedgerTable.IdleShown),
                MailLedgerTable.IdleReturns(transaction, time.Now - MailLedgerTable.IdleShown, ReturnsShown),
                transaction.Unreadable
            );
        });
        var words = new LedgerWords(Words, outlook);
        return new MailLedgerPageModel(
            shell with
            {
                Unreadable = unreadable,
            },
            outlook.HeldForGood is { } why ? Words["Fence." + why] : null,
            MailLedgerPageModel.SavedOf(saved),
            loop.LastRoundAt is { } round
                ? [.. words.OfRelay(), Words["Round", ("tijd", words.Moment(round))]]
                : words.OfRelay(),
            outlook.IsPaused || outlook.FusedUntil is not null,
            outlook.IsPaused,
            MailLedgerPageModel.SummaryOf(counts),
            [
                .. groups.Select(group => new LedgerGroup(
                    group.Key,
                    Words["Group." + group.Key],
                    counts[group.Key] > group.Rows.Count
                        ? Words[
                            MailLedgerTable.IsOldestFirst(group.Key) ? "Oldest" : "Newest",
                            ("n", Texts.Number(group.Rows.Count))
                        ]
                        : null,
                    [.. group.Rows.Select(mail => LedgerLine.Of(mail, words, kinds))]
                )),
            ],
            [
                .. idle.Select(one =>
                    Words["ReturnedCount", ("wat", words.Returned(one.Note)), ("n", Texts.Number(one.Count))]
                ),
            ],
            [.. newest.Select(words.Of)]
        );
    }

    private static LedgerMailModel? ReadMail(
        Transaction transaction,
        Pace pace,
        MailKinds kinds,
        string id,
        StaffShell shell,
        string saved,
        SiteTime time
    )
    {
        if (MailLedgerTable.Get(transaction, id, time.Now) is not { } mail)
            return null;
        var words = new LedgerWords(Words, RelayOutlook.Of(transaction, pace, time));
        return new LedgerMailModel(
            shell,
            MailLedgerPageModel.SavedOf(saved) is { } decided ? $"{decided} {words.Next(mail)}" : null,
            LedgerLine.Of(mail, words, kinds),
            words.FactsOf(mail),
            [.. MailLedgerTable.Attempts(transaction, id).Select(words.Of)],
            [.. MailLedgerTable.ReturnsOf(transaction, id).Select(words.Of)]
        );
    }

    private static List<string> WarningsOf(string act, MailLedgerRow mail, RelayOutlook outlook)
    {
        if (act == "aangekomen")
            return [Words["Ask.aangekomen"]];
        if (act == "opgeven")
            return [Words[mail.IsToCaregiver ? "Ask.opgeven" : "Ask.zelf"]];
        // As it will be: when it then goes is said before it is decided.
        var now = outlook.Time.Now;
        var ready = mail with
        {
            State = MailState.Ready,
            NextTryAt = now,
            NotAfter = mail.NotAfter > now ? mail.NotAfter : now.AddDays(1),
        };
        List<string> warnings = [$"{Words["Ask.opnieuw"]} {new LedgerWords(Words, outlook).Next(ready)}"];
        if (mail.MayHaveArrived)
            warnings.Add(Words["Ask.dubbel"]);
        return warnings;
    }

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private static IResult Missing(SupportPointSettings support) =>
        PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "NotFound"), StatusCodes.Status404NotFound);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id}: {Act}, decided by coordinator {By}")]
    private static partial void Decided(ILogger log, string id, string act, long by);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The relay is tried before its time, decided by coordinator {By}"
    )]
    private static partial void TriesNow(ILogger log, long by);
}
