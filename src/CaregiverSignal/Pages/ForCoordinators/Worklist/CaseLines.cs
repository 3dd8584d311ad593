using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

public static class CaseLines
{
    private const int MostReasons = 2;

    /// <summary>The most words of a reason in a row, to read at a glance (our choice).</summary>
    private const int MostWords = 15;

    private static Texts Words => WorklistModel.Words;

    /// <summary>A case's place in the list; names and texts are loaded only for the rows shown.</summary>
    public static WorklistLine Bare(WorkItem item) =>
        new()
        {
            Who = WorklistPerson.Of(item.Case.CaregiverId, "", null, item.Case.CoordinatorId),
            Kind = WorklistKind.Signal,
            Place = item.Place,
        };

    /// <param name="findings">Its signal's, newest first.</param>
    public static WorklistLine Of(
        WorkItem item,
        IReadOnlyList<StoredFinding> findings,
        LastSaid said,
        AnswersNow now,
        SiteTime time
    )
    {
        var signal = item.Case;
        // What a conversation answered is not asked again.
        List<ReasonNow> reasons =
        [
            .. now.Reasons(findings)
                .Where(reason => !IsRequest(reason) || !(reason.Finding.FoundAt <= signal.ContactedAt)),
        ];
        DateOnly? tookBack = said.TookBackAt is { } at && AboutCalls.IsOf(signal, at, time) ? time.DayOf(at) : null;
        var wantsNoContact = said.WantsNoContact && !item.AsksForContact;
        // What was agreed in a conversation applies.
        var noCall = item.AsksForContact || signal.ContactedAt > said.CallMeAt ? null : said.NoCall;
        var isAskedFirst =
            (tookBack is not null && !item.AsksForContact)
            || ((wantsNoContact || noCall is not null) && said.IsAskedFirst(time.Today));
        // A row has one day: the agreed one, which the next step and conversation name, or since when it waits.
        var waits = signal is { NextOn: null, IsFollowed: false, IsContacted: false };
        var who = WorklistPerson.Of(signal, said);
        return Bare(item) with
        {
            Who = who,
            Tags = TagsOf(item, said.Status, said.QuestionsWait, time, wantsNoContact),
            OwnWords = string.IsNullOrWhiteSpace(said.OwnWords)
                ? []
                : [DisplayText.Short(DisplayText.Visible(said.OwnWords.Trim()))],
            Facts =
            [
                .. new[] { TalkedOf(signal, time), Tried.Of(signal, time.Today) }.OfType<string>(),
                .. CameBack.Of(signal, now, reasons, time.Today) is { } back ? [back.Text] : Array.Empty<string>(),
                .. ReasonsIn(item, said, reasons, findings.Count == 0, time),
                .. tookBack is { } day ? [CaseNotices.TookBack(day)]
                : wantsNoContact ? [Said("noted", said.NoContactAt)]
                : noCall is { } wish ? [Said(wish.Code(), said.CallMeAt)]
                : Array.Empty<string>(),
            ],
            DueOn = signal.AwaitsTalk && signal.NextOn >= time.Today ? null : signal.NextOn,
            When =
                !waits ? null
                : signal.WaitsSince >= time.Today ? Words["Since.Today"]
                : Words["Waits", ("wacht", WaitingTime.Of(signal.WaitsSince, time.Today, time.WorkingDays))],
            Next = NextOf(
                item,
                wantsNoContact ? "Next.Instead"
                    : isAskedFirst ? "Next.Ask"
                    : null,
                signal.NextOn > CanGoOn.Of(said.Status, said.CanGoOn, said.CanGoOnSaidOn, time)?.Last,
                findings.All(found => found.FoundAt < signal.SeenAt),
                time
            ),
            Acts = [TaskLines.NoteCall(who)],
            IsCall = !wantsNoContact,
        };

        string Said(string what, DateTimeOffset? at) =>
            Words["NoCall." + what, ("dag", Texts.Day(time.DayOf(at!.Value), time.Today))];
    }

    /// <summary>In aftercare only requests to be called and events since the last conversation: how heavy the care was
    /// is no longer a reason to call.</summary>
    private static IReadOnlyList<string> ReasonsIn(
        WorkItem item,
        LastSaid said,
        IReadOnlyList<ReasonNow> reasons,
        bool isBare,
        SiteTime time
    )
    {
        IReadOnlyList<string> loss = isBare || LossOf(item.Case, said, time) is not { } lost ? [] : [lost];
        if (said.Status != CaregiverStatus.Aftercare)
            return
            [
                .. loss,
                .. ReasonsOf(item, said, reasons, time.Today),
                .. isBare ? FollowedOf(item.Case, said, time) : [],
            ];
        if (isBare)
            return FollowedOf(item.Case, said, time);
        var after = reasons
            .Where(reason =>
                reason.Finding.Kind is SignalKind.Request or SignalKind.Event or SignalKind.Crisis
                && !(reason.Finding.FoundAt <= item.Case.ContactedAt)
            )
            .ToList();
        return [.. loss, .. after.Count == 0 ? [Words["Aftercare.before"]] : ReasonsOf(item, said, after, time.Today)];
    }

    /// <summary>A case's kind and urgency, for the worklist, lists of people and the case itself.</summary>
    /// <remarks>After a death or admission, earlier burden is not urgent; a later request to be called is.</remarks>
    public static Tag TagOf(WorkItem item, CaregiverStatus status, SiteTime time, bool wantsNoContact = false) =>
        item.Case.IsLine ? new(Words["Tag.Line"])
        : item.Case.IsFollowed ? new(Words["Tag.Followed"])
        : item.AsksForContact
            ? new(
                Words["Tag.Request"],
                status == CaregiverStatus.Aftercare && item.Case.RequestedOn <= item.Case.CareEndedOn
                    ? TagKind.Plain
                    : TagKind.Now
            )
        : status != CaregiverStatus.Aftercare
        && item.Case.Urgency == Urgency.Red
        && (item.Group == WorkGroup.Today || item.Case.AwaitsTalk)
            ? new(
                Words[
                    wantsNoContact ? "Tag.Red.Message" : "Tag.Red",
                    ("dag", WaitingTime.Short(time.DeskDay, time.Today))
                ],
                TagKind.Now
            )
        : new(Words[item.Group == WorkGroup.Later ? "Group.Later" : "Tag.Amber"]);

    /// <param name="wantsNoContact">Whether to send a message instead of calling.</param>
    public static IReadOnlyList<Tag> TagsOf(
        WorkItem item,
        CaregiverStatus status,
        bool questionsWait,
        SiteTime time,
        bool wantsNoContact
    )
    {
        var (kind, late) = (TagOf(item, status, time, wantsNoContact), new Tag(Words["LateTag"], TagKind.Soon));
        // Being late matters more than having been planned.
        List<Tag> tags = [item.IsOverdue && !kind.IsLoud && !item.AsksForContact ? late : kind];
        if (item.Case.NewsAt is not null)
            tags.Add(new Tag(Words["Tag.News"], TagKind.New));
        if (status != CaregiverStatus.Active)
            tags.Add(
                new Tag(questionsWait ? Texts.Capital(Words["Status.waiting"]) : Words["Filter." + status.Code()])
            );
        if (item.IsOverdue && tags[0] == kind)
            tags.Add(late);
        if (item.Case.IsWithDeputy)
            tags.Add(new Tag(Words["Tag.Deputy"]));
        return tags;
    }

    /// <summary>Such as "Gesproken op 29 september; u zou op 22 oktober weer kijken.", with the day if only that is
    /// next; null before a conversation.</summary>
    private static string? TalkedOf(Signal signal, SiteTime time) =>
        signal.ContactedAt is not { } talk ? null
        : IsLookAlone(signal)
            ? Words[
                signal.NextOn < time.Today ? "Talked.Was" : "Talked.Look",
                ("dag", Texts.Day(time.DayOf(talk), time.Today)),
                ("wanneer", WaitingTime.On(signal.NextOn!.Value, time.Today))
            ]
        : Words["Talked", ("dag", Texts.Day(time.DayOf(talk), time.Today))];

    /// <summary>Whether only the follow-up agreed in the conversation is next.</summary>
    private static bool IsLookAlone(Signal signal) =>
        signal is { IsContacted: true, NextOn: not null, NextAt: null, NewsAt: null, Tries: 0 };

    private static bool IsRequest(ReasonNow reason) => reason.Finding.Kind == SignalKind.Request;

    /// <summary>One or two reasons as they are today. Those that set the level come first: what counts by itself, a
    /// request to be called, the most points, then the newest.</summary>
    private static IReadOnlyList<string> ReasonsOf(
        WorkItem item,
        LastSaid said,
        IReadOnlyList<ReasonNow> reasons,
        DateOnly today
    )
    {
        List<ReasonNow> told =
        [
            .. reasons
                .Where(reason => !reason.IsPast)
                .OrderByDescending(reason => reason.Finding.Alarms)
                .ThenBy(reason =>
                    !IsRequest(reason) ? 1
                    : item.AsksForContact ? 0
                    : 2
                )
                .ThenByDescending(reason => reason.Finding.Points)
                .ThenByDescending(reason => reason.Finding.RestsOn)
                .Take(MostReasons),
        ];
        // Only the weightiest shows what it was before.
        return
        [
            .. told.Select(reason =>
                reason == told[0] && reason.WasSaid is { } was ? $"{Text(reason)} {was}" : Text(reason)
            ),
        ];

        // A day already shown is not repeated.
        string Text(ReasonNow reason) =>
            reason.Finding.WarningSign is "event" or "crisis" && reason.Finding.RestsOn == said.HappenedOn
                ? HappenedOf(said, today)!
                : InPassing(
                    reason != told[0] && reason.Finding.RestsOn == told[0].Finding.RestsOn
                        ? reason.BelowDay(today)
                        : reason.TextOn(today)
                );
    }

    /// <summary>Such as "Moeder viel (13 okt)."; null if nothing happened.</summary>
    private static string? HappenedOf(LastSaid said, DateOnly today) =>
        said is { Happened: { } kind, HappenedOn: { } day }
            ? $"{HappenedWords.Of(kind, new() { Called = said.Called, Relation = said.Relation }, day, today)}."
            : null;

    /// <summary>Such as "Vader is overleden (13 okt). Condoleer eerst."; null once discussed.</summary>
    private static string? LossOf(Signal signal, LastSaid said, SiteTime time) =>
        said is { Happened: EventKind.Death, HappenedOn: { } day }
        && (said.Status == CaregiverStatus.Aftercare || said.IsCareOver)
        && !(signal.ContactedAt is { } talk && time.DayOf(talk) >= day)
            ? $"{HappenedOf(said, time.Today)} {Words["Condole"]}"
            : null;

    /// <summary>Shortens a reason for reading at a glance, never within brackets.</summary>
    private static string InPassing(string reason)
    {
        if (reason.Split(' ') is not { Length: > MostWords } words)
            return reason;
        var begin = string.Join(' ', words[..MostWords]);
        var bracket = begin.LastIndexOf(" (", StringComparison.Ordinal);
        return (bracket > begin.LastIndexOf(')') ? begin[..bracket] : begin) + " …";
    }

    /// <summary>Such as "Weer bellen op 9 maart.", for a followed case without a finding, with an event of the month
    /// before; in aftercare until somebody spoke with them. The next step has the day of another attempt.</summary>
    private static IReadOnlyList<string> FollowedOf(Signal signal, LastSaid said, SiteTime time)
    {
        var isAbout =
            said.Status == CaregiverStatus.Aftercare
                ? !signal.IsContacted
                : said.HappenedOn >= signal.OpenedOn.AddMonths(-1);
        var began = isAbout ? HappenedOf(said, time.Today) : null;
        var next = signal switch
        {
            { NextOn: null } or { IsContacted: false, Tries: > 0 } => null,
            // The line about the conversation has it.
            _ when IsLookAlone(signal) => null,
            { SeenAt: null, NextOn: { } day } => Words["Followed.First", ("dag", WaitingTime.By(day, time.Today))],
            { NextOn: { } day } => Words["State.Again", ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))],
        };
        return [.. new[] { began, next }.OfType<string>()];
    }

    /// <param name="instead">What comes before a call if they want none; null for a call.</param>
    /// <param name="isTakenUp">Whether it was taken up since the newest finding.</param>
    private static string NextOf(WorkItem item, string? instead, bool isLaterThanSaid, bool isTakenUp, SiteTime time)
    {
        var signal = item.Case;
        var next = signal switch
        {
            { IsLine: true, NextOn: { } day } => Words[
                isTakenUp ? "Next.LineTaken" : "Next.Line",
                ("dag", WaitingTime.By(day, time.Today))
            ],
            // It came back after a closing, and nobody has tried yet.
            { NextOn: { } day, IsFollowed: false, IsContacted: false, Tries: 0 } when instead is null => Words[
                "Followed.First",
                ("dag", WaitingTime.By(day, time.Today))
            ],
            { SeenAt: null } when instead != "Next.Instead" => null,
            // The row already has that day.
            { NextOn: not null, IsFollowed: true, NewestFinding: 0, Tries: 0 } => null,
            { NextOn: not null, IsFollowed: false, IsContacted: false, Tries: 0 } => Words[instead!],
            // The row already has that day.
            _ when IsLookAlone(signal) => null,
            { NextOn: { } day } when day <= time.Today && signal.NextAt is null => null,
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
                signal.NewsAt is null || signal.NextAt is not null ? "State.Again" : "Next.NewsLook",
                ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))
            ],
            _ => Words[instead ?? "Next.Call"],
        };
        return string.Join(' ', new[] { next, isLaterThanSaid ? Words["Next.LaterThanSaid"] : null }.OfType<string>());
    }
}
