using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>
/// All SQL on recovery codes: stored as marks, which can be neither read back nor written by anybody but this program.
/// </summary>
public static class RecoveryCodeTable
{
    private const string Kind = "recovery-code";

    public static int CountUnused(Transaction transaction, long coordinatorId) =>
        transaction.One<int>(
            """
            select count(*) from recovery_code where coordinator_id = @coordinatorId and used_at is null
            """,
            new { coordinatorId }
        );

    /// <summary>Makes ten new codes; those from before no longer work.</summary>
    /// <returns>The codes in the clear, to be shown once.</returns>
    public static IReadOnlyList<string> Renew(Transaction transaction, long coordinatorId, DateTimeOffset now)
    {
        RemoveAll(transaction, coordinatorId);
        var codes = Enumerable.Range(0, RecoveryCodes.Count).Select(_ => RecoveryCodes.New()).ToList();
        foreach (var code in codes)
        {
            transaction.Execute(
                """
                insert into recovery_code (coordinator_id, code_mark, made_at) values (@coordinatorId, @mark, @now)
                """,
                new
                {
                    coordinatorId,
                    mark = MarkOf(transaction, coordinatorId, code),
                    now,
                }
            );
        }

        return codes;
    }

    /// <returns>False when it is none of theirs, or was used before.</returns>
    public static bool Use(Transaction transaction, long coordinatorId, string code, DateTimeOffset now) =>
        transaction.Execute(
            """
            update recovery_code set used_at = @now
            where coordinator_id = @coordinatorId and code_mark = @mark and used_at is null
            """,
            new
            {
                coordinatorId,
                mark = MarkOf(transaction, coordinatorId, code),
                now,
            }
        ) == 1;

    public static void RemoveAll(Transaction transaction, long coordinatorId) =>
        transaction.Execute("delete from recovery_code where coordinator_id = @coordinatorId", new { coordinatorId });

    private static string MarkOf(Transaction transaction, long coordinatorId, string code) =>
        transaction.Seal.Mark(Kind, coordinatorId, RecoveryCodes.Plain(code));
}
