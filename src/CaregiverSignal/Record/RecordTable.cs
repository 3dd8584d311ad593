using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>All SQL on the record: who looked at what, and who did what.</summary>
public static class RecordTable
{
    public const string Name = "record";

    private const string Columns = """
        id, at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network, version,
        mark
        """;

    public static void Add(Transaction transaction, RecordLine line) =>
        transaction.Execute(
            """
            insert into record (
                id, at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network,
                version, mark)
            values (
                @Id, @At, @Deed, @Outcome, @ByRole, @ByStaff, @ForStaff, @Ground, @CaregiverId, @Object, @SessionId,
                @Network, @Version, @Mark)
            """,
            line
        );

    /// <summary>The next lines behind a number, in order.</summary>
    public static IReadOnlyList<RecordLine> After(Transaction transaction, long id, int most) =>
        transaction.All<RecordLine>(
            $"""
            select {Columns}
            from record
            where id > @id
            order by id
            limit @most
            """,
            new { id, most }
        );

    /// <summary>The next lines behind a number with nothing but what the chain is made of.</summary>
    public static IReadOnlyList<RecordLine> MarksAfter(Transaction transaction, long id, int most) =>
        transaction.All<RecordLine>(
            """
            select id, mark
            from record
            where id > @id
            order by id
            limit @most
            """,
            new { id, most }
        );

    /// <summary>The number of the last line; 0 where there is none.</summary>
    public static long Last(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from record");

    /// <summary>The number of the first line that is there; 0 where there is none.</summary>
    public static long First(Transaction transaction) =>
        transaction.One<long>("select coalesce(min(id), 0) from record");

    /// <summary>Deletes all lines up to a number.</summary>
    public static int DeleteUpto(Transaction transaction, long id) =>
        transaction.Execute("delete from record where id <= @id", new { id });

    /// <summary>The newest line that says how far the record was shortened.</summary>
    public static RecordLine? LastCut(Transaction transaction) =>
        transaction.First<RecordLine>(
            $"""
            select {Columns}
            from record
            where deed = @deed
            order by id desc
            limit 1
            """,
            new { deed = Deed.ShortenRecord }
        );
}
