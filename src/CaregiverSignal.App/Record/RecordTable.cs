using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>All SQL on the record: who looked at what, and who did what.</summary>
public static class RecordTable
{
    internal const string Columns = """
        id, at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network, version
        """;

    private static Sql Insert(RecordLine line) =>
        $"""
            insert into record (
                at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network, version)
            values (
                {line.At}, {line.Deed}, {line.Outcome}, {line.ByRole}, {line.ByStaff}, {line.ForStaff}, {line.Ground},
                {line.CaregiverId}, {line.Object}, {line.SessionId}, {line.Network}, {line.Version})
            """;

    public static void Add(Transaction transaction, IReadOnlyList<RecordLine> lines) => transaction.Each(lines, Insert);

    /// <returns>Its number.</returns>
    public static long AddOne(Transaction transaction, RecordLine line) =>
        transaction.One<long>($"{Insert(line)} returning id");

    /// <summary>The lines about a caregiver, newest first.</summary>
    public static IReadOnlyList<RecordLine> About(Transaction transaction, long caregiverId, int most) =>
        transaction.All<RecordLine>(
            $"""
            select {Columns:sql}
            from record
            where caregiver_id = {caregiverId}
            order by id desc
            limit {most}
            """
        );

    /// <summary>Who stood on the list of a line: one caregiver at least.</summary>
    public static void AddListed(Transaction transaction, IReadOnlyCollection<long> caregiverIds, long recordId) =>
        transaction.Execute(
            $"""
            insert into record_listed (caregiver_id, record_id)
            select id, {recordId} from caregiver where id in ({caregiverIds})
            on conflict (caregiver_id, record_id) do nothing
            """
        );

    /// <summary>The looks at lists with a caregiver on them, from a line of the record on, newest first.</summary>
    public static IReadOnlyList<RecordLine> Listing(Transaction transaction, long caregiverId, long from, int most) =>
        transaction.All<RecordLine>(
            $"""
            select {Columns:sql}
            from record
            where id in (
                select record_id
                from record_listed
                where caregiver_id = {caregiverId} and record_id >= {from}
                order by record_id desc
                limit {most})
            order by id desc
            """
        );

    /// <summary>Between which numbers the lines of a span are.</summary>
    public static (long After, long Upto) Around(Transaction transaction, DateTimeOffset from, DateTimeOffset until) =>
        // A day to either side: the clocks of several nodes differ a little.
        (LastBefore(transaction, from.AddDays(-1)), LastBefore(transaction, until.AddDays(1)));

    /// <summary>When the oldest line was written; null where there is none.</summary>
    public static DateTimeOffset? FirstAt(Transaction transaction) =>
        transaction.First<DateTimeOffset?>("select min(at) from record");

    /// <summary>The number of the last line before an instant; 0 where there is none.</summary>
    public static long LastBefore(Transaction transaction, DateTimeOffset until) =>
        transaction.First<long?>($"select id from record where at < {until} order by at desc, id desc limit 1") ?? 0;

    /// <summary>Deletes all lines from before an instant, which the database allows once they are five years old.</summary>
    public static int DeleteBefore(Transaction transaction, DateTimeOffset until)
    {
        transaction.Execute($"delete from record_listed where record_id in (select id from record where at < {until})");
        return transaction.Execute($"delete from record where at < {until}");
    }
}
