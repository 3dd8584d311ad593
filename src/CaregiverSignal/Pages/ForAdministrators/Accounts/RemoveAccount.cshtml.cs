using CaregiverSignal.Pages.ForCoordinators.Caseloads;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForAdministrators.Accounts;

/// <summary>Removes a colleague's account, after asking who takes over.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class RemoveAccountModel(StaffAccounts accounts, Staff.Accounts.Caseloads caseloads) : StaffPage
{
    private static readonly Texts Shared = Texts.Of(typeof(AccountModel));

    [BindProperty]
    public long? ToId { get; set; }

    /// <summary>Whether the caregivers get a word of it.</summary>
    [BindProperty]
    public bool Tells { get; set; }

    public Coordinator Account { get; private set; } = null!;

    public int People => accounts.PeopleOf(Account.Id);

    public IReadOnlyList<SelectListItem> Colleagues => PassingOnModel.ColleaguesIn(caseloads.ColleaguesOf(Account.Id));

    /// <summary>For which colleagues nobody looks then, a sentence each.</summary>
    public IEnumerable<string> Gaps =>
        accounts
            .PromisedBy(Account.Id)
            .Select(promised =>
                T[
                    "Away",
                    ("naam", DisplayText.Visible(promised.Owner.CalledAs)),
                    ("dag", Texts.Day(promised.Promise.UntilOn!.Value.AddDays(-1)))
                ]
            );

    public IActionResult OnGet(long account)
    {
        Tells = true;
        return Finds(account) ? Page() : Missing();
    }

    [FreshSignIn]
    public IActionResult OnPost(long account)
    {
        if (!Finds(account))
            return Missing();
        var problems = accounts.Remove(account, ToId, Tells, Staff);
        if (problems.Contains(AccountProblem.Gone))
            return Missing();
        var isLast = problems.Contains(AccountProblem.LastAdministrator);
        ModelState.Require(!isLast, "", Shared["Error.LastAdministrator"]);
        ModelState.Require(!problems.Contains(AccountProblem.HasPeople), nameof(ToId), Shared["Error.To"]);
        return ModelState.IsValid ? Saved(T["Saved"], StaffRoutes.Accounts) : Invalid();
    }

    private bool Finds(long account)
    {
        Account = accounts.Find(account)!;
        return Account is { MaySignIn: true };
    }
}
