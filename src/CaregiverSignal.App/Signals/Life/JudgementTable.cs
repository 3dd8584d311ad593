using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>The query for caregivers who wait to be judged; it only reads, from the tables of earlier rooms.</summary>
public static class JudgementTable
{
    /// <summary>The caregivers to judge; an answer that was just given is scored first, if it can be.</summary>
    public static Waiting Due(DateTimeOffset now) =>
        new(
            "judge",
            $"from caregiver where judge_due_at <= {now}",
            order: "judge_due_at, id",
            since: "judge_due_at",
            ready: """
            not exists (
                select 1 from response
                where response.caregiver_id = caregiver.id
                  and response.finished_at is not null
                  and response.scored_at is null
                  and response.id not in (
                      select item from failure where step = 'score' and retry_at is not null))
            """
        );

    public static JudgementDue? Next(Transaction transaction, DateTimeOffset now) =>
        Due(now).Next(transaction) is { } id ? CaregiverTable.JudgementOf(transaction, id) : null;
}
