using CaregiverSignal.Pages.ForCoordinators.Caseloads;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForAdministrators.Accounts;

[Authorize(StaffPolicies.Accounts)]
public sealed class RemoveAccountModel(StaffAccounts accounts, CaseloadHandover caseloads) : StaffPage
{
    private static readonly Texts Shared = Texts.Of(typeof(AccountModel));

    [BindProperty]
    public long? ToId { get; set; }

    /// <summary>Whether the caregivers are notified.</summary>
    [BindProperty]
    public bool Tells { get; set; }

    public Coordinator Account { get; private set; } = null!;

    public Task<int> PeopleAsync() => accounts.PeopleOfAsync(Account.Id);

    public async Task<IReadOnlyList<SelectListItem>> ColleaguesAsync() =>
        PassingOnModel.ColleaguesIn(await caseloads.ColleaguesOfAsync(Account.Id));

    /// <summary>The colleagues whom nobody would cover then, one sentence each.</summary>
    public async Task<IEnumerable<string>> GapsAsync() =>
        (await accounts.PromisedByAsync(Account.Id)).Select(promised =>
            T[
                "Away",
                ("naam", DisplayText.Visible(promised.Owner.CalledAs)),
                ("dag", Texts.Day(promised.Promise.UntilOn!.Value.AddDays(-1)))
            ]
        );

    public async Task<IActionResult> OnGetAsync(long account, CancellationToken stop = default)
    {
        Tells = true;
        return await FindsAsync(account, stop) ? Page() : Missing();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(long account, CancellationToken stop = default)
    {
        if (!await FindsAsync(account, stop))
            return Missing();
        var problems = await accounts.RemoveAsync(account, ToId, Tells, Staff, stop);
        if (problems.Contains(AccountProblem.Gone))
            return Missing();
        var isLast = problems.Contains(AccountProblem.LastAdministrator);
        ModelState.Require(!isLast, "", Shared["Error.LastAdministrator"]);
        ModelState.Require(!problems.Contains(AccountProblem.HasPeople), nameof(ToId), Shared["Error.To"]);
        return ModelState.IsValid ? Saved(T["Saved"], StaffRoutes.Accounts) : Invalid();
    }

    private async Task<bool> FindsAsync(long account, CancellationToken stop = default)
    {
        Account = (await accounts.FindAsync(account, stop))!;
        return Account is { MaySignIn: true };
    }
}
