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

    public static void Add(Transaction transaction, IReadOnlyList<RecordLine> lines) =>
        transaction.Execute(
            """
            insert into record (
                id, at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network,
                version, mark)
            values (
                @Id, @At, @Deed, @Outcome, @ByRole, @ByStaff, @ForStaff, @Ground, @CaregiverId, @Object, @SessionId,
                @Network, @Version, @Mark)
            """,
            lines
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

    /// <summary>The next lines behind a number, up to another, with nothing but what the chain is made of.</summary>
    public static IReadOnlyList<RecordLine> MarksAfter(Transaction transaction, long id, long upto, int most) =>
        transaction.All<RecordLine>(
            """
            select id, mark
            from record
            where id > @id and id <= @upto
            order by id
            limit @most
            """,
            new
            {
                id,
                upto,
                most,
            }
        );

    /// <summary>The lines about a caregiver, newest first.</summary>
    public static IReadOnlyList<RecordLine> About(Transaction transaction, long caregiverId, int most) =>
        transaction.All<RecordLine>(
            $"""
            select {Columns}
            from record
            where caregiver_id = @caregiverId
            order by id desc
            limit @most
            """,
            new { caregiverId, most }
        );

    /// <summary>Who stood on the list of a line: one caregiver at least.</summary>
    public static void AddListed(Transaction transaction, IReadOnlyCollection<long> caregiverIds, long recordId) =>
        transaction.Execute(
            """
            insert into record_listed (caregiver_id, record_id)
            select id, @recordId from caregiver where id in (@ids)
            on conflict (caregiver_id, record_id) do nothing
            """,
            new { ids = caregiverIds, recordId }
        );

    /// <summary>The looks at lists with a caregiver on them, from a line of the record on, newest first.</summary>
    public static IReadOnlyList<RecordLine> Listing(Transaction transaction, long caregiverId, long from, int most) =>
        transaction.All<RecordLine>(
            $"""
            select {Columns}
            from record
            where id in (
                select record_id
                from record_listed
                where caregiver_id = @caregiverId and record_id >= @from
                order by record_id desc
                limit @most)
            order by id desc
            """,
            new
            {
                caregiverId,
                from,
                most,
            }
        );

    /// <summary>The number of the last line; 0 where there is none.</summary>
    public static long Last(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from record");

    /// <summary>The number of the first line that is there; 0 where there is none.</summary>
    public static long First(Transaction transaction) =>
        transaction.One<long>("select coalesce(min(id), 0) from record");

    /// <summary>Deletes all lines up to a number.</summary>
    public static int DeleteUpto(Transaction transaction, long id)
    {
        transaction.Execute("delete from record_listed where record_id <= @id", new { id });
        return transaction.Execute("delete from record where id <= @id", new { id });
    }

    /// <summary>The newest line that says how far the record was shortened.</summary>
    public static RecordLine? LastCut(Transaction transaction) =>
        transaction.First<RecordLine>(
            $"""
            select {Columns}
            from record
            where deed = @deed and object like @things
            order by id desc
            limit 1
            """,
            new { deed = Verb.Erase, things = Thing.Record.Code() + "/%" }
        );
}
