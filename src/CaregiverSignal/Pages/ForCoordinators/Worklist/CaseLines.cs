using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
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
        // What a talk answered is not asked again.
        List<ReasonNow> reasons =
        [
            .. now.Reasons(findings)
                .Where(reason => !IsRequest(reason) || !(reason.Finding.FoundAt <= signal.ContactedAt)),
        ];
        DateOnly? tookBack = said.TookBackAt is { } at && AboutCalls.IsOf(signal, at, time) ? time.DayOf(at) : null;
        var wantsNoContact = said.WantsNoContact && !item.AsksForContact;
        // What was agreed in a talk holds.
        var noCall = item.AsksForContact || signal.ContactedAt > said.CallMeAt ? null : said.NoCall;
        var isAskedFirst =
            (tookBack is not null && !item.AsksForContact)
            || ((wantsNoContact || noCall is not null) && said.IsAskedFirst(time.Today));
        // One day a row: the agreed one, which its next step names and each talk has, or since when it waits.
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

    /// <summary>In aftercare only a wish to be called and what happened, since the last talk: how heavy the care was is
    /// nothing to call about any more.</summary>
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

    /// <summary>What kind of case it is, and how soon it is for: on the worklist, in a list of people, and on the
    /// case.</summary>
    /// <remarks>After a death or an admission nothing of before is loud: how heavy the care was is nothing to call
    /// about today. Whoever asks to be called after that day is.</remarks>
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

    /// <summary>The same with what else is to be known of it.</summary>
    /// <param name="wantsNoContact">Whom a message is sent to, and no call is made.</param>
    public static IReadOnlyList<Tag> TagsOf(
        WorkItem item,
        CaregiverStatus status,
        bool questionsWait,
        SiteTime time,
        bool wantsNoContact
    )
    {
        var (kind, late) = (TagOf(item, status, time, wantsNoContact), new Tag(Words["LateTag"], TagKind.Soon));
        // That it is late says more than that it was planned.
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

    /// <summary>"Gesproken op 29 september; u zou op 22 oktober weer kijken.", the day where only it is next; null
    /// before a talk.</summary>
    private static string? TalkedOf(Signal signal, SiteTime time) =>
        signal.ContactedAt is not { } talk ? null
        : IsLookAlone(signal)
            ? Words[
                signal.NextOn < time.Today ? "Talked.Was" : "Talked.Look",
                ("dag", Texts.Day(time.DayOf(talk), time.Today)),
                ("wanneer", WaitingTime.On(signal.NextOn!.Value, time.Today))
            ]
        : Words["Talked", ("dag", Texts.Day(time.DayOf(talk), time.Today))];

    /// <summary>Whether all that is next is the look that was agreed in the talk.</summary>
    private static bool IsLookAlone(Signal signal) =>
        signal is { IsContacted: true, NextOn: not null, NextAt: null, NewsAt: null, Tries: 0 };

    private static bool IsRequest(ReasonNow reason) => reason.Finding.Kind == SignalKind.Request;

    /// <summary>One or two reasons as they are today, what makes the level first: what weighs by itself, the wish to be
    /// called, the most points; then the newest.</summary>
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
        // What it was before is said of the weightiest.
        return
        [
            .. told.Select(reason =>
                reason == told[0] && reason.WasSaid is { } was ? $"{Text(reason)} {was}" : Text(reason)
            ),
        ];

        // A day that stands before it is not said again.
        string Text(ReasonNow reason) =>
            reason.Finding.WarningSign is "event" or "crisis" && reason.Finding.RestsOn == said.HappenedOn
                ? HappenedOf(said, today)!
                : InPassing(
                    reason != told[0] && reason.Finding.RestsOn == told[0].Finding.RestsOn
                        ? reason.BelowDay(today)
                        : reason.TextOn(today)
                );
    }

    /// <summary>"Moeder viel (13 okt)."; null where nothing happened.</summary>
    private static string? HappenedOf(LastSaid said, DateOnly today) =>
        said is { Happened: { } kind, HappenedOn: { } day }
            ? $"{HappenedWords.Of(kind, new() { Called = said.Called, Relation = said.Relation }, day, today)}."
            : null;

    /// <summary>"Vader is overleden (13 okt). Condoleer eerst."; null for nobody, and after a talk since.</summary>
    private static string? LossOf(Signal signal, LastSaid said, SiteTime time) =>
        said is { Happened: EventKind.Death, HappenedOn: { } day }
        && (said.Status == CaregiverStatus.Aftercare || said.IsCareOver)
        && !(signal.ContactedAt is { } talk && time.DayOf(talk) >= day)
            ? $"{HappenedOf(said, time.Today)} {Words["Condole"]}"
            : null;

    /// <summary>Shortens a reason to what is read in passing, and not within brackets.</summary>
    private static string InPassing(string reason)
    {
        if (reason.Split(' ') is not { Length: > MostWords } words)
            return reason;
        var begin = string.Join(' ', words[..MostWords]);
        var bracket = begin.LastIndexOf(" (", StringComparison.Ordinal);
        return (bracket > begin.LastIndexOf(')') ? begin[..bracket] : begin) + " …";
    }

    /// <summary>"Weer bellen op 9 maart.", for a case that is followed without a finding, with what happened in the
    /// month before it; of somebody in aftercare until somebody talked. The day of another attempt stands in the next
    /// step.</summary>
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
            // The talk has it.
            _ when IsLookAlone(signal) => null,
            { SeenAt: null, NextOn: { } day } => Words["Followed.First", ("dag", WaitingTime.By(day, time.Today))],
            { NextOn: { } day } => Words["State.Again", ("wanneer", WaitingTime.On(day, time.Today, signal.NextAt))],
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
            // The row has that day already.
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
