namespace CaregiverSignal.Storage;

/// <summary>The SQL that tests whether a store works.</summary>
public static class ProbeTable
{
    /// <summary>Writes without changing anything; fails when the store cannot be written.</summary>
    public static void Touch(Transaction transaction) =>
        transaction.Execute("update commit_mark set mark = mark where id = 1");

    public static string Version(Transaction transaction, StoreEngine engine) =>
        transaction.One<string>(engine.VersionQuery);
}
