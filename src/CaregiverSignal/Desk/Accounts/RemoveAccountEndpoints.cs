using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>
/// Removes a colleague's account, after a page that asks who takes over; and gives the people of an account that
/// cannot look after them to somebody who can.
/// </summary>
public sealed class RemoveAccountEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    NewCoordinatorMail word,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = StaffRoutes.Accounts;
    private const string Remove = Home + "/{account}/verwijderen";

    private static Texts Words => AccountsPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var administrators = routes.ForAdministrators();
        administrators.MapPage(
            Remove,
            (SignedInStaff staff, HttpContext context) => Ask(staff, context, "", true, null)
        );
        administrators.MapForm(Remove, RemoveOne).RequireFreshSignIn();
        administrators.MapForm(Home + "/{account}/mensen", PassOnAll);
    }

    private IResult RemoveOne(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (chosen, tells) = (form.Fields["naar"].ToString(), TellsIn(form));
        var (account, error) = database.Write(transaction =>
        {
            if (AccountEndpoints.Find(transaction, context) is not { MaySignIn: true } found)
                return default;
            if (found.IsAdministrator && AccountChange.IsLast(transaction, found))
                return (found, new FormError("", "naar", Words["Error.LastAdministrator"]));
            var to = Chosen(transaction, found, chosen);
            if (to is null && RemovalTable.CountPeople(transaction, found.Id) > 0)
                return (found, new FormError("naar", "naar", Words["Error.To"]));
            var removed = Removing.Remove(transaction, found, to, time, staff.Coordinator.Id, tells ? word : null);
            NotePassedOn(transaction, staff, found, removed.People, to);
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Erase.Of(Thing.Account, found.Id));
            return (found, (FormError?)null);
        });
        if (account is null)
            return PageRoutes.Missing(support);
        return error is null
            ? PageRoutes.Go(Home + "?bewaard=verwijderd")
            : Ask(staff, context, chosen, tells, error, StatusCodes.Status400BadRequest);
    }

    /// <summary>Without seeing who they are: an administrator knows only how many.</summary>
    private IResult PassOnAll(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var chosen = form.Fields["naar"].ToString();
        var (account, isDone) = database.Write(transaction =>
        {
            if (AccountEndpoints.Find(transaction, context) is not { } found)
                return default;
            if (Chosen(transaction, found, chosen) is not { } to)
                return (found, false);
            var people = PassingOn.All(
                transaction,
                found.Id,
                to.Id,
                staff.Coordinator.Id,
                time,
                TellsIn(form) ? word : null
            );
            NotePassedOn(transaction, staff, found, people, to);
            return (found, true);
        });
        if (account is null)
            return PageRoutes.Missing(support);
        return PageRoutes.Go($"{Home}/{account.Id}{(isDone ? "?bewaard=overgedragen" : "")}");
    }

    /// <summary>Each caregiver can read that they have another coordinator.</summary>
    private void NotePassedOn(
        Transaction transaction,
        SignedInStaff staff,
        Coordinator from,
        IReadOnlyList<long> people,
        Coordinator? to
    )
    {
        var by = staff.On(Ground.Accounts) with { ForStaffId = from.Id };
        foreach (var one in people)
            recorder.Add(transaction, by, Verb.PassOn.Of(Thing.Account, to!.Id), one);
    }

    private IResult Ask(
        SignedInStaff staff,
        HttpContext context,
        string chosen,
        bool tells,
        FormError? error,
        int status = StatusCodes.Status200OK
    )
    {
        var (account, people, others, away, gaps) = database.Read(transaction =>
            AccountEndpoints.Find(transaction, context) is { MaySignIn: true } found
                ? (
                    found,
                    RemovalTable.CountPeople(transaction, found.Id),
                    AccountReading.Others(transaction, found.Id),
                    AbsenceTable.Away(transaction, time.Today),
                    AccountReading.GapsWithout(transaction, found.Id, time)
                )
                : default
        );
        return account is null
            ? PageRoutes.Missing(support)
            : PageRoutes.Show<AccountRemovePage>(
                new AccountRemoveModel(
                    shells.For(context, staff),
                    account.Id,
                    Plainly.Shown(account.CalledAs),
                    people,
                    others,
                    chosen,
                    error
                )
                {
                    Tells = tells,
                    Away = away,
                    Gaps = gaps,
                },
                status
            );
    }

    private static bool TellsIn(PostedForm form) => form.Fields["laat-weten"] == "ja";

    private static Coordinator? Chosen(Transaction transaction, Coordinator account, string chosen) =>
        AccountReading.Others(transaction, account.Id).FirstOrDefault(one => Texts.Number(one.Id) == chosen);
}
