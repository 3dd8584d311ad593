namespace CaregiverSignal.AuditLogs;

/// <summary>All SQL on the audit log: who viewed what, and who did what.</summary>
internal static class AuditTable
{
    internal const string Columns = """
        id, at, action, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network, version
        """;

    private const int MostTogether = 16;

    private const string EndKind = "audit log end";

    /// <summary>Adds lines, each with the next number and its signature.</summary>
    /// <returns>The number of the last.</returns>
    public static async Task<long> Add(Transaction transaction, IReadOnlyList<AuditLine> lines)
    {
        var end = await End(transaction);
        var last = Math.Max(end.Last, end.Newest);
        foreach (var some in lines.Select(line => line with { Id = ++last }).Chunk(MostTogether))
            await transaction.Execute(
                $"insert into audit_log ({Columns:sql}, signature) values {Sql.Listed(some.Select(Row))}"
            );
        await SetEnd(transaction, end with { Last = last }, end.HasValidSignature(transaction.Signatures));
        return last;

        Sql Row(AuditLine line) =>
            $"""
                ({line.Id}, {line.At}, {line.Action}, {line.Outcome}, {line.ByRole}, {line.ByStaff}, {line.ForStaff},
                {line.Ground}, {line.CaregiverId}, {line.Object}, {line.SessionId}, {line.Network}, {line.Version},
                {line.SignatureBy(transaction.Signatures)})
                """;
    }

    /// <summary>Starts counting lines: in a new store, and under a new key, which knows no earlier signature.</summary>
    internal static async Task Begin(Transaction transaction)
    {
        var end = await End(transaction);
        var last = Math.Max(end.Last, end.Newest);
        await transaction.Execute(
            "insert into audit_end (id, since, last, signature) values (1, 0, 0, '') on conflict (id) do nothing"
        );
        await SetEnd(transaction, end with { Since = last, Last = last }, isTrue: true);
    }

    public static Task<AuditEnd> End(Transaction transaction) =>
        transaction.One<AuditEnd>(
            """
            select
                coalesce(since, 0) as since, coalesce(last, 0) as last, coalesce(signature, '') as signature,
                coalesce((select max(id) from audit_log), 0) as newest
            from (select 1 as id) one left join audit_end on audit_end.id = one.id
            """
        );

    /// <summary>The highest line number that anything else in the store mentions.</summary>
    public static async Task<long> Given(Transaction transaction) =>
        Math.Max(
            await transaction.Engine.LastIdAsync(transaction, "audit_log"),
            await transaction.One<long?>("select max(audit_id) from audit_listed") ?? 0
        );

    /// <summary>An invalid count stays invalid.</summary>
    private static Task SetEnd(Transaction transaction, AuditEnd end, bool isTrue) =>
        transaction.Execute(
            $"""
            update audit_end set
                since = {end.Since}, last = {end.Last}, signature = {(
                isTrue ? end.SignatureBy(transaction.Signatures) : ""
            )}
            where id = 1
            """
        );

    /// <summary>The lines after one, with their signatures, in order.</summary>
    public static Task<IReadOnlyList<AuditLine>> After(Transaction transaction, long id, int most) =>
        transaction.All<AuditLine>(
            $"select {Columns:sql}, signature from audit_log where id > {id} order by id limit {most}"
        );

    public static Task<IReadOnlyList<AuditLine>> About(Transaction transaction, long caregiverId, int most) =>
        transaction.All<AuditLine>(
            $"""
            select {Columns:sql}
            from audit_log
            where caregiver_id = {caregiverId}
            order by id desc
            limit {most}
            """
        );

    /// <summary>The colleague who last asked, since an instant, for something about a caregiver; null for
    /// nobody.</summary>
    public static Task<long?> AskedBy(
        Transaction transaction,
        long caregiverId,
        AuditTarget target,
        DateTimeOffset since
    ) =>
        transaction.First<long?>(
            $"""
            select by_staff
            from audit_log
            where caregiver_id = {caregiverId} and action = {AuditAction.Ask} and object = {target}
              and by_staff is not null and outcome is null and at > {since}
            order by id desc
            limit 1
            """
        );

    /// <summary>The people on a line's list: at least one caregiver.</summary>
    public static Task AddListed(Transaction transaction, IReadOnlyCollection<long> caregiverIds, long recordId) =>
        transaction.Execute(
            $"""
            insert into audit_listed (caregiver_id, audit_id)
            select id, {recordId} from caregiver where id in ({caregiverIds})
            on conflict (caregiver_id, audit_id) do nothing
            """
        );

    /// <summary>Looks at lists with a caregiver on them, from a line of the audit log on, newest first.</summary>
    public static Task<IReadOnlyList<AuditLine>> Listing(
        Transaction transaction,
        long caregiverId,
        long from,
        int most
    ) =>
        transaction.All<AuditLine>(
            $"""
            select {Columns:sql}
            from audit_log
            where id in (
                select audit_id
                from audit_listed
                where caregiver_id = {caregiverId} and audit_id >= {from}
                order by audit_id desc
                limit {most})
            order by id desc
            """
        );

    /// <summary>The numbers between which the lines of a period lie, with some margin: one in 64 lines is in the index
    /// by time, and the clocks of several nodes differ a little, by less than a day.</summary>
    public static async Task<(long After, long Upto)> Around(
        Transaction transaction,
        DateTimeOffset from,
        DateTimeOffset until
    ) =>
        (
            await transaction.First<long?>(
                $"""
                select id from audit_log
                where id % 64 = 0 and at < {from.AddDays(-1)}
                order by at desc, id desc
                limit 1
                """
            ) ?? 0,
            await transaction.First<long?>(
                $"""
                select id from audit_log
                where id % 64 = 0 and at >= {until.AddDays(1)}
                order by at, id
                limit 1
                """
            ) ?? long.MaxValue
        );

    /// <summary>When the first line was written; null for none.</summary>
    public static Task<DateTimeOffset?> FirstAt(Transaction transaction) =>
        transaction.First<DateTimeOffset?>("select at from audit_log where id = (select min(id) from audit_log)");

    /// <summary>The number up to which all lines are older than an instant: nodes' clocks differ a little.</summary>
    public static async Task<long> AllBefore(Transaction transaction, DateTimeOffset until) =>
        await transaction.One<long?>($"select min(id) - 1 from audit_log where at >= {until}")
        ?? (await End(transaction)).Newest;

    /// <summary>Deletes the lines up to a number, which the database allows once they are five years old.</summary>
    public static async Task<int> DeleteUpto(Transaction transaction, long id)
    {
        var end = await End(transaction);
        await transaction.Execute($"delete from audit_listed where audit_id <= {id}");
        await SetEnd(
            transaction,
            end with
            {
                Since = Math.Max(end.Since, id),
            },
            end.HasValidSignature(transaction.Signatures)
        );
        return await transaction.Execute($"delete from audit_log where id <= {id}");
    }

    /// <summary>This program's signature on the count.</summary>
    private static string SignatureBy(this AuditEnd end, RowSignature rowSignature) =>
        rowSignature.Sign(EndKind, end.Since, end.Last);

    public static bool HasValidSignature(this AuditEnd end, RowSignature rowSignature) =>
        rowSignature.IsValid(end.Signature, EndKind, end.Since, end.Last);
}

/// <summary>The lines of the audit log: those after <paramref name="Since"/> up to <paramref name="Last"/>.</summary>
/// <param name="Since">Earlier lines were deleted after their term, or belong to an earlier key.</param>
/// <param name="Newest">The highest number present.</param>
internal sealed record AuditEnd(long Since, long Last, string Signature, long Newest);
