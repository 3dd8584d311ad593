using System.Data.Common;
using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>A copy of a store as it was at one moment, which was opened and checked.</summary>
/// <param name="Rows">How many rows each table has.</param>
public sealed record StoreCopy(string Path, int Schema, IReadOnlyDictionary<string, long> Rows)
{
    public long People => Rows.GetValueOrDefault("caregiver");

    /// <summary>What an upgrade did, for the operator.</summary>
    public string Upgraded(string store) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{store}: upgraded from schema {Schema} to {Migrations.Newest}. The way back is {Path}, a checked copy with {People:N0} people."
        );

    /// <summary>How many bytes a copy takes at most.</summary>
    public static long BytesOf(Transaction transaction) =>
        transaction.One<long>("pragma page_count") * transaction.One<long>("pragma page_size");

    /// <summary>
    /// Copies a store while others read and write it, for its owner only; the copy is on the disk when this returns.
    /// </summary>
    /// <param name="transaction">On the store; no transaction may be open.</param>
    /// <param name="path">A file that does not exist.</param>
    /// <exception cref="StorageException">The copy cannot be made or is not whole; then there is none.</exception>
    public static StoreCopy Make(Transaction transaction, string path)
    {
        try
        {
            OwnerOnly.Create(path).Dispose();
            transaction.Execute("vacuum into @path", new { path });
            Synced.File(path);
            return Checked(path);
        }
        catch (Exception error)
            when (error is DbException or StorageException or IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
            throw new SqliteFile(path).Explain(error);
        }
    }

    /// <summary>Opens a copy, and has the engine look at each page, index and reference.</summary>
    /// <exception cref="StorageException">It is not whole.</exception>
    public static StoreCopy Checked(string path) => Checked(new SqliteFile(path));

    private static StoreCopy Checked(SqliteFile file) =>
        file.Look(transaction =>
        {
            if (transaction.First<string>("pragma integrity_check") is var found && found != "ok")
                throw new StorageException($"{file.Path}: is damaged ({found}).");
            if (transaction.First<string>("pragma foreign_key_check") is { } table)
                throw new StorageException(
                    $"{file.Path}: is damaged (a row of {table} points to one that is not there)."
                );
            return new StoreCopy(file.Path, Migrations.In(transaction, file), RowsOf(transaction, file));
        });

    /// <summary>How many rows each table of a store has.</summary>
    public static IReadOnlyDictionary<string, long> RowsOf(Transaction transaction, StoreEngine engine) =>
        transaction
            .All<string>(engine.TablesQuery)
            .ToDictionary(table => table, table => transaction.One<long>($"select count(*) from {table}"));
}
