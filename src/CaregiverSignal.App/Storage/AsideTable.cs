namespace CaregiverSignal.Storage;

/// <summary>All SQL on the aside table: the items at which a step failed, and until when the step skips them.</summary>
public static class AsideTable
{
    /// <summary>Puts an item aside until an instant; an item that is already aside for longer stays so.</summary>
    public static void Put(Transaction transaction, string step, long item, DateTimeOffset until) =>
        transaction.Execute(
            """
            insert into aside (step, item, until) values (@step, @item, @until)
            on conflict (step, item) do update set until = excluded.until
            """,
            new
            {
                step,
                item,
                until,
            }
        );

    /// <summary>Releases every item whose time has come, so that it is tried again.</summary>
    public static int Release(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute(
            """
            delete from aside where until <= @now
            """,
            new { now }
        );

    /// <summary>How many items are aside; each is a defect that a person should look at.</summary>
    public static long Count(Transaction transaction) => transaction.One<long>("select count(*) from aside");
}
