using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaregiverSignal.Storage;

/// <summary>
/// Writes to a file. One that changed no row does not wait for the disk: a step that finds nothing due costs nothing.
/// </summary>
internal sealed class SqliteWriter(SqliteFile file, WriteFault fault, Statements first) : Writer(file, fault, first)
{
    private int changesBefore;

    protected override void Begin(Transaction transaction)
    {
        base.Begin(transaction);
        changesBefore = Changes();
    }

    /// <remarks>
    /// A failed commit may be durable: when it fails, a new connection checks whether the file has it all the same, and
    /// the error is thrown only when it does not. It looks for a number on the page of the last numbers, which a write
    /// that adds a row changes anyway: a page of its own would be one more to write.
    /// </remarks>
    protected override Task<bool> CommitAsync(Transaction transaction) => Task.FromResult(Commit(transaction));

    private bool Commit(Transaction transaction)
    {
        if (Changes() == changesBefore)
        {
            transaction.Execute("rollback;");
            return false;
        }

        file.RefuseGone();
        var mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        transaction.Execute($"update sqlite_sequence set seq = {mark} where name = 'commit_mark'");
        try
        {
            transaction.Execute("commit;");
        }
        catch (DbException)
        {
            Discard();
            IsLost = OnOpenConnection().One<long>("select seq from sqlite_sequence where name = 'commit_mark'") != mark;
            if (IsLost)
                throw;
        }

        return true;
    }

    private int Changes() => raw.sqlite3_total_changes(((SqliteConnection)OpenConnection().Connection).Handle);
}
