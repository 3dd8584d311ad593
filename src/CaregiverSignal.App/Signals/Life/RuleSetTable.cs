using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the rule_set table: the limits behind the version of a finding.</summary>
public static class RuleSetTable
{
    /// <summary>Stores the limits of a version with its first finding.</summary>
    public static void MarkUsed(Transaction transaction, RuleSet rules, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into rule_set (version, limits, first_used_at)
            values (@Version, @Limits, @at)
            on conflict (version) do nothing
            """,
            new
            {
                rules.Version,
                rules.Limits,
                at,
            }
        );
}
