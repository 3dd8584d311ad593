using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>The pages on which an administrator invites colleagues, and changes what they may do.</summary>
public sealed class AccountEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    Inviting inviting,
    ResetSignIn reset,
    SiteSettings site,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = StaffRoutes.Accounts;
    private const string One = Home + "/{account}";

    private static readonly HashSet<string> SavedTexts =
    [
        "bewaard",
        "gemaild",
        "verwijderd",
        "sessies",
        "overgedragen",
        "team",
        "team-weg",
    ];

    private static Texts Words => AccountsPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var administrators = routes.ForAdministrators();
        administrators.MapPage(Home, ShowAll);
        administrators.MapPage(
            Home + "/nieuw",
            (SignedInStaff staff, HttpContext context) => ShowNew(staff, context, AccountForm.Empty)
        );
        administrators.MapForm(Home + "/nieuw", Invite).RequireFreshSignIn();
        administrators.MapPage(One, ShowOne);
        administrators.MapForm(One, Change).RequireFreshSignIn();
        administrators.MapForm(One + "/link", GiveLink).RequireFreshSignIn(Home);
        administrators.MapForm(One + "/sessies", EndSessions);
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var (accounts, left, teams) = database.Read(transaction => AccountReading.All(transaction, time));
        return PageRoutes.Show<AccountsPage>(
            new AccountsPageModel(shells.For(context, staff), accounts, left, teams, SavedOf(context), "", [])
        );
    }

    private IResult Invite(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = AccountForm.Read(form.Fields, database.Read(TeamTable.All), isNew: true);
        if (typed.Errors.Count > 0)
            return ShowNew(staff, context, typed, StatusCodes.Status400BadRequest);
        var (account, invitation) = database.Write(transaction =>
        {
            if (CoordinatorTable.ByEmail(transaction, typed.Email) is { MaySignIn: true })
                return default;
            var id = CoordinatorTable.IdOf(transaction, typed.Email, time.Now);
            typed.Asked.Apply(transaction, id);
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Invite.Of(Thing.Account, id));
            return (CoordinatorTable.Get(transaction, id)!, inviting.Invite(transaction, id, typed.ByMail));
        });
        return account is null
            ? ShowNew(
                staff,
                context,
                typed with
                {
                    Errors = [new FormError("adres", "adres", Words["Error.Known"])],
                },
                StatusCodes.Status409Conflict
            )
            : Handed(staff, context, account, invitation!, typed.ByMail);
    }

    private IResult ShowOne(SignedInStaff staff, HttpContext context) =>
        Find(context) is { } account
            ? Show(staff, context, account, AccountForm.Of(account), null)
            : PageRoutes.Missing(support);

    private IResult Change(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = AccountForm.Read(form.Fields, database.Read(TeamTable.All), isNew: false);
        var (account, problem, isNews) = database.Write(transaction =>
        {
            if (Find(transaction, context) is not { MaySignIn: true } found)
                return default;
            if (typed.Mark != AccountForm.MarkOf(found))
                return (found, (AccountProblem?)null, true);
            if (typed.Errors.Count > 0)
                return (found, null, false);
            var standsInTheWay = typed.Asked.ProblemFor(transaction, found);
            if (standsInTheWay is not null)
                return (found, standsInTheWay, false);
            typed.Asked.Apply(transaction, found.Id);
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Account, found.Id));
            return (found, null, false);
        });
        if (account is null)
            return PageRoutes.Missing(support);
        if (isNews)
            return Show(
                staff,
                context,
                account,
                typed with
                {
                    Mark = AccountForm.MarkOf(account),
                },
                Words["News", ("nu", NowOf(account))],
                StatusCodes.Status409Conflict
            );
        if (problem is { } why)
            typed = typed.With(why);
        return typed.Errors.Count > 0
            ? Show(staff, context, account, typed, null, StatusCodes.Status400BadRequest)
            : PageRoutes.Go($"{Home}/{account.Id}?bewaard=bewaard");
    }

    /// <summary>
    /// For who has not come in yet, or lost their telephone: what opened before opens no longer, and they hear of it.
    /// </summary>
    private IResult GiveLink(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var byMail = form.Fields["mail"] == "ja";
        var (account, invitation) = database.Write(transaction =>
        {
            if (Find(transaction, context) is not { } found)
                return default;
            reset.Run(transaction, found, staff.On(Ground.Accounts));
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Invite.Of(Thing.Account, found.Id));
            return (found, inviting.Invite(transaction, found.Id, byMail));
        });
        return account is null ? PageRoutes.Missing(support) : Handed(staff, context, account, invitation!, byMail);
    }

    private IResult EndSessions(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var account = database.Write(transaction =>
        {
            if (Find(transaction, context) is not { } found)
                return null;
            Removing.EndSessions(transaction, found.Id, time.Now);
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.End.Of(Thing.Session, found.Id));
            return found;
        });
        return account is null ? PageRoutes.Missing(support) : PageRoutes.Go($"{Home}/{account.Id}?bewaard=sessies");
    }

    /// <remarks>The answer to the form itself: a link that was shown once is nowhere to be shown again.</remarks>
    private IResult Handed(
        SignedInStaff staff,
        HttpContext context,
        Coordinator account,
        SentInvitation invitation,
        bool byMail
    ) =>
        byMail
            ? PageRoutes.Go($"{Home}/{account.Id}?bewaard=gemaild")
            : PageRoutes.Show<AccountLinkPage>(
                new AccountLinkModel(
                    shells.For(context, staff),
                    Plainly.Shown(account.CalledAs),
                    $"{site.BaseUrl}/i/{invitation.Key.Clear}",
                    inviting.InWords(invitation.Until),
                    account.Id
                )
            );

    private IResult ShowNew(
        SignedInStaff staff,
        HttpContext context,
        AccountForm typed,
        int status = StatusCodes.Status200OK
    ) =>
        PageRoutes.Show<AccountPage>(
            new AccountPageModel(
                shells.For(context, staff),
                null,
                Words["New"],
                typed,
                database.Read(TeamTable.All),
                null,
                null,
                IsOut: false,
                0,
                []
            ),
            status
        );

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Coordinator account,
        AccountForm typed,
        string? news,
        int status = StatusCodes.Status200OK
    )
    {
        var (teams, people, others, away) = database.Read(transaction =>
            (
                TeamTable.All(transaction),
                RemovalTable.CountPeople(transaction, account.Id),
                AccountReading.Others(transaction, account.Id),
                AbsenceTable.Away(transaction, time.Today)
            )
        );
        return PageRoutes.Show<AccountPage>(
            new AccountPageModel(
                shells.For(context, staff),
                account.Id,
                Plainly.Shown(account.CalledAs),
                typed with
                {
                    Email = Plainly.Shown(account.Email),
                },
                teams,
                news,
                SavedOf(context),
                IsOut: !account.MaySignIn,
                people,
                others
            )
            {
                Away = away,
            },
            status
        );
    }

    /// <summary>"Anna, coördinator en teamleider, team Noord": what a colleague just made of it.</summary>
    private string NowOf(Coordinator account)
    {
        var team = account.TeamId is { } id ? database.Read(transaction => TeamTable.Get(transaction, id)) : null;
        return string.Join(
            "; ",
            new[]
            {
                Plainly.Shown(account.CalledAs),
                AccountsPageModel.RolesOf(account),
                team is null ? Words["NoTeam"] : Plainly.Shown(team.Name),
            }
        );
    }

    private Coordinator? Find(HttpContext context) => database.Read(transaction => Find(transaction, context));

    internal static Coordinator? Find(Transaction transaction, HttpContext context) =>
        StaffRouteGroups.Number(context, "account") is { } id ? CoordinatorTable.Get(transaction, id) : null;

    private static string? SavedOf(HttpContext context) =>
        context.Request.Query["bewaard"].ToString() is var saved && SavedTexts.Contains(saved)
            ? Words["Saved." + saved]
            : null;
}
