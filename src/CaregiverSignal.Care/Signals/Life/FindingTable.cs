using System.Text.Json;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the finding table: why a signal was opened, and later findings.</summary>
internal static class FindingTable
{
    /// <summary>A finding with the thresholds in force at its time.</summary>
    private const string Finding = """
        select
            finding.signal_id, signal.caregiver_id, finding.warning_sign, finding.kind, finding.urgency, finding.rests_on,
            finding.points, finding.alarms, finding.evidence, finding.found_at, finding.rules, finding.limits
        from finding
        join signal on signal.id = finding.signal_id
        """;

    /// <summary>Adds findings made together; the same fact is stored once.</summary>
    /// <param name="rules">The rules that made them.</param>
    public static async Task Add(
        Transaction transaction,
        long signalId,
        IEnumerable<Finding> findings,
        RuleSettings rules,
        DateTimeOffset at
    )
    {
        var (set, rows) = (RuleSet.Of(rules), findings.ToList());
        if (rows.Count > 0)
            await transaction.Execute(
                $"""
                insert into finding (
                    signal_id, warning_sign, kind, urgency, rests_on, points, alarms, evidence, rules, limits, found_at)
                values {Sql.Listed(rows.Select(Row))}
                on conflict (signal_id, warning_sign, kind, urgency, rests_on) do nothing
                """
            );

        Sql Row(Finding finding) =>
            $"""
                ({signalId}, {finding.WarningSign}, {finding.Kind}, {finding.Urgency}, {finding.Day},
                {finding.Points}, {finding.Alarms}, {JsonSerializer.Serialize(finding.Evidence)}, {set.Version},
                {set.Limits}, {at})
                """;
    }

    public static Task<IReadOnlyList<StoredFinding>> OfSignal(Transaction transaction, long signalId) =>
        OfSignals(transaction, [signalId]);

    /// <summary>The findings of some signals, newest first.</summary>
    public static Task<IReadOnlyList<StoredFinding>> OfSignals(
        Transaction transaction,
        IReadOnlyCollection<long> signalIds
    ) =>
        transaction.AllReadable<StoredFinding>(
            $"""
            {Finding:sql}
            where finding.signal_id in ({signalIds})
            order by finding.rests_on desc, case finding.urgency when 'red' then 0 else 1 end, finding.id
            """
        );

    private static Sql Whose(Sql caregiverId) =>
        $"""
            {Finding:sql}
            where signal.caregiver_id {caregiverId}
            order by finding.id
            """;

    /// <summary>All findings about a caregiver, including closed signals, oldest first.</summary>
    public static Task<IReadOnlyList<StoredFinding>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<StoredFinding>(Whose($"= {caregiverId}"));

    /// <summary>Likewise for several; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<StoredFinding>> ReadableOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) => transaction.AllReadable<StoredFinding>(Whose($"in ({ids})"));
}
