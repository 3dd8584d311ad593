using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Absence;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.Desk.Details;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.Tips;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>The worklist, and its buttons that end a task.</summary>
public sealed class WorklistEndpoints(
    Database database,
    StaffShells shells,
    FollowUpSettings followUp,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const int CallsShown = 50;
    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage("/werklijst", Show);
        staff.MapForm("/taak-klaar/{task}", Finish);
        staff.MapForm("/overgenomen/{line}", ReadPassedOn);
    }

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var model = Read(shells.For(context, staff), staff, context.Request.Query);
        recorder.AddList(staff.On(model.Team ? Ground.Team : Ground.Own), Deed.SeeWorklist, model.Listed);
        return PageRoutes.Show<WorklistPage>(
            model.With(database.Read(transaction => BeforeCalling.OfAll(transaction, model.Everybody)))
        );
    }

    private IResult Finish(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var mailsAgain = form.Fields["weer-mailen"] == "ja";
        if (
            StaffRoutes.Number(context, "task") is not { } id
            || database.Write(transaction => FinishTask(transaction, id, staff, mailsAgain)) is not { } task
        )
            return PageRoutes.Missing(support);
        return PageRoutes.Go(
            form.Fields["terug"] == "zaak" ? $"/zaak/{task.CaregiverId}?bewaard=gelezen" : "/werklijst"
        );
    }

    private StaffTask? FinishTask(Transaction transaction, long id, SignedInStaff staff, bool mailsAgain)
    {
        if (StaffTasks.Finish(transaction, id, staff, mailsAgain, time) is not { } task)
            return null;
        var caregiver = CaregiverTable.Get(transaction, task.CaregiverId)!;
        recorder.Add(transaction, staff.With(caregiver), Deed.FinishTask, caregiver.Id, Thing.Of("staff_task", id));
        return task;
    }

    /// <summary>Takes the line about a caregiver of a colleague away; pressing twice changes nothing.</summary>
    private IResult ReadPassedOn(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (StaffRoutes.Number(context, "line") is { } id)
            database.Write(transaction => PassedOnTable.MarkRead(transaction, id, staff.Coordinator.Id, time.Now));
        return PageRoutes.Go("/werklijst");
    }

    private WorklistPageModel Read(StaffShell shell, SignedInStaff staff, IQueryCollection query)
    {
        var team = query["van"] == "team";
        var own = team ? staff.Sees : staff.ActsFor;
        var (cases, tips, late, budgets, written, tasks, unreached, toAsk, stopped, quiet, unreadable) = database.Read(
            transaction =>
                (
                    SignalTable.OpenCases(transaction, staff.Sees),
                    TipsShown.Read(transaction, time),
                    ReturnTable.CountLate(transaction, time.Now),
                    followUp.SignalsPerWeek == 0
                        ? []
                        : BudgetsOf(
                            transaction,
                            team ? CoordinatorTable.IdsOfTeam(transaction, staff.Coordinator.TeamId) : own
                        ),
                    OpenTaskTable.Words(transaction, staff.Sees).Where(one => one.IsFor(staff, team)),
                    OpenTaskTable
                        .OfMail(transaction, staff.Sees)
                        .Where(one => one.IsFor(staff, team))
                        .ToLookup(task => task.Kind == StaffTaskKind.Reply),
                    CaseloadTable.Unreached(transaction, own, time.Now - UnreachedSince, CallsShown),
                    CaseloadTable.ToAsk(transaction, own, time.Today, CallsShown, staff),
                    OpenTaskTable.Stopped(transaction, staff.Sees).Where(one => one.IsFor(staff, team)),
                    CaseloadTable.Quiet(transaction, staff.Sees, time).Where(one => one.IsFor(staff, team)),
                    transaction.Unreadable
                )
        );

        // What was escalated to the deputy is on the deputy's own list.
        var items = WorklistOrder.Order(
            cases.Where(one =>
                team
                || staff.ActsFor.Contains(one.CoordinatorId)
                || (one.IsWithDeputy && staff.StandsInFor(one.CoordinatorId))
            ),
            time.Today,
            time.WorkingDays
        );
        var page = Pager.PageOf(query);
        List<WorkItem> rows =
        [
            .. items.Skip((page - 1) * WorklistPageModel.RowsAPage).Take(WorklistPageModel.RowsAPage),
        ];
        var findings = database
            .Read(transaction => FindingTable.OfSignals(transaction, [.. rows.Select(row => row.Case.Id)]))
            .ToLookup(one => one.SignalId);
        var words = WorklistPageModel.Words;
        var told = database.Read(transaction => OpenTaskTable.Told(transaction, staff.Sees));
        List<WordsRow> rowsWritten =
        [
            .. told.Where(one => one.IsFor(staff, team))
                .GroupBy(one => one.Id)
                .Select(one => WordsRow.Of([.. one], time)),
            .. written.Select(one => WordsRow.Of(one, time)),
        ];
        List<CallRow> calls = [.. toAsk.Select(row => AskOf(row, time.Today))];
        return new WorklistPageModel
        {
            Shell = shell with { Unreadable = unreadable },
            Team = team,
            Summary = WorklistPageModel.SummaryOf(
                WorklistOrder.CountOf(items),
                tips.Rows.Count > 0 || rowsWritten.Count + tasks[true].Count() > 0
            ),
            AlertLate = late > 0 ? words["AlertLate"] : null,
            StandsFor = [.. staff.StandsFor.Select(one => AbsencePageModel.TextOf(one, time.Today))],
            Tips = tips,
            Budgets = [.. budgets.Select(one => WorklistPageModel.BudgetOf(one.Name, one.Budget)).OfType<string>()],
            Groups = WorklistPageModel.GroupsOf(
                rows,
                findings,
                budgets.SelectMany(one => one.Budget.Waiting).ToHashSet(),
                time
            ),
            Tasks = [.. tasks[false].Take(CallsShown).Select(task => MailTaskRow.Of(task, time))],
            Unreached =
            [
                .. unreached.Select(row =>
                    CallRow.Of(row, words["Mail." + row.What.Code(), ("dag", Texts.Day(time.DayOf(row.At)))])
                ),
            ],
            ToAsk = calls,
            Letters = toAsk.Count(row => row.Because == ByHandBecause.Paper),
            Quiet =
            [
                .. quiet
                    .Take(CallsShown)
                    .Select(row => CallRow.Of(row, WorklistPageModel.QuietOf(row, time.Today), row.CheckInId, row.Id)),
            ],
            Pager = new Pager(
                page,
                items.Count > page * WorklistPageModel.RowsAPage,
                "/werklijst",
                team ? "van=team" : ""
            ),
            Details =
            [
                .. database
                    .Read(transaction => OpenTaskTable.DetailsToCheck(transaction, staff.Sees))
                    .Where(one => one.IsFor(staff, team))
                    .Take(CallsShown)
                    .Select(row => CallRow.Of(row, words["Details.What", ("dag", Texts.Day(row.DueOn))])),
            ],
            Typed = database.Read(transaction => EntryDone.Of(transaction, staff, query, calls)),
            Written = rowsWritten,
            SoonErased = database.Read(transaction => SoonErasedRows.Of(transaction, own, time)),
            Replies = [.. tasks[true].Select(task => MailTaskRow.Of(task, time))],
            Uncovered = staff.Coordinator.IsTeamLead
                ? database.Read(transaction => UncoveredFor(transaction, staff))
                : [],
            PassedOn =
            [
                .. database
                    .Read(transaction => CaseloadTable.PassedOn(transaction, staff.Coordinator.Id))
                    .Select(row =>
                        CallRow.Of(
                            row,
                            words[
                                "PassedOn.What",
                                ("naam", Plainly.Shown(row.From)),
                                ("dag", Texts.Day(time.DayOf(row.At)))
                            ],
                            taskId: row.Id
                        )
                    ),
            ],
            Promised =
            [
                .. database
                    .Read(transaction => OpenTaskTable.Calls(transaction, staff.Sees))
                    .Where(one => one.IsFor(staff, team))
                    .Select(row =>
                        CallRow.Of(row with { Phone = row.CallPhone ?? row.Phone }, PromisedOf(row, time.Today))
                    ),
            ],
            ToMeet = database.Read(transaction => ToMeet(transaction, staff, team)),
            Help =
            [
                .. database
                    .Read(transaction => HelpListTable.Due(transaction, staff.Sees, OpenTaskTable.Soon(time)))
                    .Where(one => one.IsFor(staff, team))
                    .Select(row => CallRow.Of(row, WorklistPageModel.HelpOf(row, time.Today))),
            ],
            Aftercare =
            [
                .. database
                    .Read(transaction => OpenTaskTable.Aftercare(transaction, staff.Sees))
                    .Where(one => one.IsFor(staff, team))
                    .Select(row =>
                        CallRow.Of(
                            row,
                            words[
                                "Aftercare." + row.Because,
                                ("dag", Texts.Day(time.DayOf(row.OpenedAt))),
                                ("uiterlijk", Texts.Day(row.DueOn))
                            ],
                            taskId: row.Id
                        )
                    ),
            ],
            Unfollowed =
            [
                .. database
                    .Read(transaction => OpenTaskTable.Unfollowed(transaction, staff.Sees))
                    .Where(one => one.IsFor(staff, team))
                    .Take(CallsShown)
                    .Select(row => CallRow.Of(row, words["Unfollowed.What", ("uiterlijk", Texts.Day(row.DueOn))])),
            ],
            Stopped =
            [
                .. stopped.Select(row =>
                    CallRow.Of(
                        row,
                        words[
                            "Stopped.What",
                            ("dag", Texts.Day(time.DayOf(row.OpenedAt))),
                            ("uiterlijk", Texts.Day(row.DueOn))
                        ],
                        taskId: row.Id
                    )
                ),
            ],
        };
    }

    /// <summary>The colleagues whose people a team lead is to give to somebody else.</summary>
    private static List<UncoveredLine> UncoveredFor(Transaction transaction, SignedInStaff staff)
    {
        var open = UncoveredTable.Open(transaction);
        if (open.Count == 0)
            return [];
        var led = CoordinatorTable.All(transaction).Where(staff.Leads).ToDictionary(one => one.Id);
        var people = RemovalTable.CountPeople(transaction, led.Keys);
        return
        [
            .. open.Where(one => led.ContainsKey(one.CoordinatorId))
                .Select(one => new UncoveredLine(
                    one.CoordinatorId,
                    WorklistPageModel.Words[
                        "Uncovered",
                        ("naam", Plainly.Shown(led[one.CoordinatorId].CalledAs)),
                        ("n", Texts.Number(people.GetValueOrDefault(one.CoordinatorId))),
                        ("dag", Texts.Day(one.DueOn))
                    ]
                )),
        ];
    }

    /// <summary>Those who enrolled themselves, and whom of those we know they look like.</summary>
    private List<CallRow> ToMeet(Transaction transaction, SignedInStaff staff, bool team)
    {
        var tasks = OpenTaskTable.ToMeet(transaction, staff.Sees).Where(one => one.IsFor(staff, team)).ToList();
        var people = tasks.Count > 0 ? FindTable.Of(transaction, staff.Sees) : [];
        return
        [
            .. tasks.Select(row =>
                CallRow.Of(
                    row,
                    string.Join(
                        ' ',
                        LooksLike
                            .In(people, row.CaregiverId)
                            .Select(one => one.Text)
                            .Prepend(
                                WorklistPageModel.Words[
                                    "Meet.What",
                                    ("dag", Texts.Day(time.DayOf(row.OpenedAt))),
                                    ("uiterlijk", Texts.DayOfWeek(row.DueOn))
                                ]
                            )
                    ),
                    taskId: row.Id
                )
            ),
        ];
    }

    /// <summary>By when a call was promised, and what suits.</summary>
    private static string PromisedOf(CallTask row, DateOnly today)
    {
        var words = WorklistPageModel.Words;
        var what = new List<string> { words["Promised.What", ("dag", Texts.DayOfWeek(row.DueOn))] };
        if (row.CallPart is { } part)
            what.Add(words["Promised." + part.Code()]);
        if (row.CallPhone is not null)
            what.Add(words["Promised.Phone"]);
        if (row.DueOn < today)
            what.Add(words["Promised.Late"]);
        return string.Join(' ', what);
    }

    /// <summary>Somebody to ask, and what is late about it.</summary>
    private static CallRow AskOf(ToAsk row, DateOnly today)
    {
        var words = WorklistPageModel.Words;
        var what = words[
            "Ask." + row.Because.Code(),
            ("dag", Texts.Day(row.AskedOn)),
            ("tot", Texts.Day(row.ClosesOn.AddDays(-1))),
            ("post", row.PostedOn is { } posted ? Texts.Day(posted) : "")
        ];
        var late = row.DueOn is { } due && due < today ? " " + words["Ask.Late", ("dag", Texts.Day(due))] : "";
        return CallRow.Of(row, what + late, row.CheckInId);
    }

    private List<(string Name, AlertBudget Budget)> BudgetsOf(
        Transaction transaction,
        IReadOnlyList<long> coordinatorIds
    )
    {
        var notified = SignalAlertTable.CountNotified(transaction, coordinatorIds, time.Now.AddDays(-AlertBudget.Days));
        var cases = SignalTable.OpenCases(transaction, coordinatorIds).ToLookup(one => one.CoordinatorId);
        return
        [
            .. CoordinatorTable
                .Of(transaction, coordinatorIds)
                .Select(one =>
                    (
                        one.Name ?? one.Email,
                        AlertBudget.Of(
                            WorklistOrder.Order(cases[one.Id], time.Today, time.WorkingDays),
                            notified.GetValueOrDefault(one.Id),
                            followUp.SignalsPerWeek
                        )
                    )
                ),
        ];
    }
}
