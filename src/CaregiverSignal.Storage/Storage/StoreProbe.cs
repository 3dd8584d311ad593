namespace CaregiverSignal.Storage;

/// <summary>Tests whether the store can be written, with a write that changes nothing.</summary>
/// <remarks>Not for anonymous requests, which must not keep the disk busy. May be shared between threads.</remarks>
public sealed class StoreProbe(Database database)
{
    /// <returns>The problem, and its cause for an operator; null if the store works.</returns>
    public async Task<(string What, string Why)?> ProblemAsync(CancellationToken stop = default)
    {
        if (database.Engine.IsGone)
            return ("removed or replaced under the program", $"{database.Name}: is not the file that was opened");
        try
        {
            await database.WriteAsync(ProbeTable.Touch, stop);
            return null;
        }
        catch (StorageException problem)
        {
            return ("not writable", problem.Message);
        }
    }
}

/// <summary>The SQL that tests whether a store works.</summary>
internal static class ProbeTable
{
    /// <summary>Writes without changing anything; fails when the store cannot be written.</summary>
    public static Task Touch(Transaction transaction) =>
        transaction.Execute("update commit_mark set id = id where id = 1");

    public static Task<string> Version(Transaction transaction, StoreEngine engine) =>
        transaction.One<string>(engine.VersionQuery);
}
