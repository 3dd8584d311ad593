using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>Staff accounts: who can sign in, and their rights.</summary>
/// <remarks>May be shared between threads. Changes are in the audit log in the same commit, and other people are told
/// who gains or loses a right.</remarks>
public sealed class StaffAccounts(
    Database database,
    AuditWriter auditWriter,
    StaffInvitations staffInvitations,
    ResetSignIn reset,
    NewCoordinatorMail word,
    AccountMail news,
    SiteTime time
)
{
    public Task<IReadOnlyList<Coordinator>> AllAsync(CancellationToken stop = default) =>
        database.ReadAsync(CoordinatorTable.ByName, stop);

    public Task<Coordinator?> FindAsync(long id, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await CoordinatorTable.Get(transaction, id), stop);

    public Task<int> PeopleOfAsync(long id, CancellationToken stop = default) =>
        database.ReadAsync(transaction => RemovalTable.CountPeople(transaction, id), stop);

    /// <summary>Likewise for all accounts; those without any are left out.</summary>
    public Task<IReadOnlyDictionary<long, int>> PeopleOfAllAsync(CancellationToken stop = default) =>
        database.ReadAsync(RemovalTable.CountPeopleOfAll, stop);

    /// <summary>The caregivers nobody would look after without this account, and the account itself.</summary>
    public Task<IReadOnlyList<PromisedFor>> PromisedByAsync(long id, CancellationToken stop = default) =>
        database.ReadAsync<IReadOnlyList<PromisedFor>>(
            async transaction =>
            {
                var accounts = (await CoordinatorTable.All(transaction)).ToDictionary(account => account.Id);
                return (await AbsenceTable.Promised(transaction, id, time.Today))
                    .Select(promise => new PromisedFor(accounts[promise.OwnerId], promise))
                    .ToList();
            },
            stop
        );

    public Task<bool> IsAnybodyInvitedAsync() => database.ReadAsync(CoordinatorTable.IsAnybodyInvited);

    /// <summary>Accounts in use that can give tasks to others.</summary>
    public Task<IReadOnlyList<Coordinator>> AdministratorsAsync() =>
        database.ReadAsync(CoordinatorTable.Administrators);

    /// <summary>Makes the first account, a team lead and administrator, and returns its link.</summary>
    /// <returns>Null if somebody was invited before.</returns>
    public Task<SentInvitation?> InviteFirstAsync(string name, string email, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
                await CoordinatorTable.IsAnybodyInvited(transaction)
                    ? null
                    : await staffInvitations.Invite(
                        transaction,
                        email,
                        new AccountChange(name, await StaffInvitations.UsualRoles(transaction), TeamId: null),
                        Actor.CommandLine,
                        byMail: false
                    ),
            stop
        );

    /// <summary>Invites from the command line and returns the link; an existing account starts anew with it.</summary>
    /// <param name="name">Null to leave it unchanged.</param>
    /// <param name="roles">Empty to leave them unchanged, or for a new account's usual ones.</param>
    /// <param name="resets">Whether to delete passkeys and codes too.</param>
    public Task<OperatorInvitation> InviteHereAsync(
        string email,
        string? name,
        IReadOnlyList<StaffRole> roles,
        bool resets,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var usual = await StaffInvitations.UsualRoles(transaction);
                var isNew = await CoordinatorTable.ByEmail(transaction, email) is not { MaySignIn: true };
                var id = await CoordinatorTable.IdOf(transaction, email, time.Now);
                if (name is not null)
                    await CoordinatorTable.SetName(transaction, id, name);
                if (roles.Count > 0 || isNew)
                    await CoordinatorTable.SetRoles(transaction, id, roles.Count > 0 ? roles : usual);
                int? ended =
                    isNew ? null
                    : resets
                        ? await reset.Run(
                            transaction,
                            (await CoordinatorTable.Get(transaction, id))!,
                            Actor.CommandLine
                        )
                    : await AccountRemoval.EndSessions(transaction, id, time.Now);
                var sent = await staffInvitations.Invite(transaction, id, Actor.CommandLine, byMail: false);
                return new OperatorInvitation(sent.Key.Clear, (await CoordinatorTable.Get(transaction, id))!, ended);
            },
            stop
        );

    /// <returns>The account; null if the address has one that may sign in.</returns>
    public Task<Coordinator?> InviteAsync(
        string email,
        AccountChange asked,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await CoordinatorTable.ByEmail(transaction, email) is { MaySignIn: true })
                    return null;
                await staffInvitations.Invite(transaction, email, asked, staff.On(Ground.Accounts), byMail: true);
                return await CoordinatorTable.ByEmail(transaction, email);
            },
            stop
        );

    /// <summary>Mails a new link to a colleague who has not signed in yet, or lost their phone: earlier keys stop
    /// working, and they are told.</summary>
    /// <returns>False if there is no such account.</returns>
    public Task<bool> BeginAnewAsync(long id, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await CoordinatorTable.Get(transaction, id) is not { } account)
                    return false;
                await reset.Run(transaction, account, staff.On(Ground.Accounts));
                await staffInvitations.Invite(transaction, id, staff.On(Ground.Accounts), byMail: true);
                return true;
            },
            stop
        );

    /// <summary>Changes an account that may sign in.</summary>
    /// <returns>The obstacle; null if it was changed.</returns>
    public Task<AccountProblem?> ChangeAsync(
        long id,
        AccountChange asked,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await CoordinatorTable.Get(transaction, id) is not { MaySignIn: true } account)
                    return AccountProblem.Gone;
                if (await asked.ProblemFor(transaction, account) is { } problem)
                    return problem;
                var changesRights = asked.ChangesRights(account);
                if (changesRights && id == staff.Coordinator.Id)
                    return AccountProblem.Own;
                await asked.Apply(transaction, id);
                var changed = (await CoordinatorTable.Get(transaction, id))!;
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Accounts),
                    AuditAction.Change.Of(AuditTarget.Account, changed.InTheRecord)
                );
                if (changesRights)
                    await news.TellOthers(transaction, changed, "Roles", staff.On(Ground.Accounts));
                return (AccountProblem?)null;
            },
            stop
        );

    /// <summary>Gives all of an account's caregivers to a colleague.</summary>
    /// <param name="tells">Whether the caregivers are notified.</param>
    /// <returns>The obstacle; null if they were handed over.</returns>
    public Task<AccountProblem?> PassOnAllAsync(
        long id,
        long? toId,
        bool tells,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await CoordinatorTable.Get(transaction, id) is null)
                    return AccountProblem.Gone;
                if (await CaseloadHandover.ColleagueOf(transaction, id, toId) is not { } to)
                    return AccountProblem.HasPeople;
                var mail = tells ? word : null;
                var people = await PassingOn.All(transaction, id, to.Id, staff.Coordinator.Id, time, mail);
                await NotePassedOn(transaction, staff, id, people, to.Id);
                return (AccountProblem?)null;
            },
            stop
        );

    /// <summary>Removes an account; its caregivers, if any, go to a colleague.</summary>
    /// <inheritdoc cref="PassOnAllAsync"/>
    public Task<IReadOnlyList<AccountProblem>> RemoveAsync(
        long id,
        long? toId,
        bool tells,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync<IReadOnlyList<AccountProblem>>(
            async transaction =>
            {
                if (await CoordinatorTable.Get(transaction, id) is not { MaySignIn: true } account)
                    return [AccountProblem.Gone];
                var to = await CaseloadHandover.ColleagueOf(transaction, id, toId);
                List<AccountProblem> problems = [];
                if (account.IsAdministrator && await AccountChange.IsLast(transaction, account))
                    problems.Add(AccountProblem.LastAdministrator);
                if (to is null && await RemovalTable.CountPeople(transaction, id) > 0)
                    problems.Add(AccountProblem.HasPeople);
                if (problems.Count > 0)
                    return problems;
                var mail = tells ? word : null;
                var removed = await AccountRemoval.Remove(transaction, account, to, time, staff.Coordinator.Id, mail);
                await NotePassedOn(transaction, staff, id, removed.People, to?.Id);
                await news.TellOthers(transaction, account, "Gone", staff.On(Ground.Accounts));
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Accounts),
                    AuditAction.Erase.Of(AuditTarget.Account, id)
                );
                return [];
            },
            stop
        );

    /// <summary>Each caregiver can read that they have another coordinator.</summary>
    private async Task NotePassedOn(
        Transaction transaction,
        SignedInStaff staff,
        long from,
        IReadOnlyList<long> people,
        long? to
    )
    {
        foreach (var person in people)
            await auditWriter.Add(
                transaction,
                staff.On(Ground.Accounts) with
                {
                    ForStaffId = from,
                },
                AuditAction.PassOn.Of(AuditTarget.Account, to!.Value),
                person
            );
    }
}

/// <param name="Key">The link's key; it is shown here, and stored only as a hash.</param>
/// <param name="Ended">How many unused links ended; null for a new account.</param>
public sealed record OperatorInvitation(string Key, Coordinator Account, int? Ended);

/// <param name="Owner">The colleague whose caregivers they look after.</param>
public sealed record PromisedFor(Coordinator Owner, StandsFor Promise);
