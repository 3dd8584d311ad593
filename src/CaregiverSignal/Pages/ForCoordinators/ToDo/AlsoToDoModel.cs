using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Pages.ForCoordinators.Worklist;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>A caregiver's worklist tasks that no other part of the case shows, worded as on the worklist.</summary>
/// <param name="Notices">In the worklist's order of kinds.</param>
public sealed record AlsoToDoModel(IReadOnlyList<ToDoNotice> Notices)
{
    /// <summary>The anchor on the case page of these tasks, surplus messages included.</summary>
    public const string Id = "ook-te-doen";
    public const string MoreReplies = "meer-mails";

    public IReadOnlyList<ToDoNotice> More { get; init; } = [];

    /// <summary>What to know before speaking.</summary>
    public AlsoToDoModel OfAnEnd => new([.. Notices.Where(notice => notice.IsOfAnEnd)]) { IsOfAnEnd = true };

    public AlsoToDoModel Besides => this with { Notices = [.. Notices.Where(notice => !notice.IsOfAnEnd)] };

    public bool IsOfAnEnd { get; private init; }

    public string MoreText => Words.Counted("Task.MoreReplies", More.Count);

    /// <summary>The form field that returns to the case, not the worklist.</summary>
    public const string Back = "terug";

    private static readonly StaffTaskKind[] AboutMail = [StaffTaskKind.NoArrival, StaffTaskKind.Complaint];

    /// <summary>The kinds that no other part of the case shows.</summary>
    private static readonly StaffTaskKind[] Told =
    [
        .. AboutMail,
        StaffTaskKind.Reply,
        StaffTaskKind.PassedOn,
        StaffTaskKind.Unfollowed,
        StaffTaskKind.AskFirst,
        StaffTaskKind.CareEnded,
        StaffTaskKind.Aftercare,
        StaffTaskKind.AfterEvent,
        StaffTaskKind.Stopped,
        StaffTaskKind.Erase,
    ];

    private static Texts Words => WorklistModel.Words;

    public static AlsoToDoModel Of(CaseFile file, SiteTime time)
    {
        // What is known of their email says more than the worklist has room for.
        var mail = CaseNotices.MailOf(file, time);
        var lines = new TaskLines(file.Tasks.Facts, time) { SeesSafetyOf = _ => file.Care.SeesSafety, HasRoom = true };
        var folded = TaskLines.TooMany(file.Tasks.Open);
        return new([
            .. file.Course.Help.Where(help => help.Objection is not null).Select(help => NoticeOf(help, time.Today)),
            // If a letter is still to be sent, the letter comes first.
            .. file.Tasks.ToAsk.Select(ask => NoticeOf(WithLetter(OtherLines.Of(ask, time), ask))),
            .. file.Tasks.Open.Where(task => Told.Contains(task.Kind) && !folded.Contains(task)).SelectMany(NoticesOf),
        ])
        {
            More = [.. folded.SelectMany(NoticesOf)],
        };

        IEnumerable<ToDoNotice> NoticesOf(OpenTask task) =>
            lines
                .Of(task)
                .Select(line =>
                    NoticeOf(line, AboutMail.Contains(task.Kind) ? mail : null) with
                    {
                        IsOfAnEnd = task.Kind is StaffTaskKind.AskFirst or StaffTaskKind.CareEnded,
                    }
                );
    }

    public static bool TellsOfMail(IEnumerable<OpenTask> tasks) => tasks.Any(task => AboutMail.Contains(task.Kind));

    private static WorklistLine WithLetter(WorklistLine line, ToAsk toAsk) =>
        toAsk.Because is not (ByHandBecause.Paper or ByHandBecause.NoAddress)
            ? line
            : line with
            {
                Acts =
                [
                    new RowAct(
                        Words["Letter"],
                        Words["For", ("naam", line.Who.Name)],
                        FormattableString.Invariant($"/zaak/{toAsk.CaregiverId}/vragenbrief/{toAsk.CheckInId}")
                    ),
                    .. line.Acts,
                ],
            };

    /// <summary>An objection to help in their own words, until a step answers it.</summary>
    private static ToDoNotice NoticeOf(ArrangedHelp help, DateOnly today) =>
        new(
            $"{help.Kind.Name}. {HelpLine.ObjectionOf(help.Objection)} {Texts.Capital(TaskLines.DueIn(help.NextOn!.Value, today))}.",
            TaskLines.Paragraphs(help.ObjectionWords ?? ""),
            [new RowAct(HelpLine.AskOf(help), "", HelpLine.PathOf(help))]
        );

    /// <param name="instead">A text that replaces the line's facts; null to keep them.</param>
    private static ToDoNotice NoticeOf(WorklistLine line, string? instead = null)
    {
        List<string> facts = instead is null ? [.. line.Facts] : [instead];
        if (line.Next is { } next)
            facts.Add(next);
        if (line.When is { } day)
            facts.Add(Texts.Capital(day) + ".");
        return new ToDoNotice(string.Join(' ', facts), line.OwnWords, line.Acts) { Whole = line.Whole };
    }
}

/// <param name="OwnWords">Their text, one item per paragraph.</param>
public sealed record ToDoNotice(string Text, IReadOnlyList<string> OwnWords, IReadOnlyList<RowAct> Acts)
{
    public string? Whole { get; init; }

    /// <summary>Whether it is about care that has ended or may have: to know before speaking.</summary>
    public bool IsOfAnEnd { get; init; }
}
