using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>The accounts of staff: who comes in, and what they may do.</summary>
/// <remarks>
/// May be shared between threads. What changes one is in the audit log in the same commit, and others are told of
/// who gets or loses a right.
/// </remarks>
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
    public IReadOnlyList<Coordinator> All() => database.Read(CoordinatorTable.ByName);

    public Coordinator? Find(long id) => database.Read(transaction => CoordinatorTable.Get(transaction, id));

    /// <summary>How many people an account has.</summary>
    public int PeopleOf(long id) => database.Read(transaction => RemovalTable.CountPeople(transaction, id));

    /// <summary>The same of all; who has none is left out.</summary>
    public IReadOnlyDictionary<long, int> PeopleOfAll() => database.Read(RemovalTable.CountPeopleOfAll);

    /// <summary>For whom nobody looks when this account is gone, and who it is.</summary>
    public IReadOnlyList<(Coordinator Owner, StandsFor Promise)> PromisedBy(long id) =>
        database.Read(transaction =>
        {
            var accounts = CoordinatorTable.All(transaction).ToDictionary(account => account.Id);
            return AbsenceTable
                .Promised(transaction, id, time.Today)
                .Select(promise => (accounts[promise.OwnerId], promise))
                .ToList();
        });

    public bool IsAnybodyInvited => database.Read(CoordinatorTable.IsAnybodyInvited);

    /// <summary>Those who came in, and can give tasks to others.</summary>
    public IReadOnlyList<Coordinator> Administrators => database.Read(CoordinatorTable.Administrators);

    /// <summary>Makes the first account, a team lead and administrator, with a link to show.</summary>
    /// <returns>Null where somebody was invited already.</returns>
    public SentInvitation? InviteFirst(string name, string email) =>
        database.Write(transaction =>
            CoordinatorTable.IsAnybodyInvited(transaction)
                ? null
                : staffInvitations.Invite(
                    transaction,
                    email,
                    new AccountChange(name, StaffInvitations.UsualRoles(transaction), TeamId: null),
                    Actor.CommandLine,
                    byMail: false
                )
        );

    /// <summary>Invites from the command line, with a link to show; who has an account begins anew with it.</summary>
    /// <param name="name">Null to leave it as it is.</param>
    /// <param name="roles">None to leave them, or for the usual ones of a new account.</param>
    /// <param name="resets">Whether passkeys and codes go too.</param>
    public OperatorInvitation InviteHere(string email, string? name, IReadOnlyList<StaffRole> roles, bool resets) =>
        database.Write(transaction =>
        {
            var usual = StaffInvitations.UsualRoles(transaction);
            var isNew = CoordinatorTable.ByEmail(transaction, email) is not { MaySignIn: true };
            var id = CoordinatorTable.IdOf(transaction, email, time.Now);
            if (name is not null)
                CoordinatorTable.SetName(transaction, id, name);
            if (roles.Count > 0 || isNew)
                CoordinatorTable.SetRoles(transaction, id, roles.Count > 0 ? roles : usual);
            int? ended =
                isNew ? null
                : resets ? reset.Run(transaction, CoordinatorTable.Get(transaction, id)!, Actor.CommandLine)
                : AccountRemoval.EndSessions(transaction, id, time.Now);
            var sent = staffInvitations.Invite(transaction, id, Actor.CommandLine, byMail: false);
            return new OperatorInvitation(sent.Key.Clear, CoordinatorTable.Get(transaction, id)!, ended);
        });

    /// <returns>The account; null when the address has one that may sign in.</returns>
    public Coordinator? Invite(string email, AccountChange asked, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (CoordinatorTable.ByEmail(transaction, email) is { MaySignIn: true })
                return null;
            staffInvitations.Invite(transaction, email, asked, staff.On(Ground.Accounts), byMail: true);
            return CoordinatorTable.ByEmail(transaction, email);
        });

    /// <summary>
    /// Mails a new link to who has not come in yet, or lost their telephone: what opened before opens no longer, and
    /// they hear of it.
    /// </summary>
    /// <returns>False when there is no such account.</returns>
    public bool BeginAnew(long id, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (CoordinatorTable.Get(transaction, id) is not { } account)
                return false;
            reset.Run(transaction, account, staff.On(Ground.Accounts));
            staffInvitations.Invite(transaction, id, staff.On(Ground.Accounts), byMail: true);
            return true;
        });

    /// <summary>Changes an account that may sign in.</summary>
    /// <returns>What stands in the way; null when it is changed.</returns>
    public AccountProblem? Change(long id, AccountChange asked, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (CoordinatorTable.Get(transaction, id) is not { MaySignIn: true } account)
                return AccountProblem.Gone;
            if (asked.ProblemFor(transaction, account) is { } problem)
                return problem;
            var changesRights = asked.ChangesRights(account);
            if (changesRights && id == staff.Coordinator.Id)
                return AccountProblem.Own;
            asked.Apply(transaction, id);
            var changed = CoordinatorTable.Get(transaction, id)!;
            auditWriter.Add(
                transaction,
                staff.On(Ground.Accounts),
                AuditAction.Change.Of(AuditTarget.Account, changed.InTheRecord)
            );
            if (changesRights)
                news.TellOthers(transaction, changed, "Roles", staff.On(Ground.Accounts));
            return (AccountProblem?)null;
        });

    /// <summary>Gives all people of an account to a colleague.</summary>
    /// <param name="tells">Whether the caregivers get a word of it.</param>
    /// <returns>What stands in the way; null when they went.</returns>
    public AccountProblem? PassOnAll(long id, long? toId, bool tells, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (CoordinatorTable.Get(transaction, id) is null)
                return AccountProblem.Gone;
            if (Caseloads.ColleagueOf(transaction, id, toId) is not { } to)
                return AccountProblem.HasPeople;
            var mail = tells ? word : null;
            var people = PassingOn.All(transaction, id, to.Id, staff.Coordinator.Id, time, mail);
            NotePassedOn(transaction, staff, id, people, to.Id);
            return (AccountProblem?)null;
        });

    /// <summary>Removes an account; their people, if any, go to a colleague.</summary>
    /// <inheritdoc cref="PassOnAll"/>
    public IReadOnlyList<AccountProblem> Remove(long id, long? toId, bool tells, SignedInStaff staff) =>
        database.Write<IReadOnlyList<AccountProblem>>(transaction =>
        {
            if (CoordinatorTable.Get(transaction, id) is not { MaySignIn: true } account)
                return [AccountProblem.Gone];
            var to = Caseloads.ColleagueOf(transaction, id, toId);
            List<AccountProblem> problems = [];
            if (account.IsAdministrator && AccountChange.IsLast(transaction, account))
                problems.Add(AccountProblem.LastAdministrator);
            if (to is null && RemovalTable.CountPeople(transaction, id) > 0)
                problems.Add(AccountProblem.HasPeople);
            if (problems.Count > 0)
                return problems;
            var mail = tells ? word : null;
            var removed = AccountRemoval.Remove(transaction, account, to, time, staff.Coordinator.Id, mail);
            NotePassedOn(transaction, staff, id, removed.People, to?.Id);
            news.TellOthers(transaction, account, "Gone", staff.On(Ground.Accounts));
            auditWriter.Add(transaction, staff.On(Ground.Accounts), AuditAction.Erase.Of(AuditTarget.Account, id));
            return [];
        });

    /// <summary>Each caregiver can read that they have another coordinator.</summary>
    private void NotePassedOn(
        Transaction transaction,
        SignedInStaff staff,
        long from,
        IReadOnlyList<long> people,
        long? to
    )
    {
        foreach (var person in people)
            auditWriter.Add(
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
