namespace CaregiverSignal.Storage;

/// <summary>The SQL that asks whether a store works.</summary>
public static class ProbeTable
{
    /// <summary>A write that changes nothing; it fails when the store cannot be written.</summary>
    public static void Touch(Transaction transaction) =>
        transaction.Execute("update commit_mark set mark = mark where id = 1");

    public static string Engine(Transaction transaction) => transaction.One<string>("select sqlite_version()");
}
