using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Absence;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Pages.ForCoordinators.Entry;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

[Authorize(StaffPolicies.Caregivers)]
public sealed class WorklistModel(
    Worklists worklists,
    StaffTasks tasks,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time
) : StaffPage
{
    private const int RowsAPage = 50;

    /// <summary>Kinds that staff look for, even if there are none.</summary>
    private static readonly WorklistKind[] Looked =
    [
        WorklistKind.Call,
        WorklistKind.Written,
        WorklistKind.ConcernReport,
        WorklistKind.Ask,
        WorklistKind.Mail,
        WorklistKind.Silent,
    ];

    internal static readonly Texts Words = Texts.Of(typeof(WorklistModel));

    public WorklistScope Scope { get; private set; } = null!;

    public Work Work { get; private set; } = null!;

    public ShownWork Shown { get; private set; } = null!;

    /// <summary>The colleague whose people it shows; null for the reader's own or the team's.</summary>
    public string? OneOf { get; private set; }

    /// <summary>Why the list shows nobody; null if it shows somebody, or for a lead without own people.</summary>
    public string? Nobody { get; private set; }

    /// <summary>How many people each count above the list has; empty if there is nothing to do.</summary>
    public IReadOnlyList<(WorklistPart Part, int Count)> Parts { get; private set; } = [];

    public DateOnly Today => time.Today;

    /// <summary>How many people each kind has, in order, without empty kinds.</summary>
    public IReadOnlyDictionary<WorklistKind, int> Kinds { get; private set; } = null!;

    public IReadOnlyList<WorklistGroup> Groups { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>Whether more concern reports are open than are on the list.</summary>
    public bool HasMoreReports => Work.Reports.Count < Work.OpenReports;

    /// <summary>Tasks that were read and need nothing, from <see cref="WorklistRow.ToRead"/>.</summary>
    [BindProperty]
    public IReadOnlyList<string> Read { get; set; } = [];

    /// <summary>Whether several rows only need reading, so that one click can end them all.</summary>
    public bool ReadsSeveral => Groups.SelectMany(group => group.Rows).Count(row => row.ToRead is not null) > 1;

    /// <summary>The check-in just typed in, and who is next; null if none.</summary>
    public EntryDone? Typed { get; private set; }

    /// <summary>The colleagues for whom the reader covers, now or later.</summary>
    public IReadOnlyList<string> StandingIn { get; private set; } = [];

    /// <summary>Such as "Ook gekeken: post ✓, stil gebleven ✓."; null if no such kind is empty.</summary>
    public string? Also =>
        Looked.Where(kind => !Kinds.ContainsKey(kind)).Select(kind => $"{NameOf(kind)} ✓").ToList()
            is { Count: > 0 } names
            ? T["Also", ("soorten", string.Join(", ", names))]
            : null;

    public static string NameOf(WorklistKind kind) => Words["Kind." + kind.Code()];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        Scope = WorklistScope.Of(Staff, field => Request.Query[field]);
        var listed = await ReadAsync(stop);
        await auditWriter.AddListAsync(
            Staff.On(Scope.IsMine ? Ground.Own : Ground.Team),
            ListVerb,
            AuditTarget.Worklist,
            listed,
            stop
        );
        SecurityHeaders.AllowOwnScript(HttpContext);
        return await ListOrAsync(
            ("werklijst", Words["Worklist"]),
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
                                string.Join(". ", line.BelowDay(time).Prepend(line.DayBy(time))),
                            ]
                    )
                )
        );
    }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken stop = default)
    {
        var list = WorklistScope.Of(Staff, field => Request.Form[field]).Address;
        List<string> ended = [];
        foreach (var parts in Read.Select(chosen => chosen.Split(':')))
            if (
                parts is [var id, var last]
                && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var task)
                && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var upTo)
                && await tasks.FinishAsync(task, new TaskEnding(upTo, false, false, null), Staff, stop)
                    is { IsEnded: true } read
            )
                ended.Add(Deed.MarkOf(read.About.Id, AuditTarget.Task, task));
        if (ended.Count == 0)
            return Go(list);
        TempData[TakeBackModel.Key] = string.Join(',', ended);
        return Saved(Words.Counted("Saved.ReadAll", ended.Count), list);
    }

    public string NameOf(WorkGroup group) =>
        group == WorkGroup.Today ? Texts.Capital(WaitingTime.By(time.DeskDay, Today)) : T["Group." + group];

    public string NameOf(WorklistPart part) =>
        part == WorklistPart.Today ? WaitingTime.Short(time.DeskDay, Today) : T["Part." + part.Code()];

    public string DayOf(WorklistLine line) => line.DayBy(time);

    public string? BelowDay(WorklistLine line) =>
        string.Join(' ', line.BelowDay(time)) is { Length: > 0 } below ? below : null;

    /// <summary>The same with its day, unless that is today; their own texts need none.</summary>
    public string DayAndBelow(WorklistLine line) =>
        string.Join(
            ' ',
            new[] { line.Place.Group == WorkGroup.Today && !line.Place.IsLate ? null : $"{line.DayBy(time)}." }
                .Concat(line.Kind is WorklistKind.Written or WorklistKind.Signal ? [] : line.BelowDay(time))
                .OfType<string>()
        );

    public static IEnumerable<string> Quoted(IReadOnlyList<string> paragraphs) =>
        paragraphs
            .Index()
            .Select(part =>
                $"{(part.Index == 0 ? "“" : "")}{part.Item}{(part.Index == paragraphs.Count - 1 ? "”" : "")}"
            );

    /// <returns>The people named on the page, for the audit log.</returns>
    private async Task<List<long>> ReadAsync(CancellationToken stop = default)
    {
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        Work = await worklists.ReadAsync(Scope, stop);
        var (all, ofKind, chosen, rows) = Arranged(page);
        List<long> ids = [.. rows.Select(row => row.Who.CaregiverId).OfType<long>()];
        Shown = await worklists.ShowAsync(Scope, Work, ids, EntryDone.IdIn(Request.Query), stop);
        var shown = Told(rows);
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
            .OrderBy(kind => kind.Key)
            .ToDictionary(
                kind => kind.Key,
                kind => kind.Key == WorklistKind.ConcernReport ? Work.OpenReports : kind.Value
            );
        OneOf = Scope.OneOf is { } colleague ? Work.Names.GetValueOrDefault(colleague) : null;
        Nobody =
            all.Count == 0 ? Empty
            : chosen.Count == 0 ? T["NoneFit"]
            : null;
        if (all.Count > 0)
            Parts = [.. Enum.GetValues<WorklistPart>().Select(part => (part, ofKind.Count(row => row.IsIn(part))))];
        Typed = Shown.JustTyped is { } typed ? EntryDone.Of(typed, KnownOf(typed.Next?.CaregiverId)) : null;
        StandingIn = AbsenceModel.StandingInOf(Staff, Shown.Coming);
        Unreadable = Shown.Unreadable;
        return
        [
            .. shown.Select(row => row.Who.CaregiverId).OfType<long>(),
            .. Typed?.Next is { } next ? [next.CaregiverId] : Array.Empty<long>(),
        ];
    }

    /// <summary>All rows, then those of the chosen kind, then of the chosen count, then of the page.</summary>
    private (
        IReadOnlyList<WorklistRow> All,
        List<WorklistRow> OfKind,
        List<WorklistRow> Chosen,
        List<WorklistRow> OfPage
    ) Arranged(int page)
    {
        var all = WorklistRow.Of([
            .. Work.Reports.Select(report => OtherLines.Of(report, Staff.Coordinator.Id, time)),
            .. Work.Items.Select(CaseLines.Bare),
            .. Work.ToAsk.Select(ask => OtherLines.Of(ask, time)),
            .. OfTasks(),
            .. Work.Unreached.Select(unreached => OtherLines.Of(unreached, time)),
            .. Work.SoonErased.Select(OtherLines.Of),
        ]);
        var ofKind = all.Where(row => Scope.Kind is null || row.Lines.Any(line => line.Kind == Scope.Kind)).ToList();
        var chosen = ofKind.Where(row => Scope.Part is not { } part || row.IsIn(part)).ToList();
        return (all, ofKind, chosen, chosen.Skip((page - 1) * RowsAPage).Take(RowsOf(RowsAPage)).ToList());
    }

    /// <summary>What to know before calling; null if nothing.</summary>
    private string? KnownOf(long? caregiverId) =>
        caregiverId is { } id && Shown.BeforeCalling.TryGetValue(id, out var details)
            ? BeforeCalling.Of(details, settings.SupportPoint.Language)
            : null;

    private IEnumerable<WorklistLine> OfTasks()
    {
        var lines = new TaskLines(Work.OfTasks, time)
        {
            SeesSafetyOf = Staff.SeesAllSafetyOf,
            TriedToday = Work
                .Cases.Where(item => item.Case.TriedOn == time.Today)
                .Select(item => item.Case.CaregiverId)
                .ToHashSet(),
        };
        var late = Work.Cases.Where(item => item.IsOverdue).Select(item => item.Case.CaregiverId).ToHashSet();
        return lines.Of([.. Work.Tasks.Where(task => !IsSaidByCase(task))]);

        // An agreed day that passed is shown by its case.
        bool IsSaidByCase(OpenTask task) =>
            task.EscalatedTo != Staff.Coordinator.Id && late.Contains(task.CaregiverId) && lines.IsOfDay(task);
    }

    /// <summary>The rows shown, with case texts, coordinators, and what to know before calling.</summary>
    private List<WorklistRow> Told(List<WorklistRow> rows)
    {
        var (cases, said) = (Work.Items.ToDictionary(item => item.Case.CaregiverId), Shown.Said);
        return [.. rows.Select(Readable).OfType<WorklistRow>().Select(Of)];

        // If a case cannot be read, the person's other tasks stand alone.
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
                    Owner = row.Who.OwnerId is { } owner ? Work.Names.GetValueOrDefault(owner) : null,
                    BeforeCalling = KnownOf(row.Who.CaregiverId),
                }
            )
                .WithOneCall()
                .Calm();

        WorklistLine Say(WorklistLine line, WorklistRow row)
        {
            if (line is not { Kind: WorklistKind.Signal, Who.CaregiverId: { } id })
                return line;
            var told = CaseLines.Of(cases[id], [.. Shown.Found[cases[id].Case.Id]], said[id], Shown.Now[id], time);
            // Unread texts are in the same row.
            return row.Lines.Any(entry => entry.Kind == WorklistKind.Written) ? told with { OwnWords = [] } : told;
        }
    }

    /// <summary>What an empty list means, and when the next questions go out.</summary>
    private string? Empty =>
        Shown.HasNobody ? null
        : Shown.NextAskOn is not null && !settings.Mail.IsSaid ? T["EmptyWaits"]
        : Shown.NextAskOn is { } next
            ? T["EmptyUntil", ("dag", next <= time.Today ? T["Due.Today"] : Texts.DayOfWeek(next))]
        : T["EmptyAndNobody"];
}
