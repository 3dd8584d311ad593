using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>Who waits to be judged; it only reads, across the rooms above.</summary>
public static class JudgementTable
{
    /// <summary>What was just answered is scored before, unless that cannot be.</summary>
    public static readonly Waiting Due = new(
        "judge",
        """
        from caregiver
        where judge_due_at <= @now
        """,
        order: "judge_due_at, id",
        since: "judge_due_at",
        ready: """
        not exists (
            select 1 from response
            where response.caregiver_id = caregiver.id
              and response.finished_at is not null
              and response.scored_at is null
              and response.id not in (select item from aside where step = 'score'))
        """
    );

    public static JudgementDue? Next(Transaction transaction, DateTimeOffset now) =>
        Due.Next(transaction, new { now }) is { } id ? CaregiverTable.JudgementOf(transaction, id) : null;
}
