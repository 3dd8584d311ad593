using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.Tips;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>The worklist, every text ready to show.</summary>
public sealed record WorklistPageModel
{
    public required StaffShell Shell { get; init; }

    /// <summary>Whether it shows everybody the coordinator may see, not only their own caregivers.</summary>
    public required bool Team { get; init; }

    public required string Summary { get; init; }

    /// <summary>
    /// The warning that an alert has not reached the relay though it should have, or came back; null without one.
    /// </summary>
    public required string? AlertLate { get; init; }

    /// <summary>A sentence for each colleague whose caregivers they may see now.</summary>
    public required IReadOnlyList<string> StandsFor { get; init; }

    /// <summary>The tips, for the whole team.</summary>
    public required TipsShown Tips { get; init; }

    /// <summary>A sentence for each coordinator with more new signals than they can handle in a week.</summary>
    public required IReadOnlyList<string> Budgets { get; init; }

    public required IReadOnlyList<WorklistGroup> Groups { get; init; }

    public required IReadOnlyList<MailTaskRow> Tasks { get; init; }

    public required IReadOnlyList<CallRow> Unreached { get; init; }

    public required IReadOnlyList<CallRow> ToAsk { get; init; }

    /// <summary>How many of those are to get a letter.</summary>
    public int Letters { get; init; }

    public required IReadOnlyList<CallRow> Quiet { get; init; }

    public required Pager Pager { get; init; }

    /// <summary>Own words on check-ins that nobody marked as read.</summary>
    public IReadOnlyList<WordsRow> Written { get; init; } = [];

    /// <summary>The calls that were promised, with their day.</summary>
    public IReadOnlyList<CallRow> Promised { get; init; } = [];

    /// <summary>Caregivers who enrolled themselves, to get acquainted with.</summary>
    public IReadOnlyList<CallRow> ToMeet { get; init; } = [];

    /// <summary>Help whose day to look again has come, or comes soon.</summary>
    public IReadOnlyList<CallRow> Help { get; init; } = [];

    /// <summary>Caregivers who stopped on their own.</summary>
    public IReadOnlyList<CallRow> Stopped { get; init; } = [];

    /// <summary>People in aftercare for whom a kind word is due.</summary>
    public IReadOnlyList<CallRow> Aftercare { get; init; } = [];

    /// <summary>Caregivers with whom nothing is agreed any more.</summary>
    public IReadOnlyList<CallRow> Unfollowed { get; init; } = [];

    /// <summary>Those who no longer take part and are erased within the days of notice.</summary>
    public IReadOnlyList<CallRow> SoonErased { get; init; } = [];

    /// <summary>Caregivers of whom it is to be asked whether what is known is still right.</summary>
    public IReadOnlyList<CallRow> Details { get; init; } = [];

    /// <summary>Colleagues who cannot look after their people; for a team lead.</summary>
    public IReadOnlyList<UncoveredLine> Uncovered { get; init; } = [];

    /// <summary>Whom a colleague passed on to them, until they have looked.</summary>
    public IReadOnlyList<CallRow> PassedOn { get; init; } = [];

    /// <summary>Replies to a mail.</summary>
    public IReadOnlyList<MailTaskRow> Replies { get; init; } = [];

    public const int RowsAPage = 50;
    private const int MostReasons = 2;

    /// <summary>The most words of a reason in a row: what a coordinator reads at a glance (our choice).</summary>
    private const int MostWords = 20;

    /// <summary>By caregiver, what whoever calls has to know first.</summary>
    public IReadOnlyDictionary<long, string> BeforeCalling { get; init; } = new Dictionary<long, string>();

    /// <summary>The same page, with what has to be known before calling anybody on it.</summary>
    public WorklistPageModel With(IReadOnlyDictionary<long, string> known)
    {
        return this with
        {
            BeforeCalling = known,
            Unreached = Of(Unreached),
            ToAsk = Of(ToAsk),
            Quiet = Of(Quiet),
            Promised = Of(Promised),
            ToMeet = Of(ToMeet),
            Help = Of(Help),
            Aftercare = Of(Aftercare),
            Stopped = Of(Stopped),
            Unfollowed = Of(Unfollowed),
            Details = Of(Details),
            PassedOn = Of(PassedOn),
            Tasks = OfMail(Tasks),
            Replies = OfMail(Replies),
            Typed = Typed is { Next: { } next } ? Typed with { Next = Of([next])[0] } : Typed,
        };

        IReadOnlyList<CallRow> Of(IReadOnlyList<CallRow> rows) =>
            [.. rows.Select(row => row with { BeforeCalling = known.GetValueOrDefault(row.CaregiverId) })];

        IReadOnlyList<MailTaskRow> OfMail(IReadOnlyList<MailTaskRow> rows) =>
            [.. rows.Select(row => row with { BeforeCalling = known.GetValueOrDefault(row.CaregiverId) })];
    }

    /// <summary>Everybody who is called from this page.</summary>
    public IReadOnlyList<long> Everybody =>
        [
            .. new[]
            {
                Unreached, ToAsk, Quiet, Promised, ToMeet, Help, Aftercare, Stopped, Unfollowed, Details, PassedOn,
            }
                .SelectMany(rows => rows.Select(row => row.CaregiverId))
                .Concat(Tasks.Concat(Replies).Select(row => row.CaregiverId))
                .Concat(Groups.SelectMany(group => group.Rows.Select(row => row.CaregiverId)))
                .Distinct(),
        ];

    /// <summary>Everybody who stands on this page.</summary>
    public IEnumerable<long> Listed =>
        Everybody.Concat(Written.Select(row => row.CaregiverId)).Concat(SoonErased.Select(row => row.CaregiverId));

    /// <summary>The check-in that was just typed in, and who is next; null when none was.</summary>
    public EntryDone? Typed { get; init; }

    public static readonly Texts Words = Texts.Of(typeof(WorklistPage));

    /// <param name="items">In order.</param>
    /// <param name="findings">Of each signal, newest first.</param>
    public static IReadOnlyList<WorklistGroup> GroupsOf(
        IEnumerable<WorkItem> items,
        ILookup<long, StoredFinding> findings,
        IReadOnlySet<long> waiting,
        SiteTime time
    ) =>
        [
            .. items
                .GroupBy(item => item.Group)
                .Select(group => new WorklistGroup(
                    group.Key.ToString().ToLowerInvariant(),
                    Words["Group." + group.Key],
                    [.. group.Select(item => RowOf(item, [.. findings[item.Case.Id]], waiting, time))]
                )),
        ];

    /// <summary>"6 open: 1 vandaag, 3 deze week, 2 volgen. 1 is te laat."</summary>
    /// <param name="besideTips">Tips are shown above the list, so it is not everything.</param>
    public static string SummaryOf(WorklistCounts counts, bool besideTips = false)
    {
        if (counts.Open == 0)
            return Words[besideTips ? "EmptyBeside" : "Empty"];
        var summary = Words[
            "Summary",
            ("open", Number(counts.Open)),
            ("vandaag", Number(counts.Today)),
            ("week", Number(counts.ThisWeek)),
            ("later", Number(counts.Later))
        ];
        return counts.Overdue switch
        {
            0 => summary,
            1 => $"{summary} {Words["OneLate"]}",
            _ => $"{summary} {Words["ManyLate", ("n", Number(counts.Overdue))]}",
        };
    }

    /// <summary>
    /// A sentence for a coordinator with more new signals than they can handle; null within the budget.
    /// </summary>
    public static string? BudgetOf(string name, AlertBudget budget) =>
        budget.Over == 0
            ? null
            : Words[
                "Budget",
                ("naam", Plainly.Shown(name)),
                ("nieuw", Number(budget.New)),
                ("ruimte", Number(budget.PerWeek)),
                ("teveel", Number(budget.Over)),
                ("wacht", Number(budget.Waiting.Count))
            ];

    /// <summary>"Een vrijwilliger thuis. Zoeken. Kijk weer op 2 maart 2026.", or what the caregiver says of it.</summary>
    public static string HelpOf(HelpTask row, DateOnly today) =>
        Words[
            row.Helped is { } helped ? "Help." + helped.Code()
            : row.NextOn < today ? "Help.Late"
            : "Help.What",
            ("hulp", HelpWords.NameOf(row.Help)),
            ("stand", HelpWords.StateOf(row.Step)),
            ("dag", Texts.Day(row.NextOn))
        ];

    /// <summary>
    /// Since when the caregiver has been silent; for somebody who never answered a mail, that another way may suit them
    /// better (C-13).
    /// </summary>
    public static string QuietOf(Quiet row, DateOnly today) =>
        $"{SilentSince(row)} {Words[row.DueOn < today ? "Quiet.late" : "Quiet.due", ("dag", Texts.Day(row.DueOn))]}";

    private static string SilentSince(Quiet row)
    {
        var since = Words["Quiet." + row.Status.Code(), ("dag", row.Since is { } day ? Texts.Day(day) : "")];
        if (row.TimesAnswered > 0 || row.Status != CaregiverStatus.Active)
            return since;
        var never = Words[
            "Quiet.never",
            ("n", Number(row.TimesAsked)),
            ("dag", row.Since is { } last ? Texts.Day(last) : "")
        ];
        return row.Channel == Channel.Email ? $"{never} {Words["Quiet.otherWay"]}" : never;
    }

    private static WorklistRow RowOf(
        WorkItem item,
        IReadOnlyList<StoredFinding> findings,
        IReadOnlySet<long> waiting,
        SiteTime time
    )
    {
        var one = item.Case;
        var since = one is { IsContacted: true, NewsAt: { } news } ? time.DayOf(news) : one.WaitsSince;
        return new WorklistRow
        {
            CaregiverId = one.CaregiverId,
            Name = Plainly.Name(one.Person, one.FirstName, one.LastName),
            Tags = TagsOf(item, waiting),
            OwnWords = string.IsNullOrWhiteSpace(one.OwnWords)
                ? null
                : Plainly.Short(Plainly.Shown(one.OwnWords.Trim())),
            Reasons = ReasonsIn(item, findings, time),
            Since = Texts.Day(since),
            Wait =
                (one.IsContacted && !one.AwaitsTalk) || one.IsFollowed
                    ? null
                    : Wait.Of(since, time.Today, time.WorkingDays),
            Next = NextOf(item, time),
            Owner = one.CoordinatorName ?? one.CoordinatorEmail,
        };
    }

    /// <summary>
    /// In aftercare only a wish to be called and what happened: how heavy the care was is nothing to call about any
    /// more.
    /// </summary>
    private static IReadOnlyList<string> ReasonsIn(WorkItem item, IReadOnlyList<StoredFinding> findings, SiteTime time)
    {
        if (findings.Count == 0)
            return [FollowedOf(item.Case, time)];
        if (item.Case.Status != CaregiverStatus.Aftercare)
            return ReasonsOf(item, findings, time.Today);
        var after = findings.Where(one => one.Kind is SignalKind.Request or SignalKind.Event).ToList();
        return after.Count == 0 ? [Words["Aftercare.before"]] : ReasonsOf(item, after, time.Today);
    }

    private static List<Tag> TagsOf(WorkItem item, IReadOnlySet<long> waiting)
    {
        var tags = new List<Tag>();
        if (item.Case.IsFollowed)
            tags.Add(new Tag(Words["Tag.Followed"], false));
        else if (item.AsksForContact)
            tags.Add(new Tag(Words["Tag.Request"], true));
        else if (item.Case.Urgency == Urgency.Red && item.Group == WorkGroup.Today)
            tags.Add(new Tag(Words["Tag.Red"], true));
        else
            tags.Add(new Tag(Words[item.Group == WorkGroup.Later ? "Tag.Later" : "Tag.Amber"], false));
        if (item.Case.NewsAt is not null)
            tags.Add(new Tag(Words["Tag.News"], item.Case.AwaitsTalk));
        if (item.Case.Status != CaregiverStatus.Active)
            tags.Add(new Tag(Words["Tag." + item.Case.Status.Code()], false));
        if (item.IsOverdue)
            tags.Add(new Tag(Words["Tag.Late"], true));
        if (waiting.Contains(item.Case.Id))
            tags.Add(new Tag(Words["Tag.Waiting"], false));
        return tags;
    }

    /// <summary>
    /// One or two reasons: the wish to be called, what came after the last talk, the strongest finding, each once.
    /// </summary>
    private static IReadOnlyList<string> ReasonsOf(WorkItem item, IReadOnlyList<StoredFinding> findings, DateOnly today)
    {
        var things = StoredFinding.NewestOfEach(findings);
        return
        [
            .. things
                .OrderBy(one =>
                    item.AsksForContact && IsRequest(one) ? 0
                    : one.IsNewsSince(item.Case.ContactedAt, findings) ? 1
                    : !IsRequest(one) ? 2
                    : 3
                )
                .Take(MostReasons)
                .Select(one => InPassing(one.ReasonOn(today))),
        ];

        static bool IsRequest(StoredFinding one) => one.Kind == SignalKind.Request;
    }

    /// <summary>Shortens a reason: the sentences of earlier rules were longer.</summary>
    private static string InPassing(string reason) =>
        reason.Split(' ') is { Length: > MostWords } words ? string.Join(' ', words[..MostWords]) + " …" : reason;

    /// <summary>"Afgesproken: vandaag weer bellen.", for a case that is followed without a finding.</summary>
    private static string FollowedOf(OpenCase one, SiteTime time) =>
        one switch
        {
            { NextOn: not { } } => "",
            { SeenAt: null, NextOn: { } day } => Words["Followed.First", ("dag", Texts.Day(day))],
            { NextOn: { } day } when day == time.Today => Words["Followed.Today"],
            { NextOn: { } day } => Words["Followed.On", ("dag", Texts.Day(day))],
        };

    private static string NextOf(WorkItem item, SiteTime time)
    {
        var one = item.Case;
        var next = one switch
        {
            { SeenAt: null } => Words["Next.TakeUp"],
            { NextOn: { } day, IsContacted: false } => Words["Next.TryAgain", ("dag", Texts.Day(day))],
            { NextOn: { } day, Tries: > 0 } => Words["Next.TryLater", ("dag", Texts.Day(day))],
            { NextOn: not null, AwaitsTalk: true } => Words[WantsNoCall(item) ? "Next.NewsAsk" : "Next.NewsCall"],
            { NextOn: { } day } => Words[one.NewsAt is null ? "Next.Look" : "Next.NewsLook", ("dag", Texts.Day(day))],
            _ => Words[
                !WantsNoCall(item) ? "Next.Call"
                : one.Urgency == Urgency.Red ? "Next.Ask"
                : "Next.Message",
                ("dag", Texts.Day(time.DayOf(one.SeenAt!.Value)))
            ],
        };
        return string.Join(
            ' ',
            new[] { next, Tried.Of(one, time.Today), one.IsWithDeputy ? Words["Next.Deputy"] : null }.OfType<string>()
        );
    }

    private static bool WantsNoCall(WorkItem item) =>
        item.Case.CallMe is CallWish.No or CallWish.Self && !item.AsksForContact;

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <param name="Id">Unique in the page.</param>
public sealed record WorklistGroup(string Id, string Title, IReadOnlyList<WorklistRow> Rows);

public sealed record WorklistRow
{
    public required long CaregiverId { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<Tag> Tags { get; init; }

    public required string? OwnWords { get; init; }

    /// <summary>One or two.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required string Since { get; init; }

    /// <summary>Null when nobody waits: a talk has followed, or the case is followed as agreed.</summary>
    public required string? Wait { get; init; }

    public required string Next { get; init; }

    public required string Owner { get; init; }
}

/// <summary>A colleague whose people need somebody else.</summary>
public sealed record UncoveredLine(long AccountId, string Text);
