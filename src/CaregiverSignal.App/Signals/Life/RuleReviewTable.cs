using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>SQL of the look at everybody after a change of the rules.</summary>
public static class RuleReviewTable
{
    /// <summary>The version of the rules that looked at everybody last; null in a new store.</summary>
    public static string? Version(Transaction transaction) =>
        transaction.First<string?>($"select version from rule_review");

    /// <returns>False when another worker did it first.</returns>
    public static bool Finish(Transaction transaction, DateOnly today) =>
        transaction.Execute(
            $"""
            update rule_review set version = {RuleSettings.Version}, done_on = {today}
            where coalesce(version, '') <> {RuleSettings.Version}
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
