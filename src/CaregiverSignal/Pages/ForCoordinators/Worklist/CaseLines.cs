using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>The lines of the open cases.</summary>
public static class CaseLines
{
    private const int MostReasons = 2;

    /// <summary>The most words of a reason in a row: what a coordinator reads at a glance (our choice).</summary>
    private const int MostWords = 15;

    private static Texts Words => WorklistModel.Words;

    /// <summary>Where a case stands; who it is and what it says is known only of the rows that are shown.</summary>
    public static WorklistLine Bare(WorkItem item) =>
        new()
        {
            Who = WorklistPerson.Of(item.Case.CaregiverId, "", null, item.Case.CoordinatorId),
            Kind = WorklistKind.Signal,
            Place = item.Place,
        };

    /// <param name="findings">Of its signal, newest first.</param>
    /// <param name="said">Who it is, and what they said last.</param>
    /// <param name="now">What their answers say today.</param>
    public static WorklistLine Of(
        WorkItem item,
        IReadOnlyList<StoredFinding> findings,
        LastSaid said,
        AnswersNow now,
        SiteTime time
    )
    {
        var signal = item.Case;
        var reasons = now.Reasons(findings);
        DateOnly? tookBack = said.TookBackAt is { } at && AboutCalls.IsOf(signal, at, time) ? time.DayOf(at) : null;
        var wantsNoContact = said.WantsNoContact && !item.AsksForContact;
        // What was agreed in a talk holds.
        var wantsNoCall =
            wantsNoContact
            || (
                said.CallMe is CallWish.No or CallWish.Self
                && !(signal.ContactedAt > said.CallMeAt)
                && !item.AsksForContact
            );
        var isAskedFirst =
            (tookBack is not null && !item.AsksForContact) || (wantsNoCall && said.IsAskedFirst(time.Today));
        // One day a row: the agreed one, which its next step names and each talk has, or since when it waits.
        var waits = signal is { NextOn: null, IsFollowed: false, IsContacted: false };
        var who = WorklistPerson.Of(signal, said);
        return Bare(item) with
        {
            Who = who,
            Tags = TagsOf(item, said.Status),
            OwnWords = string.IsNullOrWhiteSpace(said.OwnWords)
                ? []
                : [$"“{DisplayText.Short(DisplayText.Visible(said.OwnWords.Trim()))}”"],
            Facts =
            [
                .. CameBack.Of(signal, now, reasons, time.Today) is { } back ? [back.Text] : Array.Empty<string>(),
                .. ReasonsIn(item, said, reasons, findings, time),
                .. tookBack is { } day ? [CaseNotices.TookBack(day)]
                : wantsNoContact ? [Words["NoCall.Noted"]]
                : wantsNoCall ? [Words["NoCall"]]
                : Array.Empty<string>(),
            ],
            When =
                !waits ? null
                : signal.WaitsSince >= time.Today ? Words["Since.Today"]
                : Words[
                    "Waits",
                    ("dag", Texts.Day(signal.WaitsSince, time.Today)),
                    ("wacht", WaitingTime.Of(signal.WaitsSince, time.Today, time.WorkingDays))
                ],
            Next = NextOf(
                item,
                wantsNoContact ? "Next.Instead"
                    : isAskedFirst ? "Next.Ask"
                    : null,
                signal.NextOn > CanGoOn.Of(said.Status, said.CanGoOn, said.CanGoOnSaidOn, time)?.Last,
                findings.All(found => found.FoundAt < signal.SeenAt),
                time
            ),
            Acts = [.. ActsOf(item, who)],
            IsCall = !wantsNoContact,
        };
    }

    private static IEnumerable<RowAct> ActsOf(WorkItem item, WorklistPerson who)
    {
        if (item.Case.SeenAt is null)
        {
            yield return new RowAct(
                Words["TakeUp"],
                Words["For", ("naam", who.Name)],
                $"{who.Address}?handler=TakeUp",
                true
            )
            {
                Fields =
                [
                    ("Signal", item.Case.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    ("Mark", item.Case.Mark),
                ],
            };
        }

        yield return TaskLines.NoteCall(who);
    }

    /// <summary>
    /// In aftercare only a wish to be called and what happened, since the last talk: how heavy the care was is nothing
    /// to call about any more.
    /// </summary>
    private static IReadOnlyList<string> ReasonsIn(
        WorkItem item,
        LastSaid said,
        IReadOnlyList<ReasonNow> reasons,
        IReadOnlyList<StoredFinding> findings,
        SiteTime time
    )
    {
        if (said.Status != CaregiverStatus.Aftercare)
            return
            [
                .. ReasonsOf(item, reasons, findings, time.Today),
                .. findings.Count == 0 ? FollowedOf(item.Case, said, time) : [],
            ];
        if (findings.Count == 0)
            return FollowedOf(item.Case, said, time);
        var after = reasons
            .Where(reason =>
                reason.Finding.Kind is SignalKind.Request or SignalKind.Event
                && !(reason.Finding.FoundAt <= item.Case.ContactedAt)
            )
            .ToList();
        return after.Count == 0 ? [Words["Aftercare.before"]] : ReasonsOf(item, after, findings, time.Today);
    }

    /// <summary>What kind of case it is, and how soon it is for.</summary>
    public static Tag TagOf(WorkItem item) =>
        item.Case.IsLine ? new(Words["Tag.Line"])
        : item.Case.IsFollowed ? new(Words["Tag.Followed"])
        : item.AsksForContact ? new(Words["Tag.Request"], TagKind.Now)
        : item.Case.Urgency == Urgency.Red && (item.Group == WorkGroup.Today || item.Case.AwaitsTalk)
            ? new(Words["Tag.Red"], TagKind.Now)
        : new(Words[item.Group == WorkGroup.Later ? "Group.Later" : "Tag.Amber"]);

    private static List<Tag> TagsOf(WorkItem item, CaregiverStatus status)
    {
        var tags = new List<Tag> { TagOf(item) };
        if (item.Case.NewsAt is not null)
            tags.Add(new Tag(Words["Tag.News"], TagKind.New));
        if (status != CaregiverStatus.Active)
            tags.Add(new Tag(Words["Filter." + status.Code()]));
        if (item.IsOverdue)
            tags.Add(new Tag(Words["LateTag"], TagKind.Soon));
        if (item.Case.IsWithDeputy)
            tags.Add(new Tag(Words["Tag.Deputy"]));
        return tags;
    }

    /// <summary>
    /// One or two reasons as they are today: the wish to be called, what came after the last talk, the strongest.
    /// </summary>
    private static IReadOnlyList<string> ReasonsOf(
        WorkItem item,
        IReadOnlyList<ReasonNow> reasons,
        IReadOnlyList<StoredFinding> findings,
        DateOnly today
    )
    {
        return
        [
            .. reasons
                .Where(reason => !reason.IsPast)
                .OrderBy(reason =>
                    item.AsksForContact && IsRequest(reason) ? 0
                    : reason.Finding.IsNewsSince(item.Case.ContactedAt, findings) ? 1
                    : !IsRequest(reason) ? 2
                    : 3
                )
                .Take(MostReasons)
                .Select(reason =>
                    string.Join(' ', [InPassing(reason.TextOn(today)), .. new[] { reason.WasSaid }.OfType<string>()])
                ),
        ];

        static bool IsRequest(ReasonNow reason) => reason.Finding.Kind == SignalKind.Request;
    }

    /// <summary>Shortens a reason to what is read in passing.</summary>
    private static string InPassing(string reason) =>
        reason.Split(' ') is { Length: > MostWords } words ? string.Join(' ', words[..MostWords]) + " …" : reason;

    /// <summary>
    /// "Weer bellen op 9 maart.", for a case that is followed without a finding; until somebody talked also what began
    /// aftercare. The day of another attempt stands in the next step.
    /// </summary>
    private static IReadOnlyList<string> FollowedOf(Signal signal, LastSaid said, SiteTime time)
    {
        string? began = signal.IsContacted || said.EndedBy is not { } end ? null : Words["Followed." + end];
        var next = signal switch
        {
            { NextOn: null } or { IsContacted: false, Tries: > 0 } => null,
            { SeenAt: null, NextOn: { } day } => Words["Followed.First", ("dag", WaitingTime.By(day, time.Today))],
            { NextOn: { } day } => Words[
                signal is { IsContacted: true, NextAt: null } ? "State.Look" : "State.Again",
                ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))
            ],
        };
        return [.. new[] { began, next }.OfType<string>()];
    }

    /// <param name="instead">What comes first where they want no call; null for a call.</param>
    /// <param name="isTakenUp">Since the newest finding.</param>
    private static string NextOf(WorkItem item, string? instead, bool isLaterThanSaid, bool isTakenUp, SiteTime time)
    {
        var signal = item.Case;
        var next = signal switch
        {
            { IsLine: true, NextOn: { } day } => Words[
                isTakenUp ? "Next.LineTaken" : "Next.Line",
                ("dag", WaitingTime.By(day, time.Today))
            ],
            // It came back after a closing, and nobody tried yet.
            { NextOn: { } day, IsFollowed: false, IsContacted: false, Tries: 0 } when instead is null => Words[
                "Followed.First",
                ("dag", WaitingTime.By(day, time.Today))
            ],
            // The button says it.
            { SeenAt: null } when instead != "Next.Instead" => null,
            // The row has that day already.
            { NextOn: not null, IsFollowed: true, NewestFinding: 0, Tries: 0 } => null,
            { NextOn: not null, IsFollowed: false, IsContacted: false, Tries: 0 } => Words[instead!],
            { NextOn: { } day, IsContacted: false } => Words[
                "State.TryAgain",
                ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))
            ],
            { NextOn: { } day, Tries: > 0 } => Words[
                "State.TryLater",
                ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))
            ],
            { NextOn: not null, AwaitsTalk: true } => Words[instead is null ? "Next.NewsCall" : "Next.NewsAsk"],
            { NextOn: { } day } => Words[
                signal.NextAt is not null ? "State.Again"
                : signal.NewsAt is null ? "State.Look"
                : "Next.NewsLook",
                ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))
            ],
            _ => Words[instead ?? "Next.Call"],
        };
        return string.Join(
            ' ',
            new[]
            {
                next,
                isLaterThanSaid ? Words["Next.LaterThanSaid"] : null,
                Tried.Of(signal, time.Today),
            }.OfType<string>()
        );
    }
}
