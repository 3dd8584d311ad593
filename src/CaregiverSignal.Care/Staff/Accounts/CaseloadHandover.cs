using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>Which caregivers are with which coordinator, and handing them over.</summary>
/// <remarks>May be shared between threads. Handovers are in the audit log in the same commit.</remarks>
public sealed class CaseloadHandover(Database database, AuditWriter auditWriter, NewCoordinatorMail word, SiteTime time)
{
    /// <summary>The account whose caregivers the reader may hand over: their own, or that of a colleague whom they
    /// lead.</summary>
    /// <param name="account">Null for their own.</param>
    /// <returns>Null for anybody else, as if there were no such account.</returns>
    public async Task<Coordinator?> FindAsync(long? account, SignedInStaff staff, CancellationToken stop = default) =>
        account is not { } id ? staff.Coordinator
        : await database.ReadAsync(async transaction => await CoordinatorTable.Get(transaction, id), stop)
            is { } colleague
        && staff.Leads(colleague)
            ? colleague
        : null;

    /// <summary>Who can take over a colleague's caregivers, and who of them is away.</summary>
    public Task<IReadOnlyList<ColleagueNow>> ColleaguesOfAsync(long account, CancellationToken stop = default) =>
        database.ReadAsync(transaction => ColleaguesOf(transaction, account), stop);

    /// <summary>A coordinator's caregivers; those shown are in the audit log first.</summary>
    /// <param name="only">Those reached from a case; none for all.</param>
    public async Task<CaseloadToPassOn> LookAsync(
        Coordinator owner,
        IReadOnlyCollection<long> only,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var caseload = await database.ReadAsync(
            async transaction =>
            {
                List<Coordinator> led = [.. (await CoordinatorTable.ByName(transaction)).Where(staff.Leads)];
                var withPeople = await RemovalTable.CountPeople(
                    transaction,
                    [.. led.Select(colleague => colleague.Id)]
                );
                var people = await CaseloadTable.ToPassOn(transaction, owner.Id);
                return new CaseloadToPassOn(
                    [.. people.Where(person => only.Count == 0 || only.Contains(person.Id))],
                    people.Count,
                    (await AgreedCallTable.Of(transaction, [owner.Id], DateOnly.MinValue, DateOnly.MaxValue)).ToLookup(
                        call => call.CaregiverId
                    ),
                    await ColleaguesOf(transaction, owner.Id),
                    [.. led.Where(colleague => withPeople.ContainsKey(colleague.Id) || colleague.Id == owner.Id)]
                );
            },
            stop
        );
        await auditWriter.AddListAsync(
            staff.For(owner, Ground.Own),
            AuditAction.Look,
            AuditTarget.People,
            caseload.People.Select(person => person.Id),
            stop
        );
        return caseload;
    }

    /// <summary>Hands over caregivers who are still with their coordinator.</summary>
    /// <param name="people">Null for all.</param>
    /// <param name="tells">Whether the caregivers are notified.</param>
    /// <returns>Who went to whom; null if there is no such colleague.</returns>
    public Task<PassedOn?> PassOnAsync(
        Coordinator owner,
        IReadOnlyList<long>? people,
        long? toId,
        bool tells,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await ColleagueOf(transaction, owner.Id, toId) is not { } to)
                    return null;
                var passed = new List<long>();
                foreach (var id in people ?? await CaregiverTable.IdsOf(transaction, owner.Id))
                {
                    if (
                        !await PassingOn.One(
                            transaction,
                            id,
                            owner.Id,
                            to.Id,
                            staff.Coordinator.Id,
                            time,
                            tells ? word : null
                        )
                    )
                        continue;
                    passed.Add(id);
                    await auditWriter.Add(
                        transaction,
                        staff.For(owner, Ground.Own),
                        AuditAction.PassOn.Of(AuditTarget.Account, to.Id),
                        id
                    );
                }

                return new PassedOn(
                    to,
                    [.. (await CaseloadTable.People(transaction, passed)).OrderBy(person => passed.IndexOf(person.Id))]
                );
            },
            stop
        );

    internal static async Task<Coordinator?> ColleagueOf(Transaction transaction, long account, long? chosen) =>
        (await OthersOf(transaction, account)).FirstOrDefault(colleague => colleague.Id == chosen);

    private async Task<IReadOnlyList<ColleagueNow>> ColleaguesOf(Transaction transaction, long account)
    {
        var away = await AbsenceTable.Away(transaction, time.Today);
        return
        [
            .. (await OthersOf(transaction, account)).Select(colleague => new ColleagueNow(
                colleague,
                away.Contains(colleague.Id)
            )),
        ];
    }

    private static async Task<IEnumerable<Coordinator>> OthersOf(Transaction transaction, long account) =>
        (await CoordinatorTable.ByName(transaction)).Where(colleague => colleague.IsThere && colleague.Id != account);
}

/// <param name="Count">How many there are in all.</param>
/// <param name="Calls">Agreed or promised calls, which go along.</param>
/// <param name="Led">Colleagues whose caregivers the reader may hand over as well.</param>
public sealed record CaseloadToPassOn(
    IReadOnlyList<PersonRow> People,
    int Count,
    ILookup<long, AgreedCall> Calls,
    IReadOnlyList<ColleagueNow> Colleagues,
    IReadOnlyList<Coordinator> Led
);

public sealed record PassedOn(Coordinator To, IReadOnlyList<PersonRow> People);

public sealed record ColleagueNow(Coordinator Colleague, bool IsAway);
