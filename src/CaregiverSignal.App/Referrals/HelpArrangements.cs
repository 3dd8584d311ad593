using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Referrals;

/// <summary>
/// The steps of help, each in one transaction: it is added to the history, told to the rules where it matters to them,
/// and gives the coordinator a task by the day to look again.
/// </summary>
/// <remarks>May be shared between threads. Each look and step of staff is in the audit log.</remarks>
public sealed class HelpArrangements(
    CaregiverAccess access,
    Database database,
    AuditWriter auditWriter,
    Instruments instruments,
    SiteTime time
)
{
    /// <summary>How many months what did not work out stays on the list: long enough to think of something else (our
    /// choice).</summary>
    private const int FailedMonths = 3;

    /// <summary>In the order in which help goes; what runs last, as it asks least.</summary>
    private static readonly HelpStep[] Order =
    [
        HelpStep.Failed,
        HelpStep.Chosen,
        HelpStep.AskedFor,
        HelpStep.Searching,
        HelpStep.Matched,
        HelpStep.Tried,
        HelpStep.Reported,
        HelpStep.Discussed,
        HelpStep.Decided,
        HelpStep.Proposed,
        HelpStep.Running,
    ];

    /// <summary>All help of a caseload by where it stands; who is shown is in the audit log first.</summary>
    /// <param name="isTeam">Of all whom the reader may see; else of those whom they follow now.</param>
    /// <param name="by">To look, or to take them along in a file.</param>
    /// <returns>One page, how much there is of each step, in order, and what cannot be read.</returns>
    public (
        IReadOnlyList<ListedHelp> Shown,
        IReadOnlyList<HelpCount> Counts,
        IReadOnlyList<UnreadableRow> Unreadable
    ) List(bool isTeam, int limit, int skip, SignedInStaff staff, AuditAction by)
    {
        var (listed, unreadable) = database.Read(transaction =>
        {
            var coordinators = isTeam ? staff.Sees : staff.ActsFor;
            var found = HelpListTable.Of(transaction, coordinators, time.Today.AddMonths(-FailedMonths));
            return (found, transaction.Unreadable);
        });
        List<ListedHelp> all =
        [
            .. listed
                .OrderBy(help => Array.IndexOf(Order, help.Group))
                .ThenBy(help => help.Runs ? help.NextOn ?? DateOnly.MaxValue : default),
        ];
        var shown = all.Skip(skip).Take(limit).ToList();
        auditWriter.AddList(
            staff.On(isTeam ? Ground.Team : Ground.Own),
            by,
            AuditTarget.Help,
            shown.Select(help => help.CaregiverId)
        );
        var counts = all.GroupBy(help => help.Group)
            .Select(step => new HelpCount(
                step.Key,
                step.Count(),
                step.Min(help => help.StepOn),
                step.Count(help => help.NextOn < time.Today)
            ));
        return (shown, [.. counts], unreadable);
    }

    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    public HelpLook? Look(long? caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Help),
            (transaction, caregiver) =>
            {
                var (id, today) = (caregiver.Id, time.Today);
                var (details, open) = (PersonDetailsTable.Of(transaction, id), SignalTable.OpenOf(transaction, id));
                var scores = ScoreTable.Of(transaction, id);
                return new HelpLook(
                    caregiver,
                    HelpTable.StepsOf(transaction, id),
                    [.. OffersNear.Of(OfferTable.All(transaction), details)],
                    CareSummary.Read(transaction, id, details, scores, open is not null, instruments, today),
                    EndedCare.IsOver(transaction, caregiver)
                )
                {
                    IsBurdened = open is { IsFollowed: false },
                    Scores = scores,
                    UpTo = ToldTasks.Of(transaction, id, time)?.UpTo ?? 0,
                };
            }
        );

    /// <summary>Proposes help, and notes that it was chosen where that was said in the same talk.</summary>
    /// <param name="isRead">Whether all fields could be read; else it is only said what more is wrong.</param>
    /// <param name="upTo">When the last was told by when the page was shown, in ticks.</param>
    public HelpResult Propose(long? caregiverId, TypedHelp typed, bool isRead, long upTo, SignedInStaff staff)
    {
        var (isDone, faults) = access.Change<IReadOnlyList<HelpFault>>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Help),
            (transaction, caregiver) =>
            {
                var offer = typed.OfferId is { } id ? OfferTable.Get(transaction, id) : null;
                var wanted = typed.With(offer);
                var known = HelpTable.Of(transaction, caregiver.Id);
                var wrong = wanted.Faults(known, offer is not null, time.Today).ToList();
                if (wrong.Count > 0 || !isRead)
                    return (false, wrong);
                var by = staff.Coordinator.Id;
                var help = wanted.Of(caregiver.Id, offer, time.Today, NextOn(HelpStep.Proposed, typed.Next));
                var proposed = Propose(transaction, help, by, time);
                ToldTasks.ActedOn(transaction, caregiver.Id, upTo, by, time);
                if (typed.IsChosen)
                {
                    var chosen = new NewStep(HelpStep.Chosen, time.Today, NextOn(HelpStep.Chosen, typed.Next));
                    Take(transaction, proposed, chosen, by, time);
                }

                return (true, []);
            }
        );
        return new(isDone, faults ?? []);
    }

    /// <summary>Takes the next step with help; a form sent twice changes nothing the second time.</summary>
    /// <param name="newest">The last step of it when the form was shown.</param>
    /// <param name="isRead">As for a proposal, and so is <paramref name="upTo"/>.</param>
    public HelpResult Take(
        long? caregiverId,
        long help,
        TypedStep typed,
        bool isRead,
        long newest,
        long upTo,
        SignedInStaff staff
    )
    {
        var (isDone, faults) = access.Change<IReadOnlyList<HelpFault>>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Help),
            (transaction, caregiver) =>
            {
                if (HelpTable.Of(transaction, caregiver.Id).FirstOrDefault(its => its.Id == help) is not { } known)
                    return (false, []);
                var last = HelpTable.StepsOf(transaction, caregiver.Id).Last(step => step.HelpId == help);
                if (last.Id != newest)
                {
                    var isSame = last.Step == typed.Step && last.Note == typed.Note;
                    return (isSame, isSame ? [] : [new(nameof(typed.Step), HelpProblem.News)]);
                }

                var isAfterCare = EndedCare.IsOver(transaction, caregiver);
                var wrong = typed.Faults(known, isAfterCare, time.Today).ToList();
                if (wrong.Count > 0 || !isRead)
                    return (false, wrong);
                var next = typed.Of(known, NextOn(typed.Step!.Value, typed.Next), isAfterCare, time.Today);
                Take(transaction, known, next, staff.Coordinator.Id, time);
                // What was told of it is one fact with its answer.
                if (known.Objection == HelpStep.Heard)
                {
                    ToldTasks.ActedOn(transaction, caregiver.Id, upTo, staff.Coordinator.Id, time);
                    if (HelpRoad.IsEnd(next.Step))
                        NotHeard(transaction, caregiver.Id, time, known, staff.Coordinator.Id);
                }

                return (true, []);
            }
        );
        return new(isDone, faults ?? []);
    }

    private DateOnly? NextOn(HelpStep step, DateOnly? next) =>
        HelpRoad.IsEnd(step) ? null : next ?? HelpRoad.UsualNextOn(step, time.Today, time.WorkingDays);

    /// <param name="help">With a day to look again.</param>
    /// <returns>The help as it is stored.</returns>
    internal static ArrangedHelp Propose(Transaction transaction, ArrangedHelp help, long coordinatorId, SiteTime time)
    {
        var added = help with { Id = HelpTable.Add(transaction, help) };
        var step = new NewStep(HelpStep.Proposed, help.StepOn, help.NextOn);
        HelpTable.AddStep(transaction, added, step, coordinatorId, null, time.Now);
        PlanTask(transaction, help.CaregiverId, coordinatorId, time);
        return added;
    }

    /// <exception cref="ArgumentException"><see cref="HelpRoad.Take"/> says when.</exception>
    internal static void Take(
        Transaction transaction,
        ArrangedHelp help,
        NewStep step,
        long coordinatorId,
        SiteTime time
    )
    {
        Store(transaction, help, HelpRoad.Take(help, step), coordinatorId, time);
        HelpTable.AddStep(transaction, help, step, coordinatorId, null, time.Now);
    }

    /// <summary>Keeps what a caregiver said of help that runs; a coordinator looks at it by a day.</summary>
    /// <param name="checkInId">Null where they said it on their own page.</param>
    /// <param name="by">The coordinator who wrote it down for them; null when they did it themselves.</param>
    /// <returns>False when it does not run, or was said in this check-in before.</returns>
    internal static bool Say(
        Transaction transaction,
        ArrangedHelp help,
        HelpVerdict helped,
        long? checkInId,
        SiteTime time,
        long? by = null,
        string words = ""
    )
    {
        if (!help.Runs)
            return false;
        var lookOn =
            helped == HelpVerdict.No
                ? Soon(transaction, help.CaregiverId, time)
                : HelpRoad.UsualNextOn(HelpStep.Said, time.Today, time.WorkingDays);
        var nextOn = help.NextOn < lookOn ? help.NextOn : lookOn;
        var step = new NewStep(HelpStep.Said, time.Today, nextOn, Helped: helped, Note: words);
        if (!HelpTable.AddStep(transaction, help, step, by, checkInId, time.Now))
            return false;
        Store(transaction, help, HelpRoad.Take(help, step), by, time);
        return true;
    }

    /// <summary>
    /// A caregiver does not want what has not begun, or is not helped by what runs. It ends nothing by itself, as
    /// somebody else may have their mailbox: a coordinator looks at it soon, and answers with a step.
    /// </summary>
    /// <returns>False where nothing of it is open, or they said so before.</returns>
    internal static bool Refuse(Transaction transaction, long caregiverId, long id, string words, SiteTime time)
    {
        var help = Open(transaction, caregiverId).Find(help => help.Id == id);
        if (help is not { Objection: null or HelpStep.Heard })
            return false;
        if (help.Runs)
            return Say(transaction, help, HelpVerdict.No, null, time, words: words);
        Note(transaction, help, HelpStep.Unwanted, time, words);
        return true;
    }

    /// <summary>A caregiver takes back what they said against help; the day to look at it stays.</summary>
    internal static bool TakeBack(Transaction transaction, long caregiverId, long id, SiteTime time)
    {
        var help = Open(transaction, caregiverId).Find(help => help.Id == id);
        if (help?.Objection is not (HelpStep.Unwanted or HelpStep.Said))
            return false;
        Note(transaction, help, HelpStep.TakenBack, time);
        return true;
    }

    /// <summary>
    /// Somebody told that such help did not work out, or ended: where they did not say which, it may be any. A
    /// coordinator says with a step of which it is so and why, and that step tells the rules nothing twice.
    /// </summary>
    /// <param name="on">The day of it.</param>
    /// <param name="by">The coordinator who told it; null for others.</param>
    /// <param name="meant">Its number, where it was said.</param>
    internal static void Heard(
        Transaction transaction,
        long caregiverId,
        EventKind told,
        DateOnly on,
        SiteTime time,
        long? by = null,
        long? meant = null
    )
    {
        foreach (var help in HelpRoad.MayBeAbout(told, on, HelpTable.Of(transaction, caregiverId), meant))
            Note(transaction, help, HelpStep.Heard, time, by: by);
    }

    /// <summary>What was told of help was taken back, or meant other help.</summary>
    /// <param name="meant">The help that it was about; null where it was taken back.</param>
    /// <param name="by">The coordinator who said which; null for others.</param>
    internal static void NotHeard(
        Transaction transaction,
        long caregiverId,
        SiteTime time,
        ArrangedHelp? meant = null,
        long? by = null
    )
    {
        foreach (var help in Open(transaction, caregiverId).Where(help => help.Objection == HelpStep.Heard))
        {
            if (meant is null || help.TakesOver == meant.TakesOver)
                Note(transaction, help, HelpStep.TakenBack, time, by: by);
        }
    }

    private static List<ArrangedHelp> Open(Transaction transaction, long caregiverId) =>
        [.. HelpTable.Of(transaction, caregiverId).Where(help => help.IsOpen)];

    private static void Note(
        Transaction transaction,
        ArrangedHelp help,
        HelpStep said,
        SiteTime time,
        string words = "",
        long? by = null
    )
    {
        var soon = Soon(transaction, help.CaregiverId, time);
        var nextOn = said == HelpStep.TakenBack || help.NextOn < soon ? help.NextOn : soon;
        var step = new NewStep(said, time.Today, nextOn, Note: words);
        HelpTable.AddStep(transaction, help, step, by, null, time.Now);
        Store(transaction, help, HelpRoad.Take(help, step), by, time);
    }

    /// <summary>By when somebody looks at words against help: today while the caregiver is red or waits for a call,
    /// else the next working day (our choice).</summary>
    private static DateOnly Soon(Transaction transaction, long caregiverId, SiteTime time) =>
        CaregiverTable.IsRed(transaction, caregiverId) || StaffTaskTable.CallOf(transaction, caregiverId) is not null
            ? time.WorkingDays.OnOrAfter(time.Today)
            : time.WorkingDays.Add(time.Today, 1);

    /// <summary>
    /// The care at home ended: a coordinator looks at all open help soon, as some of it has to be called off.
    /// </summary>
    /// <remarks>
    /// Nothing ends by itself: whoever helps would ring the bell of a house that mourns, and a death that was told by
    /// mistake would take the help along.
    /// </remarks>
    internal static void CareEnded(Transaction transaction, long caregiverId, SiteTime time)
    {
        foreach (var help in HelpTable.Of(transaction, caregiverId))
        {
            if (HelpRoad.NextOnAfterCare(help, time.Today, time.WorkingDays) is { } look && look != help.NextOn)
                HelpTable.LookOn(transaction, help.Id, look);
        }

        PlanTask(transaction, caregiverId, null, time);
    }

    /// <summary>The help that a caregiver is asked about now: the longest ago looked at, and one at most.</summary>
    /// <param name="inAftercare">Whether the care at home ended: then only what is for themselves.</param>
    internal static ArrangedHelp? ToAskAbout(
        Transaction transaction,
        long caregiverId,
        bool inAftercare,
        DateOnly today
    ) =>
        HelpTable
            .Of(transaction, caregiverId)
            .Where(help => HelpRoad.IsAskedAbout(help, today) && !(inAftercare && help.Kind.Group != HelpGroup.Support))
            .MinBy(help => help.StepOn);

    private static void Store(Transaction transaction, ArrangedHelp before, ArrangedHelp taken, long? by, SiteTime time)
    {
        HelpTable.Save(transaction, taken);
        if (
            HelpRoad.EventOf(before, taken.Step) is { } happened
            && !(HelpRoad.IsEnd(taken.Step) && HelpTable.WasHeard(transaction, before.Id))
        )
        {
            EventTable.Add(
                transaction,
                taken.CaregiverId,
                taken.StepOn,
                happened,
                ReportedBy.Coordinator,
                HelpWords.NoteOf(taken),
                time.Now
            );
            EvaluationTable.Request(transaction, taken.CaregiverId, time.Now);
        }

        PlanTask(transaction, taken.CaregiverId, by, time);
    }

    /// <summary>One task for all open help of a caregiver, by the first of its days.</summary>
    private static void PlanTask(Transaction transaction, long caregiverId, long? by, SiteTime time)
    {
        var next = HelpTable.NextOn(transaction, caregiverId);
        if (next == StaffTaskTable.DueOn(transaction, StaffTaskKind.Help, caregiverId))
            return;
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Help, caregiverId, time.Now, by);
        if (next is { } day)
            StaffTaskTable.Open(transaction, StaffTaskKind.Help, caregiverId, day, time.Now);
    }
}

/// <summary>What is known about help for one caregiver.</summary>
/// <param name="Steps">The oldest first.</param>
/// <param name="Directory">What the service directory has for them, the nearest first.</param>
/// <param name="Care">What is known for which help fits.</param>
/// <param name="IsAfterCare">Whether the care at home ended.</param>
public sealed record HelpLook(
    Caregiver Caregiver,
    IReadOnlyList<TakenStep> Steps,
    IReadOnlyList<Offer> Directory,
    KnownCare Care,
    bool IsAfterCare
)
{
    /// <summary>Whether there is an open signal.</summary>
    public bool IsBurdened { get; init; }

    /// <summary>All, oldest first.</summary>
    public IReadOnlyList<StoredScore> Scores { get; init; } = [];

    /// <summary>When the last was told that nobody acted on, in ticks; 0 for nothing.</summary>
    public long UpTo { get; init; }
}

/// <param name="IsDone">False for what could not be done; null when there is no such caregiver whom the reader may
/// see.</param>
public sealed record HelpResult(bool? IsDone, IReadOnlyList<HelpFault> Faults);
