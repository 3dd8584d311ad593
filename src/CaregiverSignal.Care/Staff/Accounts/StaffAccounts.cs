using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>The accounts of staff: who comes in, and what they may do.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit, and others are told
/// of who gets or loses a right.</remarks>
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

    /// <summary>How many people an account has.</summary>
    public Task<int> PeopleOfAsync(long id, CancellationToken stop = default) =>
        database.ReadAsync(transaction => RemovalTable.CountPeople(transaction, id), stop);

    /// <summary>The same of all; who has none is left out.</summary>
    public Task<IReadOnlyDictionary<long, int>> PeopleOfAllAsync(CancellationToken stop = default) =>
        database.ReadAsync(RemovalTable.CountPeopleOfAll, stop);

    /// <summary>For whom nobody looks when this account is gone, and who it is.</summary>
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

    /// <summary>Those who came in, and can give tasks to others.</summary>
    public Task<IReadOnlyList<Coordinator>> AdministratorsAsync() =>
        database.ReadAsync(CoordinatorTable.Administrators);

    /// <summary>Makes the first account, a team lead and administrator, with a link to show.</summary>
    /// <returns>Null where somebody was invited already.</returns>
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

    /// <summary>Invites from the command line, with a link to show; who has an account begins anew with it.</summary>
    /// <param name="name">Null to leave it as it is.</param>
    /// <param name="roles">None to leave them, or for the usual ones of a new account.</param>
    /// <param name="resets">Whether passkeys and codes go too.</param>
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

    /// <returns>The account; null when the address has one that may sign in.</returns>
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

    /// <summary>Mails a new link to who has not come in yet, or lost their telephone: what opened before opens no
    /// longer, and they hear of it.</summary>
    /// <returns>False when there is no such account.</returns>
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
    /// <returns>What stands in the way; null when it is changed.</returns>
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

    /// <summary>Gives all people of an account to a colleague.</summary>
    /// <param name="tells">Whether the caregivers get a word of it.</param>
    /// <returns>What stands in the way; null when they went.</returns>
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

    /// <summary>Removes an account; their people, if any, go to a colleague.</summary>
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

/// <param name="Key">Of the link; it is shown here, and stored as a hash only.</param>
/// <param name="Ended">How many unused links of an account ended; null where it is new.</param>
public sealed record OperatorInvitation(string Key, Coordinator Account, int? Ended);

/// <param name="Owner">The colleague for whom they look.</param>
public sealed record PromisedFor(Coordinator Owner, StandsFor Promise);
