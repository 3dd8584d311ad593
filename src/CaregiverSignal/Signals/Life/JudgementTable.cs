using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>The query for caregivers who wait to be judged; it only reads, from the tables of earlier rooms.</summary>
public static class JudgementTable
{
    /// <summary>The caregiver to judge next; an answer that was just given is scored first, if it can be.</summary>
    public static JudgementDue? Next(Transaction transaction, DateTimeOffset now) =>
        transaction.Next<JudgementDue>(
            "judge",
            next => next.Id,
            $"""
            select id, judge_due_at
            from caregiver
            where {CaregiverTable.IsToJudge} and id not in (select item from aside where step = @step)
              and not exists (
                select 1 from response
                where response.caregiver_id = caregiver.id and response.finished_at is not null and response.scored_at is null
                  and response.id not in (select item from aside where step = 'score'))
            order by judge_due_at, id
            limit 1
            """,
            new { now }
        );
}
