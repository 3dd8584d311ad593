using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>The people whom coordinators follow: all, or the results of a search.</summary>
/// <remarks>May be shared between threads. Names are in the audit log before they are shown.</remarks>
public sealed class PeopleLists(Database database, AuditWriter auditWriter, SaidCourses courses, SiteTime time)
{
    /// <param name="isTeam">Also those of the team.</param>
    /// <param name="status">The only state shown; empty for all.</param>
    /// <param name="agreed">Only those with an agreement.</param>
    /// <param name="least">Only those who give this much care; null for all.</param>
    /// <param name="withSignal">Only those with an open signal.</param>
    /// <param name="most">The size of a page; one more row is read, to know if there are more.</param>
    /// <param name="by">To look, or to export them in a file.</param>
    public async Task<FoundPeople> ListAsync(
        bool isTeam,
        string status,
        bool agreed,
        CaringAtLeast? least,
        bool withSignal,
        PeopleOrder order,
        int most,
        int skip,
        SignedInStaff staff,
        AuditAction by,
        CancellationToken stop = default
    )
    {
        var whose = isTeam ? staff.Sees : staff.ActsFor;
        var found = await database.ReadAsync(
            async transaction =>
            {
                DateOnly? agreedOn = agreed ? time.Today : null;
                var rows = await CaseloadTable.People(
                    transaction,
                    whose,
                    status,
                    agreedOn,
                    least,
                    withSignal,
                    order,
                    most + 1,
                    skip
                );
                async Task<int> Count(CaringAtLeast? others) =>
                    others is null
                        ? 0
                        : await CaseloadTable.CountPeople(transaction, whose, status, agreedOn, others, withSignal);
                return new FoundPeople(
                    [.. rows.Take(most)],
                    rows.Count > most,
                    await CasesOf(transaction, whose),
                    // A file has no pictures.
                    await courses.Of(
                        transaction,
                        by == AuditAction.Export ? [] : [.. rows.Take(most).Select(row => row.Id)]
                    ),
                    transaction.Unreadable
                )
                {
                    Unknown = await Count(least is null ? null : least with { IsUnknown = true, IsTownless = false }),
                    Townless = await Count(
                        least is null ? null : least with { Place = "", IsUnknown = false, IsTownless = true }
                    ),
                };
            },
            stop
        );
        await auditWriter.AddListAsync(
            staff.On(isTeam ? Ground.Team : Ground.Own),
            by,
            AuditTarget.People,
            found.Rows.Select(person => person.Id),
            stop
        );
        return found;
    }

    /// <summary>Finds people by name, number or phone, best match first.</summary>
    public async Task<FoundPeople> SearchAsync(
        string words,
        int most,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var found = await database.ReadAsync(
            async transaction =>
            {
                var search = new PeopleSearch(words);
                var matches = search.Among(await FindTable.Of(transaction, staff.Sees)).Take(most + 1).ToList();
                var names = (await CoordinatorTable.All(transaction)).ToDictionary(
                    owner => owner.Id,
                    owner => owner.CalledAs
                );
                var rows = (
                    await CaseloadTable.People(transaction, [.. matches.Select(match => match.Id)])
                ).ToDictionary(row => row.Id);
                return new FoundPeople(
                    [.. matches.Where(match => rows.ContainsKey(match.Id)).Take(most).Select(match => rows[match.Id])],
                    matches.Count > most,
                    await CasesOf(transaction, [.. matches.Select(match => match.CoordinatorId).Distinct()]),
                    await courses.Of(transaction, [.. rows.Keys]),
                    transaction.Unreadable
                )
                {
                    IsNearly = search.IsNearly,
                    Owners = matches.ToDictionary(match => match.Id, match => names[match.CoordinatorId]),
                };
            },
            stop
        );
        await auditWriter.AddListAsync(
            staff.On(Ground.Team),
            AuditAction.Search,
            AuditTarget.People,
            found.Rows.Select(person => person.Id),
            stop
        );
        return found;
    }

    private async Task<Dictionary<long, WorkItem>> CasesOf(Transaction transaction, IReadOnlyCollection<long> whose) =>
        WorklistOrder
            .Order(await SignalTable.OpenCases(transaction, whose), time.Today, time.WorkingDays)
            .ToDictionary(item => item.Case.CaregiverId);
}

/// <param name="Cases">The open case of each person who has one.</param>
/// <param name="Courses">How long they can go on, over twelve months.</param>
/// <param name="Unreadable">Unreadable rows.</param>
public sealed record FoundPeople(
    IReadOnlyList<PersonRow> Rows,
    bool HasMore,
    IReadOnlyDictionary<long, WorkItem> Cases,
    IReadOnlyDictionary<long, SaidCourse> Courses,
    IReadOnlyList<UnreadableRow> Unreadable
)
{
    /// <summary>Whether no name matches exactly.</summary>
    public bool IsNearly { get; init; }

    /// <summary>How many people's hours or first day of care are unknown.</summary>
    public int Unknown { get; init; }

    /// <summary>How many give that much care while no municipality is known.</summary>
    public int Townless { get; init; }

    /// <summary>The coordinator of each person found.</summary>
    public IReadOnlyDictionary<long, string> Owners { get; init; } = new Dictionary<long, string>();
}

public enum PeopleOrder
{
    Name,

    /// <summary>By last answer, newest first.</summary>
    Answer,

    /// <summary>By how long they say they can go on, shortest first.</summary>
    Course,
}
