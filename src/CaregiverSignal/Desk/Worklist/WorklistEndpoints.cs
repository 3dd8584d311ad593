using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Absence;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.Tips;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>The worklist, and its buttons that end a task.</summary>
public sealed class WorklistEndpoints(
    Database database,
    StaffShells shells,
    FollowUpSettings followUp,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const int CallsShown = 50;
    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForStaff();
        staff.MapPage("/werklijst", Show);
        staff.MapForm("/taak-klaar/{task}", Finish);
    }

    private IResult Show(SignedInStaff staff, HttpContext context) =>
        PageRoutes.Show<WorklistPage>(Read(shells.For(context, staff), staff, context.Request.Query));

    private IResult Finish(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var mailsAgain = form.Fields["weer-mailen"] == "ja";
        if (
            StaffRoutes.Number(context, "task") is not { } id
            || database.Write(transaction => StaffTasks.Finish(transaction, id, staff, mailsAgain, time))
                is not { } task
        )
            return PageRoutes.Missing(support);
        return PageRoutes.Go(
            form.Fields["terug"] == "zaak" ? $"/zaak/{task.CaregiverId}?bewaard=gelezen" : "/werklijst"
        );
    }

    private WorklistPageModel Read(StaffShell shell, SignedInStaff staff, IQueryCollection query)
    {
        var team = query["van"] == "team";
        var own = team ? staff.Sees : staff.ActsFor;
        var (cases, tips, late, budgets, written, tasks, unreached, toAsk, stopped, quiet, unreadable) = database.Read(
            transaction =>
                (
                    SignalTable.OpenCases(transaction, staff.Sees),
                    TipTable.IsReadBy(transaction, staff.Coordinator.Id)
                        ? TipsShown.Read(transaction, time)
                        : TipsShown.None,
                    ReturnTable.CountLate(transaction, time.Now),
                    followUp.SignalsPerWeek == 0
                        ? []
                        : BudgetsOf(
                            transaction,
                            team ? [.. CoordinatorTable.All(transaction).Select(one => one.Id)] : own
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
            cases.Where(one => team || staff.ActsFor.Contains(one.CoordinatorId) || one.IsWithDeputy),
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
        List<WordsRow> rowsWritten = [.. written.Select(one => WordsRow.Of(one, time))];
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
                .. unreached.Select(row => new CallRow(
                    row.CaregiverId,
                    NameOf(row),
                    row.Phone,
                    words["Mail." + row.What.Code(), ("dag", Texts.Day(time.DayOf(row.At)))],
                    null
                )),
            ],
            ToAsk = calls,
            Quiet =
            [
                .. quiet
                    .Take(CallsShown)
                    .Select(row => new CallRow(
                        row.CaregiverId,
                        NameOf(row),
                        row.Phone,
                        WorklistPageModel.QuietOf(row, time.Today),
                        row.CheckInId,
                        row.Id
                    )),
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
                    .Select(row => new CallRow(
                        row.CaregiverId,
                        NameOf(row),
                        row.Phone,
                        words["Details.What", ("dag", Texts.Day(row.DueOn))],
                        null
                    )),
            ],
            Typed = database.Read(transaction => EntryDone.Of(transaction, staff, query, calls)),
            Written = rowsWritten,
            Replies = [.. tasks[true].Select(task => MailTaskRow.Of(task, time))],
            Stopped =
            [
                .. stopped.Select(row => new CallRow(
                    row.CaregiverId,
                    NameOf(row),
                    row.Phone,
                    words[
                        "Stopped.What",
                        ("dag", Texts.Day(time.DayOf(row.OpenedAt))),
                        ("uiterlijk", Texts.Day(row.DueOn))
                    ],
                    null,
                    row.Id
                )),
            ],
        };
    }

    /// <summary>Somebody to ask, and what is late about it.</summary>
    private static CallRow AskOf(ToAsk row, DateOnly today)
    {
        var words = WorklistPageModel.Words;
        var what = words[
            "Ask." + row.Because.Code(),
            ("dag", Texts.Day(row.AskedOn)),
            ("tot", Texts.Day(row.ClosesOn.AddDays(-1)))
        ];
        var late = row.DueOn is { } due && due < today ? " " + words["Ask.Late", ("dag", Texts.Day(due))] : "";
        return new CallRow(
            row.CaregiverId,
            NameOf(row),
            row.Phone,
            what + late,
            today < row.ClosesOn.AddDays(Entering.LateDays) ? row.CheckInId : null
        );
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

    private static string NameOf(ListedPerson row) => Plainly.Name(row.Person, row.FirstName, row.LastName);
}
