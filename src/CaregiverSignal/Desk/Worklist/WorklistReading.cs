using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Absence;
using CaregiverSignal.Desk.Details;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.Tips;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>Reads the worklist from all its sources.</summary>
public sealed class WorklistReading(Database database, StaffShells shells, SiteTime time)
{
    /// <summary>The most lines of a source that asks for a limit: more than anybody looks at (our choice).</summary>
    private const int Most = 1000;

    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);

    private static Texts Words => WorklistPageModel.Words;

    public WorklistPageModel Read(WorklistScope scope, HttpContext context)
    {
        var shell = shells.For(context, scope.Staff);
        return database.Read(transaction => Read(transaction, scope, shell, context.Request.Query));
    }

    private WorklistPageModel Read(
        Transaction transaction,
        WorklistScope scope,
        StaffShell shell,
        IQueryCollection query
    )
    {
        var staff = scope.Staff;
        var team = new TeamRead(transaction, scope, time);
        var items = WorklistOrder.Sorted(
            // What was escalated to somebody is on their own list.
            team.Items.Where(item =>
                scope.Has(item.Case.CoordinatorId, item.Case.IsWithDeputy && staff.StandsInFor(item.Case.CoordinatorId))
            )
        );
        var tips = scope.OneOf is null ? TipsShown.Read(transaction) : TipsShown.None;
        var toAsk = CaseloadTable
            .ToAsk(transaction, scope.Whose, time.Today, Most, scope.IsMine ? staff : null)
            .ToList();
        var all = WorklistRow.Of([
            .. tips.Rows.Select(one => OtherLines.Of(one.Tip, one.More, time)),
            .. items.Select(CaseLines.Bare),
            .. toAsk.Select(one => OtherLines.Of(one, time)),
            .. OfTasks(transaction, scope, TriedToday(team.Items)),
            .. CaseloadTable
                .Unreached(transaction, scope.Whose, time.Now - UnreachedSince, Most)
                .Select(one => OtherLines.Of(one, time)),
            .. KeepingTable
                .Soon(transaction, scope.Whose, time.Today.AddDays(KeepingTable.NoticeDays))
                .Select(OtherLines.Of),
        ]);
        var chosen = all.Where(row => scope.Kind is null || row.Lines.Any(line => line.Kind == scope.Kind)).ToList();
        var page = Pager.PageOf(query);
        var shown = chosen.Skip((page - 1) * WorklistPageModel.RowsAPage).Take(WorklistPageModel.RowsAPage).ToList();
        var told = Told(transaction, shown, items, team);
        return new WorklistPageModel
        {
            Shell = shell with { Unreadable = transaction.Unreadable },
            Scope = scope,
            IsSaved = query.ContainsKey(WorklistScope.DoneField),
            OneOf = scope.OneOf is { } one ? team.NameOf(one) : null,
            Summary =
                chosen.Count == 0 && all.Count > 0
                    ? Words["NoneFit"]
                    : WorklistPageModel.SummaryOf(WorklistPageModel.CountOf(chosen)),
            Empty = all.Count == 0 ? EmptyOf(transaction, scope) : null,
            AlertLate = ReturnTable.CountLate(transaction, time.Now) > 0 ? Words["AlertLate"] : null,
            StandsFor = [.. staff.StandsFor.Select(AbsenceModel.TextOf)],
            Kinds = WorklistPageModel.KindsOf(all),
            Groups = WorklistPageModel.GroupsOf(chosen, told),
            Pager = new Pager(page, chosen.Count > page * WorklistPageModel.RowsAPage, WorklistScope.Page, scope.Query),
            Letters = toAsk.Count(row => row.Because == ByHandBecause.Paper),
            AllTips = tips.IsMore ? tips.Open : null,
            Typed = TypedOf(transaction, staff, query, toAsk),
            Uncovered = staff.Coordinator.IsTeamLead ? UncoveredFor(transaction, staff) : [],
            OwnLoad = team.OwnLoad(transaction),
            Loads = staff.Coordinator.IsTeamLead ? team.Loads(transaction) : [],
        };
    }

    private HashSet<long> TriedToday(IEnumerable<WorkItem> items) =>
        [.. items.Where(item => item.Case.TriedOn == time.Today).Select(item => item.Case.CaregiverId)];

    /// <param name="triedToday">Whom somebody tried to reach today.</param>
    private IEnumerable<WorklistLine> OfTasks(Transaction transaction, WorklistScope scope, HashSet<long> triedToday)
    {
        var me = scope.Staff.Coordinator.Id;
        List<OpenTask> tasks = [.. OpenTaskTable.Of(transaction, scope.Staff.Sees, time).Where(IsOn)];
        var lines = new TaskLines(transaction, tasks, scope.Staff.Sees, time) { TriedToday = triedToday };
        return tasks.SelectMany(task =>
            lines.Of(task).Where(line => scope.Has(line.Who.OwnerId!.Value, task.EscalatedTo == me))
        );

        // Whose help it is its line says.
        bool IsOn(OpenTask task) =>
            task.Kind switch
            {
                StaffTaskKind.Help => true,
                StaffTaskKind.Safety => scope.Has(task)
                    && (task.EscalatedTo == me || scope.Staff.SeesAllSafetyOf(task.CoordinatorId)),
                _ => scope.Has(task),
            };
    }

    /// <summary>
    /// The rows that are shown, with what their cases say, whose they are, and what to know before calling.
    /// </summary>
    private List<WorklistRow> Told(
        Transaction transaction,
        IReadOnlyList<WorklistRow> rows,
        IReadOnlyList<WorkItem> items,
        TeamRead team
    )
    {
        var cases = items.ToDictionary(item => item.Case.CaregiverId);
        var ids = rows.Select(row => row.Who.CaregiverId).OfType<long>().ToList();
        var withCase = ids.Where(cases.ContainsKey).ToList();
        var findings = FindingTable
            .OfSignals(transaction, [.. withCase.Select(id => cases[id].Case.Id)])
            .ToLookup(one => one.SignalId);
        var said = SignalTable.SaidBy(transaction, withCase);
        var known = BeforeCalling.OfAll(transaction, ids);
        return [.. rows.Select(Readable).OfType<WorklistRow>().Select(Of)];

        // Where what they said cannot be read, what else is to be done for them stands alone.
        WorklistRow? Readable(WorklistRow row)
        {
            if (row.Who.CaregiverId is not { } id || !cases.ContainsKey(id) || said.ContainsKey(id))
                return row;
            var others = row.Lines.Where(line => line.Kind != WorklistKind.Signal).ToList();
            return others.Count == 0 ? null : row with { Who = others[0].Who, Lines = others };
        }

        WorklistRow Of(WorklistRow row) =>
            (
                row with
                {
                    Who =
                        row.Who.CaregiverId is { } person && said.TryGetValue(person, out var named)
                            ? WorklistPerson.Of(cases[person].Case, named)
                            : row.Who,
                    Lines = [.. row.Lines.Select(line => Say(line, row))],
                    Owner = row.Who.OwnerId is { } owner ? team.NameOf(owner) : null,
                    BeforeCalling = row.Who.CaregiverId is { } id ? known.GetValueOrDefault(id) : null,
                }
            )
                .WithOneCall()
                .Calm();

        WorklistLine Say(WorklistLine line, WorklistRow row)
        {
            if (line is not { Kind: WorklistKind.Signal, Who.CaregiverId: { } id })
                return line;
            var told = CaseLines.Of(cases[id], [.. findings[cases[id].Case.Id]], said[id], time);
            // What is yet to be read stands in the same row.
            return row.Lines.Any(one => one.Kind == WorklistKind.Written) ? told with { OwnWords = [] } : told;
        }
    }

    /// <summary>What an empty list means, and when the next questions go out.</summary>
    private string EmptyOf(Transaction transaction, WorklistScope scope) =>
        CaseloadTable.NextAskOn(transaction, scope.Whose) is { } next
            ? Words["EmptyUntil", ("dag", next <= time.Today ? Words["Due.Today"] : Texts.DayOfWeek(next))]
            : Words["EmptyAndNobody"];

    /// <summary>What was just typed in, and who is next.</summary>
    private static EntryDone? TypedOf(
        Transaction transaction,
        SignedInStaff staff,
        IQueryCollection query,
        IReadOnlyList<ToAsk> toAsk
    )
    {
        if (EntryDone.Of(transaction, staff, query, toAsk.Select(CallRow.Of)) is not { } done)
            return null;
        return done.Next is { } next
            ? done with
            {
                Next = next with
                {
                    BeforeCalling = BeforeCalling
                        .OfAll(transaction, [next.CaregiverId])
                        .GetValueOrDefault(next.CaregiverId),
                },
            }
            : done;
    }

    /// <summary>The colleagues whose people a team lead is to give to somebody else.</summary>
    private static List<UncoveredLine> UncoveredFor(Transaction transaction, SignedInStaff staff)
    {
        List<Coordinator> gone = [.. CoordinatorTable.All(transaction).Where(one => !one.IsThere && staff.Leads(one))];
        if (gone.Count == 0)
            return [];
        var people = RemovalTable.CountPeople(transaction, [.. gone.Select(one => one.Id)]);
        return
        [
            .. gone.Where(one => people.ContainsKey(one.Id))
                .Select(one => new UncoveredLine(
                    one.Id,
                    WorklistPageModel.Words[
                        "Uncovered",
                        ("naam", Plainly.Shown(one.CalledAs)),
                        ("n", Texts.Number(people[one.Id]))
                    ]
                )),
        ];
    }
}
