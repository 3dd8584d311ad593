using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Absence;
using CaregiverSignal.Desk.Details;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>Whatever is to be done, from all its sources, with a row for each person.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class WorklistModel(Database database, Recorder recorder, RuleSettings rules, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    /// <summary>The most lines of a source that asks for a limit: more than anybody looks at (our choice).</summary>
    private const int Most = 1000;

    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);

    /// <summary>Kinds that somebody looks for, and wants to know of that there is nothing.</summary>
    private static readonly WorklistKind[] Looked =
    [
        WorklistKind.Call,
        WorklistKind.Written,
        WorklistKind.Tip,
        WorklistKind.Ask,
        WorklistKind.Mail,
        WorklistKind.Silent,
    ];

    internal static readonly Texts Words = Texts.Of(typeof(WorklistModel));

    public WorklistScope Scope { get; private set; } = null!;

    /// <summary>The colleague whose people it was narrowed to; null for their own people or the team.</summary>
    public string? OneOf { get; private set; }

    /// <summary>How many wait; null where nobody can, as none of the people are those of who leads the team.</summary>
    public string? Summary { get; private set; }

    /// <summary>Whether an alert has not reached the relay though it should have, or came back.</summary>
    public bool IsAlertLate { get; private set; }

    /// <summary>How many people each kind has that has somebody, in the order of the kinds.</summary>
    public IReadOnlyDictionary<WorklistKind, int> Kinds { get; private set; } = null!;

    public IReadOnlyList<WorklistGroup> Groups { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>How many people are to get a letter.</summary>
    public int Letters { get; private set; }

    /// <summary>How many tips are open, when not all are on the list; null when they are.</summary>
    public int? AllTips { get; private set; }

    internal const string MayTakeBackKey = "MayTakeBack";

    /// <summary>The task that was just done, and may have been pressed by mistake; null for none.</summary>
    public string? MayTakeBack => TempData[MayTakeBackKey] as string;

    /// <summary>The check-in that was just typed in, and who is next; null when none was.</summary>
    public EntryDone? Typed { get; private set; }

    /// <summary>Colleagues who cannot look after their people, and how many these are; for a team lead.</summary>
    public IReadOnlyList<(Coordinator Colleague, int People)> Uncovered { get; private set; } = [];

    /// <summary>For whom the reader stands in, now or later.</summary>
    public IReadOnlyList<string> StandingIn { get; private set; } = [];

    /// <summary>What a team lead's coordinators have to do; for anybody else what they have themselves.</summary>
    public IReadOnlyList<CaseloadRow> Loads { get; private set; } = [];

    /// <summary>"Ook gekeken: post ✓, stil gebleven ✓."; null when each has somebody.</summary>
    public string? Also =>
        Looked.Where(kind => !Kinds.ContainsKey(kind)).Select(kind => $"{NameOf(kind)} ✓").ToList()
            is { Count: > 0 } names
            ? T["Also", ("soorten", string.Join(", ", names))]
            : null;

    public static string NameOf(WorklistKind kind) => Words["Kind." + kind.Code()];

    public IActionResult OnGet()
    {
        Scope = WorklistScope.Of(Staff, field => Request.Query[field]);
        var listed = database.Read(Read);
        recorder.AddList(Staff.On(Scope.IsMine ? Ground.Own : Ground.Team), ListVerb, Thing.Worklist, listed);
        SecurityHeaders.AllowOwnScript(HttpContext);
        return ListOr(
            "werklijst",
            [Words["Who"], Words["Phone"], Words["List.What"], Words["When"]],
            Groups
                .SelectMany(group => group.Rows)
                .SelectMany(row =>
                    row.Lines.Select(line =>
                        (IReadOnlyList<object?>)
                            [
                                row.Who.Name,
                                row.Phone,
                                string.Join(' ', line.Facts.DefaultIfEmpty(NameOf(line.Kind))),
                                line.When,
                            ]
                    )
                )
        );
    }

    /// <summary>"6 op de lijst: 1 vandaag, 3 deze week, 2 volgen. 1 is te laat."</summary>
    public static string SummaryOf(WorklistCounts counts)
    {
        var summary = Words[
            "Summary",
            ("open", Texts.Number(counts.Open)),
            ("vandaag", Texts.Number(counts.Today)),
            ("week", Texts.Number(counts.ThisWeek)),
            ("later", Texts.Number(counts.Later))
        ];
        return counts.Overdue == 0 ? summary : $"{summary} {Words.Counted("Late", counts.Overdue)}";
    }

    /// <returns>Whose name stands on it, for the record.</returns>
    private List<long> Read(Transaction transaction)
    {
        var team = new TeamRead(transaction, Scope, time);
        var items = WorklistOrder.Sorted(
            // What was escalated to somebody is on their own list.
            team.Items.Where(item =>
                Scope.Has(item.Case.CoordinatorId, item.Case.IsWithDeputy && Staff.StandsInFor(item.Case.CoordinatorId))
            )
        );
        var tips = Scope.OneOf is null ? TipsShown.Read(transaction) : TipsShown.None;
        var toAsk = CaseloadTable
            .ToAsk(transaction, Scope.Whose, time.Today, Most, Scope.IsMine ? Staff : null)
            .ToList();
        var all = WorklistRow.Of([
            .. tips.Rows.Select(one => OtherLines.Of(one.Tip, one.More, Staff.Coordinator.Id, time)),
            .. items.Select(CaseLines.Bare),
            .. toAsk.Select(one => OtherLines.Of(one, time)),
            .. OfTasks(transaction, team.Items),
            .. CaseloadTable
                .Unreached(transaction, Scope.Whose, time.Now - UnreachedSince, Most)
                .Select(one => OtherLines.Of(one, time)),
            .. KeepingTable
                .Soon(transaction, Scope.Whose, time.Today.AddDays(KeepingTable.NoticeDays))
                .Select(OtherLines.Of),
        ]);
        var chosen = all.Where(row => Scope.Kind is null || row.Lines.Any(line => line.Kind == Scope.Kind)).ToList();
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var shown = Told(transaction, [.. chosen.Skip((page - 1) * RowsAPage).Take(RowsOf(RowsAPage))], items, team);
        Groups =
        [
            .. shown
                .GroupBy(row => row.Group)
                .Select(group => new WorklistGroup(group.Key, chosen.Count(row => row.Group == group.Key), [.. group])),
        ];
        Pager = new Pager(page, chosen.Count > page * RowsAPage, WorklistScope.Page, Scope.Query)
        {
            HasFile = shown.Count > 0,
        };
        Kinds = all.SelectMany(row => row.Lines.Select(line => line.Kind).Distinct())
            .CountBy(kind => kind)
            .OrderBy(one => one.Key)
            .ToDictionary();
        OneOf = Scope.OneOf is { } one ? team.NameOf(one) : null;
        Summary =
            all.Count == 0 ? EmptyOf(transaction)
            : chosen.Count == 0 ? T["NoneFit"]
            : SummaryOf(CountOf(chosen));
        IsAlertLate = ReturnTable.CountLate(transaction, time.Now) > 0;
        Letters = CheckInTable.OnPaper(transaction, Staff.ActsFor).Count(one => one.PostedOn is null);
        AllTips = tips.IsMore ? tips.Open : null;
        Typed = EntryDone.Of(transaction, Staff, Request.Query, toAsk.Select(CallRow.Of));
        Uncovered = Staff.Coordinator.IsTeamLead ? UncoveredFor(transaction) : [];
        StandingIn = AbsenceModel.StandingInOf(
            Staff,
            AbsenceTable.Coming(transaction, Staff.Coordinator.Id, time.Today)
        );
        Loads = team.Loads(transaction);
        Unreadable = transaction.Unreadable;
        return
        [
            .. shown.Select(row => row.Who.CaregiverId).OfType<long>(),
            .. Typed?.Next is { } next ? [next.CaregiverId] : Array.Empty<long>(),
        ];
    }

    private static WorklistCounts CountOf(List<WorklistRow> rows) =>
        new(
            rows.Count,
            rows.Count(row => row.Group == WorkGroup.Today),
            rows.Count(row => row.Group == WorkGroup.ThisWeek),
            rows.Count(row => row.Group == WorkGroup.Later),
            rows.Count(row => row.Lines.Any(line => line.Place.IsLate))
        );

    private IEnumerable<WorklistLine> OfTasks(Transaction transaction, IEnumerable<WorkItem> cases)
    {
        var me = Staff.Coordinator.Id;
        List<OpenTask> tasks = [.. OpenTaskTable.Of(transaction, Staff.Sees, time).Where(IsOn)];
        var lines = new TaskLines(transaction, tasks, Staff.Sees, time)
        {
            TriedToday = cases
                .Where(item => item.Case.TriedOn == time.Today)
                .Select(item => item.Case.CaregiverId)
                .ToHashSet(),
        };
        var late = cases.Where(item => item.IsOverdue).Select(item => item.Case.CaregiverId).ToHashSet();
        return tasks
            .Where(task => !IsSaidByCase(task))
            .SelectMany(task =>
                lines.Of(task).Where(line => Scope.Has(line.Who.OwnerId!.Value, task.EscalatedTo == me))
            );

        // That an agreed day went by is said where it was agreed.
        bool IsSaidByCase(OpenTask task) =>
            task.EscalatedTo != me && late.Contains(task.CaregiverId) && lines.IsOfDay(task);

        // Whose help it is its line says.
        bool IsOn(OpenTask task) =>
            task.Kind switch
            {
                StaffTaskKind.Help => true,
                StaffTaskKind.Safety => Scope.Has(task)
                    && (task.EscalatedTo == me || Staff.SeesAllSafetyOf(task.CoordinatorId)),
                _ => Scope.Has(task),
            };
    }

    /// <summary>
    /// The rows that are shown, with what their cases say, whose they are, and what to know before calling.
    /// </summary>
    private List<WorklistRow> Told(
        Transaction transaction,
        List<WorklistRow> rows,
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
        var said = CaseloadTable.SaidBy(transaction, withCase);
        var now = AnswersNow.OfAll(transaction, [.. said.Keys], rules, time);
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
            var told = CaseLines.Of(cases[id], [.. findings[cases[id].Case.Id]], said[id], now[id], time);
            // What is yet to be read stands in the same row.
            return row.Lines.Any(one => one.Kind == WorklistKind.Written) ? told with { OwnWords = [] } : told;
        }
    }

    /// <summary>What an empty list means, and when the next questions go out.</summary>
    private string? EmptyOf(Transaction transaction) =>
        Scope.IsMine
        && Staff.Coordinator.IsTeamLead
        && CaseloadTable.Counts(transaction, Scope.Whose, time.Now).All(one => one.People == 0)
            ? null
        : CaseloadTable.NextAskOn(transaction, Scope.Whose) is { } next
            ? T["EmptyUntil", ("dag", next <= time.Today ? T["Due.Today"] : Texts.DayOfWeek(next))]
        : T["EmptyAndNobody"];

    /// <summary>The colleagues whose people a team lead is to give to somebody else.</summary>
    private List<(Coordinator, int)> UncoveredFor(Transaction transaction)
    {
        List<Coordinator> gone = [.. CoordinatorTable.All(transaction).Where(one => !one.IsThere && Staff.Leads(one))];
        if (gone.Count == 0)
            return [];
        var people = RemovalTable.CountPeople(transaction, [.. gone.Select(one => one.Id)]);
        return [.. gone.Where(one => people.ContainsKey(one.Id)).Select(one => (one, people[one.Id]))];
    }
}
