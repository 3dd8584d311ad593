using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>Help, as staff see and change it, for one caregiver and for all whom they follow.</summary>
/// <remarks>May be shared between threads. Each view and step is in the audit log.</remarks>
public sealed class CaseHelp(
    CaregiverAccess access,
    Database database,
    AuditWriter auditWriter,
    Instruments instruments,
    SiteTime time
)
{
    /// <summary>How many months failed help stays on the list: long enough to think of something else (our
    /// choice).</summary>
    private const int FailedMonths = 3;

    /// <summary>In the order of the counts: the stages of help, with current help last, as it needs least.</summary>
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

    /// <summary>All help of a caseload, in the order in which it needs attention; the view is logged first.</summary>
    /// <param name="isTeam">All whom the reader may see; otherwise those they follow now.</param>
    /// <param name="by">To look, or to export them in a file.</param>
    public async Task<HelpList> ListAsync(
        bool isTeam,
        int limit,
        int skip,
        SignedInStaff staff,
        AuditAction by,
        CancellationToken stop = default
    )
    {
        var (listed, unreadable) = await database.ReadAsync(
            async transaction =>
            {
                var coordinators = isTeam ? staff.Sees : staff.ActsFor;
                var found = await HelpListTable.Of(transaction, coordinators, time.Today.AddMonths(-FailedMonths));
                return (found, transaction.Unreadable);
            },
            stop
        );
        List<ListedHelp> all =
        [
            .. listed
                .OrderBy(help => help.NextOn ?? DateOnly.MaxValue)
                .ThenBy(help => Array.IndexOf(Order, help.Group)),
        ];
        var shown = all.Skip(skip).Take(limit).ToList();
        await auditWriter.AddListAsync(
            staff.On(isTeam ? Ground.Team : Ground.Own),
            by,
            AuditTarget.Help,
            shown.Select(help => help.CaregiverId),
            stop
        );
        var counts = all.GroupBy(help => help.Group)
            .OrderBy(step => Array.IndexOf(Order, step.Key))
            .Select(step => new HelpCount(
                step.Key,
                step.Count(),
                step.Min(help => help.StepOn),
                step.Count(help => help.NextOn < time.Today)
            ));
        return new(shown, [.. counts], unreadable);
    }

    /// <returns>Null if the reader may see no such caregiver.</returns>
    public Task<HelpLook?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Help),
            async (transaction, caregiver) =>
            {
                var (id, today) = (caregiver.Id, time.Today);
                var (details, open) = (
                    await PersonDetailsTable.Of(transaction, id),
                    await SignalTable.OpenOf(transaction, id)
                );
                var scores = await ScoreTable.Of(transaction, id);
                return new HelpLook(
                    caregiver,
                    await HelpTable.StepsOf(transaction, id),
                    [.. OffersNear.Of(await OfferTable.All(transaction), details)],
                    await CareSummary.Read(transaction, id, details, scores, open is not null, instruments, today),
                    await EndedCare.IsOver(transaction, caregiver)
                )
                {
                    IsBurdened = open is { IsFollowed: false },
                    Scores = scores,
                    UpTo = (await ToldTasks.Of(transaction, id, time))?.UpTo ?? 0,
                };
            },
            stop
        );

    /// <summary>Proposes help, and notes that it was chosen if that was said in the same talk.</summary>
    /// <param name="isRead">Whether all fields could be read; otherwise only further faults are returned.</param>
    /// <param name="upTo">The newest report on the page, in ticks.</param>
    public async Task<HelpResult> ProposeAsync(
        long? caregiverId,
        TypedHelp typed,
        bool isRead,
        long upTo,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var (result, faults) = await access.ChangeAsync<IReadOnlyList<HelpFault>>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Help),
            async (transaction, caregiver) =>
            {
                var offer = typed.OfferId is { } id ? await OfferTable.Get(transaction, id) : null;
                var wanted = typed.With(offer);
                var known = await HelpTable.Of(transaction, caregiver.Id);
                var wrong = wanted.Faults(known, offer is not null, time.Today).ToList();
                if (wrong.Count > 0 || !isRead)
                    return (false, wrong);
                // One instant for everything: taking it back finds by it what was done.
                var (by, now) = (staff.Coordinator.Id, time.Still());
                var help = wanted.Of(caregiver.Id, offer, now.Today, NextOn(HelpStep.Proposed, typed.Next));
                var proposed = await HelpArrangements.Propose(transaction, help, by, now);
                await ToldTasks.ActedOn(transaction, caregiver.Id, upTo, by, now);
                if (typed.IsChosen)
                {
                    var chosen = new NewStep(HelpStep.Chosen, now.Today, NextOn(HelpStep.Chosen, typed.Next));
                    await HelpChanges.Take(transaction, proposed, chosen, by, now);
                }

                return (true, []);
            },
            stop
        );
        return new(result, faults ?? []);
    }

    /// <summary>Takes the next step with help; a form sent twice changes nothing the second time.</summary>
    /// <param name="newest">The last step when the form was shown.</param>
    /// <param name="isRead">As for a proposal, likewise <paramref name="upTo"/>.</param>
    public async Task<HelpResult> TakeAsync(
        long? caregiverId,
        long help,
        TypedStep typed,
        bool isRead,
        long newest,
        long upTo,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var (result, faults) = await access.ChangeAsync<IReadOnlyList<HelpFault>>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Help),
            async (transaction, caregiver) =>
            {
                if (
                    (await HelpTable.Of(transaction, caregiver.Id)).FirstOrDefault(its => its.Id == help)
                    is not { } known
                )
                    return (false, []);
                var last = (await HelpTable.StepsOf(transaction, caregiver.Id)).Last(step => step.HelpId == help);
                if (last.Id != newest)
                {
                    var isSame = last.Step == typed.Step && last.Note == typed.Note;
                    return (isSame, isSame ? [] : [new(nameof(typed.Step), HelpProblem.News)]);
                }

                var isAfterCare = await EndedCare.IsOver(transaction, caregiver);
                var wrong = typed.Faults(known, isAfterCare, time.Today).ToList();
                if (wrong.Count > 0 || !isRead)
                    return (false, wrong);
                var next = typed.Of(known, NextOn(typed.Step!.Value, typed.Next), isAfterCare, time.Today);
                var (by, now) = (staff.Coordinator.Id, time.Still());
                await HelpChanges.Take(transaction, known, next, by, now);
                // What the caregiver told and its answer are one fact.
                if (known.Objection == HelpStep.Heard)
                {
                    await ToldTasks.ActedOn(transaction, caregiver.Id, upTo, by, now);
                    if (HelpRoad.IsEnd(next.Step))
                        await HelpArrangements.NotHeard(transaction, caregiver.Id, now, known, by);
                }

                return (true, []);
            },
            stop
        );
        return new(result, faults ?? []);
    }

    private DateOnly? NextOn(HelpStep step, DateOnly? next) =>
        HelpRoad.IsEnd(step) ? null : next ?? HelpRoad.UsualNextOn(step, time.Today, time.WorkingDays);
}

/// <param name="Counts">How much help is at each step, in order.</param>
/// <param name="Unreadable">Unreadable rows.</param>
public sealed record HelpList(
    IReadOnlyList<ListedHelp> Shown,
    IReadOnlyList<HelpCount> Counts,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <param name="Steps">Oldest first.</param>
/// <param name="Directory">What the service directory has for them, the nearest first.</param>
/// <param name="Care">What decides which help fits.</param>
public sealed record HelpLook(
    Caregiver Caregiver,
    IReadOnlyList<TakenStep> Steps,
    IReadOnlyList<Offer> Directory,
    KnownCare Care,
    bool IsAfterCare
)
{
    public bool IsBurdened { get; init; }

    /// <summary>All, oldest first.</summary>
    public IReadOnlyList<StoredScore> Scores { get; init; } = [];

    /// <summary>When the last unhandled telling was, in ticks; 0 for none.</summary>
    public long UpTo { get; init; }
}

public sealed record HelpResult(ChangeResult Result, IReadOnlyList<HelpFault> Faults);
