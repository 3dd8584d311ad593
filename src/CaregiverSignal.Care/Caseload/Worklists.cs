using CaregiverSignal.CheckIns;
using CaregiverSignal.Concerns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>What is to be done for the people of a coordinator or a team, from all its sources.</summary>
/// <remarks>May be shared between threads. Whose names are shown the page records, once it knows which could be
/// read.</remarks>
public sealed class Worklists(Database database, CurrentSettings settings, SaidCourses courses, SiteTime time)
{
    /// <summary>How many concern reports that nobody took up stand among the rest: anybody can send them.</summary>
    private const int MostReports = 20;

    /// <summary>The most lines of a source that asks for a limit: more than anybody looks at (our choice).</summary>
    private const int Most = 1000;

    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);

    /// <summary>What is to be done, in the order of each source.</summary>
    public Task<Work> ReadAsync(WorkScope scope, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await WorkOf(transaction, scope), stop);

    /// <summary>What is said of those who are shown, and around them.</summary>
    /// <param name="ids">The caregivers who are shown: of these more is read.</param>
    /// <param name="typed">The check-in that was just typed in; null for none.</param>
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
                // What was escalated to somebody is on their own list.
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

    /// <summary>The colleagues whose people a team lead is to give to somebody else.</summary>
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

/// <summary>Whose people a worklist is about.</summary>
/// <param name="OneOf">The one colleague it was narrowed to; null for their own people or the team.</param>
/// <param name="Whose">The coordinators whose caregivers are on it.</param>
public record WorkScope(SignedInStaff Staff, bool IsTeam, long? OneOf, IReadOnlyList<long> Whose)
{
    /// <summary>Their own people, and what came to them.</summary>
    public bool IsMine => !IsTeam && OneOf is null;

    /// <summary>Whether it was narrowed to concern reports, so that all of them are on it.</summary>
    public virtual bool IsOfReports => false;

    /// <summary>Whether a task is on it.</summary>
    public bool Has(OpenTask task) => Has(task.CoordinatorId, task.EscalatedTo == Staff.Coordinator.Id);

    /// <param name="isWithMe">It was escalated to who looks.</param>
    public bool Has(long ownerId, bool isWithMe) =>
        Staff.Sees.Contains(ownerId) && (Whose.Contains(ownerId) || (IsMine && isWithMe));
}

/// <summary>What is to be done, from all sources of a worklist.</summary>
/// <param name="Cases">The open cases of all whom the reader sees; each coordinator's are in order.</param>
/// <param name="Items">Those of them that are on the list, in its order.</param>
/// <param name="OpenReports">How many concern reports are open: more than are on it, when many come.</param>
/// <param name="ToAsk">Who waits to be asked, in order.</param>
/// <param name="Names">What the colleagues are called, by number; without who looks.</param>
/// <param name="Loads">What a team lead's coordinators have to do; for anybody else what they have themselves.</param>
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

/// <summary>What the page of a worklist says besides.</summary>
/// <param name="Found">Of the cases that are shown, by signal, newest first.</param>
/// <param name="Said">Who they are and what they said last, by caregiver; without who cannot be read.</param>
/// <param name="Now">What their answers say today; of those in <see cref="Said"/>.</param>
/// <param name="Courses">How long those who are shown can go on, over twelve months, by caregiver.</param>
/// <param name="BeforeCalling">What whoever calls has to know first; without those of whom there is nothing.</param>
/// <param name="HasNobody">Whether nobody is shown, and none of the people are those of who leads the team.</param>
/// <param name="NextAskOn">When the next questions go out, where nobody is shown; null where they do not.</param>
/// <param name="IsAlertLate">Whether an alert has not reached the relay though it should have, or came back.</param>
/// <param name="Letters">How many people are to get a letter.</param>
/// <param name="ToPrint">How many of these letters can be printed: the address is known.</param>
/// <param name="Uncovered">Colleagues who cannot look after their people, and how many these are; for a team
/// lead.</param>
/// <param name="Coming">Absences in which the reader stands in later.</param>
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

/// <summary>Whose check-in was just typed in.</summary>
/// <param name="Next">Who is next; null when nobody else waits to be asked.</param>
public sealed record JustTyped(Caregiver Caregiver, ToAsk? Next);
