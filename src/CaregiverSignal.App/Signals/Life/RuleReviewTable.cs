using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>SQL of the look at everybody after a change of the rules.</summary>
public static class RuleReviewTable
{
    /// <summary>Whether other rules looked at everybody last; in a new store it is these.</summary>
    public static bool IsDue(Transaction transaction) =>
        transaction.One<string>($"select reached from retention where what = 'rules'") != RuleSettings.Version;

    /// <returns>False when another worker did it first.</returns>
    public static bool Finish(Transaction transaction, DateOnly today) =>
        transaction.Execute(
            $"""
            update retention set reached = {RuleSettings.Version}, done_on = {today}
            where what = 'rules' and reached <> {RuleSettings.Version}
            """
        ) == 1;

    /// <summary>The numbers of a page of caregivers about whom nothing is open, in order.</summary>
    public static IReadOnlyList<long> WithNothingOpen(Transaction transaction, long after, int most) =>
        transaction.All<long>(
            $"""
            select id
            from caregiver
            where id > {after}
              and not exists (
                select 1 from signal where signal.caregiver_id = caregiver.id and signal.closed_at is null)
            order by id
            limit {most}
            """
        );
}
