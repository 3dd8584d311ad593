using CaregiverSignal.Desk.Caseloads;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>Removes a colleague's account, after asking who takes over.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class RemoveAccountModel(
    Database database,
    Recorder recorder,
    NewCoordinatorMail word,
    AccountMail news,
    SiteTime time
) : StaffPage
{
    private static readonly Texts Shared = Texts.Of(typeof(AccountModel));

    [BindProperty]
    public long? ToId { get; set; }

    /// <summary>Whether the caregivers get a word of it.</summary>
    [BindProperty]
    public bool Tells { get; set; }

    public Coordinator Account { get; private set; } = null!;

    public int People => database.Read(transaction => RemovalTable.CountPeople(transaction, Account.Id));

    public IReadOnlyList<SelectListItem> Colleagues =>
        database.Read(transaction => PassingOnModel.ColleaguesOf(transaction, Account.Id, time.Today));

    /// <summary>For which colleagues nobody looks then, a sentence each.</summary>
    public IReadOnlyList<string> Gaps =>
        database.Read(transaction =>
        {
            var accounts = CoordinatorTable.All(transaction);
            return AbsenceTable
                .Promised(transaction, Account.Id, time.Today)
                .Select(one =>
                    T[
                        "Away",
                        ("naam", Plainly.Shown(accounts.First(other => other.Id == one.OwnerId).CalledAs)),
                        ("dag", Texts.Day(one.UntilOn!.Value.AddDays(-1)))
                    ]
                )
                .ToList();
        });

    public IActionResult OnGet(long account)
    {
        Tells = true;
        return database.Read(transaction => Finds(transaction, account)) ? Page() : Missing();
    }

    [FreshSignIn]
    public IActionResult OnPost(long account)
    {
        var isFound = database.Write(transaction =>
        {
            if (!Finds(transaction, account))
                return false;
            var isLast = Account.IsAdministrator && AccountChange.IsLast(transaction, Account);
            var to = PassingOnModel.ColleagueOf(transaction, account, ToId);
            var isTaken = to is not null || RemovalTable.CountPeople(transaction, account) == 0;
            ModelState.Require(!isLast, "", Shared["Error.LastAdministrator"]);
            ModelState.Require(isTaken, nameof(ToId), Shared["Error.To"]);
            if (!ModelState.IsValid)
                return true;
            var mail = Tells ? word : null;
            var removed = Removing.Remove(transaction, Account, to, time, Staff.Coordinator.Id, mail);
            Note(recorder, transaction, Staff.On(Ground.Accounts), account, removed.People, to?.Id);
            news.TellOthers(transaction, Account, "Gone", Staff.On(Ground.Accounts));
            recorder.Add(transaction, Staff.On(Ground.Accounts), Verb.Erase.Of(Thing.Account, account));
            return true;
        });
        return !isFound ? Missing()
            : ModelState.IsValid ? Saved(T["Saved"], StaffRoutes.Accounts)
            : Invalid();
    }

    /// <summary>Each caregiver can read that they have another coordinator.</summary>
    internal static void Note(
        Recorder recorder,
        Transaction transaction,
        Actor by,
        long from,
        IReadOnlyList<long> people,
        long? to
    )
    {
        foreach (var one in people)
            recorder.Add(transaction, by with { ForStaffId = from }, Verb.PassOn.Of(Thing.Account, to!.Value), one);
    }

    private bool Finds(Transaction transaction, long account)
    {
        Account = CoordinatorTable.Get(transaction, account)!;
        return Account is { MaySignIn: true };
    }
}
