using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <param name="Now">What their answers say today.</param>
/// <param name="Reasons">Why they are or were on the worklist, as it is today.</param>
/// <param name="EverFound">The findings of all their signals, oldest first.</param>
/// <param name="IsToJudge">Whether the rules have not yet judged new answers, and nobody has acted since.</param>
/// <param name="LookBy">The latest day for a standing caregiver's follow-up; null for others.</param>
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
        // An open signal needs their whole life, which has the same history, findings and notifications.
        var stored = course.Open is null ? null : await StoredLife.UpToNow(transaction, id, rules, time);
        var now = stored is null
            ? (await AnswersNow.OfAll(transaction, [id], rules, time))[id]
            : new AnswersNow(stored.History, rules, time);
        return new CaseSignals(
            now,
            now.Reasons(course.Found),
            stored?.Found ?? await FindingTable.ReadableOf(transaction, [id]),
            stored?.Told ?? await NotificationTable.Of(transaction, id),
            await EvaluationTable.DueSince(transaction, id, time.Now) is { } since
                && course.CheckIns.Any(checkIn => checkIn.AnsweredAt >= since)
                && !actions.Any(done => done.At >= since),
            stored is null ? null : LatestLook.Of(stored.Life, time.Today)
        );
    }
}
