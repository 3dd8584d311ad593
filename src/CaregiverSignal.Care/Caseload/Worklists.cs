using CaregiverSignal.CheckIns;
using CaregiverSignal.Concerns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>What there is to do for the people of a coordinator or a team, from all sources.</summary>
/// <remarks>May be shared between threads. The page records the names shown, once it knows which rows could be
/// read.</remarks>
public sealed class Worklists(Database database, CurrentSettings settings, SaidCourses courses, SiteTime time)
{
    /// <summary>How many untaken concerns appear among the rest: anybody can send them.</summary>
    private const int MostReports = 20;

    /// <summary>The most rows of a source with a limit: more than anybody looks at (our choice).</summary>
    private const int Most = 1000;

    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);

    /// <summary>What there is to do, in the order of each source.</summary>
    public Task<Work> ReadAsync(WorkScope scope, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await WorkOf(transaction, scope), stop);

    /// <summary>The words about the people shown, and the facts around them.</summary>
    /// <param name="ids">The caregivers shown; more is read about them.</param>
    /// <param name="typed">The check-in just typed in; null for none.</param>
    public Task<ShownWork> ShowAsync(
        WorkScope scope,
        Work work,
        IReadOnlyList<long> ids,
        long? typed,
        CancellationToken stop = default
    ) =>
        database.ReadAsync(
            async transaction =>
            {
                var staff = scope.Staff;
                var signals = work.Items.ToDictionary(item => item.Case.CaregiverId, item => item.Case.Id);
                var withCase = ids.Where(signals.ContainsKey).ToList();
                var said = await CaseloadTable.SaidBy(transaction, withCase);
                var justTyped = typed is { } checkIn
                    ? await JustTypedOf(transaction, checkIn, staff, work.ToAsk)
                    : null;
                var hasNobody =
                    ids.Count == 0
                    && scope.IsMine
                    && staff.Coordinator.IsTeamLead
                    && (await CaseloadTable.Counts(transaction, scope.Whose, time.Now)).All(count => count.People == 0);
                var letters = (await CheckInTable.OnPaper(transaction, staff.ActsFor)).Count(paper =>
                    paper.PostedOn is null
                );
                return new ShownWork(
                    Found: (
                        await FindingTable.OfSignals(transaction, [.. withCase.Select(id => signals[id])])
                    ).ToLookup(found => found.SignalId),
                    Said: said,
                    Now: await AnswersNow.OfAll(transaction, [.. said.Keys], settings.Signals, time),
                    Courses: await courses.Of(transaction, ids),
                    BeforeCalling: (
                        await PersonDetailsTable.BeforeCalling(
                            transaction,
                            justTyped?.Next is { } next ? [.. ids, next.CaregiverId] : ids,
                            settings.SupportPoint.Language
                        )
                    ).ToDictionary(known => known.CaregiverId, known => known.Details),
                    HasNobody: hasNobody,
                    NextAskOn: ids.Count == 0 && !hasNobody
                        ? await CaseloadTable.NextAskOn(transaction, scope.Whose)
                        : null,
                    IsAlertLate: await ReturnTable.CountLate(transaction, time.Now) > 0,
                    Letters: letters,
                    ToPrint: letters == 0 ? 0 : await CheckInTable.ToPrint(transaction, staff.ActsFor),
                    JustTyped: justTyped,
                    Uncovered: staff.Coordinator.IsTeamLead ? await UncoveredFor(transaction, staff) : [],
                    Coming: await AbsenceTable.Coming(transaction, staff.Coordinator.Id, time.Today),
                    Unreadable: [.. work.Unreadable.Union(transaction.Unreadable)]
                );
            },
            stop
        );

    private async Task<Work> WorkOf(Transaction transaction, WorkScope scope)
    {
        var staff = scope.Staff;
        var team = await TeamRead.Of(transaction, scope, time);
        List<OpenTask> tasks =
        [
            .. (await OpenTaskTable.Of(transaction, staff.Sees, time)).Where(task =>
                scope.Has(task)
                && (
                    task.Kind != StaffTaskKind.Safety
                    || task.EscalatedTo == staff.Coordinator.Id
                    || staff.SeesAllSafetyOf(task.CoordinatorId)
                )
            ),
        ];
        return new Work(
            [.. team.Items],
            WorklistOrder.Sorted(
                // Escalated cases are on the deputy's own list.
                team.Items.Where(item =>
                    scope.Has(
                        item.Case.CoordinatorId,
                        item.Case.IsWithDeputy && staff.StandsInFor(item.Case.CoordinatorId)
                    )
                )
            ),
            scope.OneOf is null
                ? await ConcernReportTable.Open(transaction, scope.IsOfReports ? Most : MostReports, Most)
                : [],
            scope.OneOf is null ? await ConcernReportTable.CountOpen(transaction) : 0,
            await CaseloadTable.ToAsk(transaction, scope.Whose, time.Today, Most, scope.IsMine ? staff : null),
            tasks,
            await TaskFacts.Of(transaction, tasks, staff.Sees, time),
            await CaseloadTable.Unreached(transaction, scope.Whose, time.Now - UnreachedSince, Most),
            await KeepingTable.Soon(transaction, scope.Whose, time.Today.AddDays(KeepingTable.NoticeDays)),
            team.Names,
            await team.Loads(transaction),
            transaction.Unreadable
        );
    }

    private static async Task<JustTyped?> JustTypedOf(
        Transaction transaction,
        long id,
        SignedInStaff staff,
        IReadOnlyList<ToAsk> toAsk
    ) =>
        await CheckInTable.Get(transaction, id) is { AnsweredAt: not null } checkIn
        && (await CaregiverTable.Get(transaction, checkIn.CaregiverId))! is var caregiver
        && staff.Sees.Contains(caregiver.CoordinatorId)
            ? new JustTyped(caregiver, toAsk.FirstOrDefault(ask => ask.CheckInId != id))
            : null;

    /// <summary>Colleagues whose people a team lead has to give to somebody else.</summary>
    private static async Task<List<(Coordinator, int)>> UncoveredFor(Transaction transaction, SignedInStaff staff)
    {
        List<Coordinator> gone =
        [
            .. (await CoordinatorTable.All(transaction)).Where(colleague =>
                !colleague.IsThere && staff.Leads(colleague)
            ),
        ];
        if (gone.Count == 0)
            return [];
        var people = await RemovalTable.CountPeople(transaction, [.. gone.Select(colleague => colleague.Id)]);
        return
        [
            .. gone.Where(colleague => people.ContainsKey(colleague.Id))
                .Select(colleague => (colleague, people[colleague.Id])),
        ];
    }
}

/// <param name="OneOf">The one colleague it is narrowed to; null for their own people or the team.</param>
/// <param name="Whose">The coordinators whose caregivers are on it.</param>
public record WorkScope(SignedInStaff Staff, bool IsTeam, long? OneOf, IReadOnlyList<long> Whose)
{
    /// <summary>Whether it is their own people, and what was escalated to them.</summary>
    public bool IsMine => !IsTeam && OneOf is null;

    /// <summary>Whether it was narrowed to concerns, so that all of them are on it.</summary>
    public virtual bool IsOfReports => false;

    /// <summary>Whether a task is on this list.</summary>
    public bool Has(OpenTask task) => Has(task.CoordinatorId, task.EscalatedTo == Staff.Coordinator.Id);

    /// <param name="isWithMe">Whether it was escalated to the reader.</param>
    public bool Has(long ownerId, bool isWithMe) =>
        Staff.Sees.Contains(ownerId) && (Whose.Contains(ownerId) || (IsMine && isWithMe));
}

/// <summary>What there is to do, from all sources of a worklist.</summary>
/// <param name="Cases">The open cases of all whom the reader sees; each coordinator's are in order.</param>
/// <param name="Items">Those of them on the list, in its order.</param>
/// <param name="OpenReports">The number of open concerns, which may exceed those listed.</param>
/// <param name="ToAsk">The people to ask, in order.</param>
/// <param name="Names">Colleagues' names by number, without the reader.</param>
/// <param name="Loads">The workload of a team lead's coordinators; for anybody else their own.</param>
public sealed record Work(
    IReadOnlyList<WorkItem> Cases,
    IReadOnlyList<WorkItem> Items,
    IReadOnlyList<ConcernReport> Reports,
    int OpenReports,
    IReadOnlyList<ToAsk> ToAsk,
    IReadOnlyList<OpenTask> Tasks,
    TaskFacts OfTasks,
    IReadOnlyList<Unreached> Unreached,
    IReadOnlyList<SoonErased> SoonErased,
    IReadOnlyDictionary<long, string> Names,
    IReadOnlyList<CaseloadRow> Loads,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <summary>What else the page of a worklist says.</summary>
/// <param name="Found">Findings of the cases shown, by signal, newest first.</param>
/// <param name="Said">Who they are and what they last said, by caregiver; without unreadable ones.</param>
/// <param name="Now">What their answers say today, for those in <see cref="Said"/>.</param>
/// <param name="Courses">How long those shown can go on, over twelve months, by caregiver.</param>
/// <param name="BeforeCalling">What to know before calling; without those of whom there is nothing.</param>
/// <param name="HasNobody">Whether nobody is shown and the team lead follows nobody themselves.</param>
/// <param name="NextAskOn">When the next questions go out, if nobody is shown; null if they do not.</param>
/// <param name="IsAlertLate">Whether an overdue alert has not reached the relay, or one came back.</param>
/// <param name="Letters">How many people should get a letter.</param>
/// <param name="ToPrint">How many of these letters can be printed, as the address is known.</param>
/// <param name="Uncovered">For a team lead: colleagues who cannot look after their people, and how many those
/// are.</param>
/// <param name="Coming">Absences that the reader will cover.</param>
public sealed record ShownWork(
    ILookup<long, StoredFinding> Found,
    IReadOnlyDictionary<long, LastSaid> Said,
    IReadOnlyDictionary<long, AnswersNow> Now,
    IReadOnlyDictionary<long, SaidCourse> Courses,
    IReadOnlyDictionary<long, PersonDetails> BeforeCalling,
    bool HasNobody,
    DateOnly? NextAskOn,
    bool IsAlertLate,
    int Letters,
    int ToPrint,
    JustTyped? JustTyped,
    IReadOnlyList<(Coordinator Colleague, int People)> Uncovered,
    IReadOnlyList<AbsencePeriod> Coming,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <summary>The caregiver whose check-in was just typed in.</summary>
/// <param name="Next">The next person; null if nobody else waits to be asked.</param>
public sealed record JustTyped(Caregiver Caregiver, ToAsk? Next);
