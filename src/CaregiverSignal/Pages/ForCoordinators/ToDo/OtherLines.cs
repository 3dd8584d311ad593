using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Concerns;
using CaregiverSignal.Pages.ForCoordinators.Concerns;
using CaregiverSignal.Pages.ForCoordinators.Worklist;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

public static class OtherLines
{
    private static Texts Words => WorklistModel.Words;

    public static WorklistLine Of(ToAsk toAsk, SiteTime time)
    {
        var because = "Ask." + toAsk.Because.Code();
        var what = Words[
            because,
            ("dag", Texts.Day(toAsk.AskedOn, time.Today)),
            ("post", toAsk.PostedOn is { } posted ? Texts.Day(posted, time.Today) : "")
        ];
        var day = toAsk.DueOn ?? toAsk.ClosesOn.AddDays(-1);
        var late = toAsk.DueOn < time.Today;
        var who = WorklistPerson.Of(toAsk);
        return new WorklistLine
        {
            Who = who,
            Kind = WorklistKind.Ask,
            Place = WorklistOrder.By(day < time.Today && !late ? time.Today : day, time),
            Facts = late ? [what, Words["Ask.Late", ("dag", Texts.Day(day, time.Today))]] : [what],
            Tags = late
                ? [TagOf(WorklistKind.Ask), new Tag(Words["LateTag"], TagKind.Soon)]
                : [TagOf(WorklistKind.Ask)],
            DueOn = day,
            When = late ? null : TaskLines.DueIn(day, time.Today),
            Next = Words.Has($"{because}.Next") ? Words[$"{because}.Next"] : null,
            Acts =
            [
                TaskLines.FillIn(toAsk, toAsk.CheckInId),
                .. toAsk.Because == ByHandBecause.NoAddress ? [TaskLines.CorrectAddress(who)] : Array.Empty<RowAct>(),
            ],
        };
    }

    /// <summary>The last message did not arrive, or that is unknown.</summary>
    public static WorklistLine Of(Unreached unreached, SiteTime time)
    {
        var who = WorklistPerson.Of(unreached);
        return new WorklistLine
        {
            Who = who,
            Kind = WorklistKind.Mail,
            Place = new WorklistPlace(WorkGroup.ThisWeek, false, false, false, false, time.DayOf(unreached.At)),
            Tags = [TagOf(WorklistKind.Mail)],
            Facts = [Words["Mail." + unreached.What.Code(), ("dag", Texts.Day(time.DayOf(unreached.At), time.Today))]],
            Next = Words["Unreached.Next"],
            Acts = [TaskLines.CorrectAddress(who), TaskLines.NoteCall(who)],
        };
    }

    /// <summary>A former participant who will soon be erased; nothing needs doing.</summary>
    public static WorklistLine Of(SoonErased soon) =>
        new()
        {
            Who = WorklistPerson.Of(
                soon.CaregiverId,
                DisplayText.Name(soon.Person, soon.FirstName, soon.LastName),
                soon.Phone,
                soon.CoordinatorId
            ),
            Kind = WorklistKind.Erased,
            Place = new WorklistPlace(WorkGroup.Later, false, false, false, false, soon.EraseOn),
            DueOn = soon.EraseOn,
            Tags = [TagOf(WorklistKind.Erased)],
            Facts = [Words["SoonErased.Row", ("dag", Texts.Day(soon.EraseOn))]],
        };

    /// <summary>A concern: whoever opens it first has it for today, until they try or close it.</summary>
    public static WorklistLine Of(ConcernReport report, long reader, SiteTime time)
    {
        var received = ConcernReportModel.Received(report, time);
        var address = string.Create(CultureInfo.InvariantCulture, $"/tip/{report.Id}");
        var acts = new List<RowAct>();
        if (report.TakenUpAt is null)
            acts.Add(new RowAct(Words["TakeUp"], received, address, true) { Fields = [("takesUp", "true")] });
        else
            acts.Add(new RowAct(Words["Written.All"], received, address));
        return new WorklistLine
        {
            Who = new WorklistPerson(
                null,
                address,
                Words["ConcernReportFrom", ("dag", WaitingTime.Short(time.DayOf(report.ReceivedAt), time.Today))],
                null,
                null
            ),
            Kind = WorklistKind.ConcernReport,
            Place = new WorklistPlace(
                report.IsTodayFor(reader, time) ? WorkGroup.Today : WorkGroup.ThisWeek,
                false,
                report.IsLate(time),
                IsRed: false,
                report.TakenUpAt is null,
                time.DayOf(report.ReceivedAt)
            ),
            Facts = [ConcernReportModel.StateOf(report, time)],
            OwnWords = [DisplayText.Short(DisplayText.Visible(report.Words ?? ""))],
            Tags =
            [
                new Tag(
                    WorklistModel.NameOf(WorklistKind.ConcernReport),
                    report.TakenUpAt is null ? TagKind.Soon : TagKind.Plain
                ),
                .. report.IsLate(time) ? [new Tag(Words["LateTag"], TagKind.Soon)] : (Tag[])[],
                .. report.Minor == ConcernReportAnswer.Yes ? [new Tag(Words["Tag.Minor"], TagKind.Soon)] : (Tag[])[],
            ],
            When =
                time.DayOf(report.ReceivedAt) is var day && day == time.Today
                    ? null
                    : Words["Waits", ("wacht", WaitingTime.Of(day, time.Today, time.WorkingDays))],
            Acts = acts,
        };
    }

    private static Tag TagOf(WorklistKind kind) => new(WorklistModel.NameOf(kind));
}
