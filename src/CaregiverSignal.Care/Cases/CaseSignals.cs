using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What the rules say of one caregiver.</summary>
/// <param name="Now">What their answers say today.</param>
/// <param name="Reasons">Why they are on the worklist, or were, as it is today.</param>
/// <param name="EverFound">The findings of all their signals, oldest first.</param>
/// <param name="IsToJudge">Whether the rules have yet to look at answers that came in, and nobody acted since.</param>
/// <param name="LookBy">The latest day for a follow-up of somebody who stands; null for others.</param>
public sealed record CaseSignals(
    AnswersNow Now,
    IReadOnlyList<ReasonNow> Reasons,
    IReadOnlyList<StoredFinding> EverFound,
    IReadOnlyList<StoredNotification> Notifications,
    bool IsToJudge,
    LatestLook? LookBy
)
{
    internal static async Task<CaseSignals> Of(
        Transaction transaction,
        long id,
        CaseCourse course,
        IReadOnlyList<Done> actions,
        RuleSettings rules,
        SiteTime time
    )
    {
        var now = (await AnswersNow.OfAll(transaction, [id], rules, time))[id];
        return new CaseSignals(
            now,
            now.Reasons(course.Found),
            await FindingTable.ReadableOf(transaction, [id]),
            await NotificationTable.Of(transaction, id),
            await EvaluationTable.DueSince(transaction, id, time.Now) is { } since
                && course.CheckIns.Any(checkIn => checkIn.AnsweredAt >= since)
                && !actions.Any(done => done.At >= since),
            course.Open is null
                ? null
                : LatestLook.Of((await StoredLife.UpToNow(transaction, id, rules, time)).Life, time.Today)
        );
    }
}
