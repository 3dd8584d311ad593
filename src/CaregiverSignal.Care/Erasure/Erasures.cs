using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;

namespace CaregiverSignal.Erasure;

/// <summary>Erases a caregiver: every row, waiting mail, the files of mail to and from them, and remnants in the
/// database's files.</summary>
/// <remarks>Copies outside the program stay: backups, printed letters, mailboxes, exports. A restored backup is cleaned
/// when the service starts, and on a server at each run (<see cref="EraseAgainAsync"/>).</remarks>
public sealed class Erasures(
    Database database,
    ErasedList list,
    CurrentSettings settings,
    ReadReturns returns,
    AuditWriter auditWriter,
    SiteTime time
)
{
    /// <summary>A caregiver by their code in files, and how many rows of each table are about them.</summary>
    /// <returns>Null if there is no such caregiver.</returns>
    public Task<ErasureLook?> LookAsync(string person, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await CaregiverTable.ByPerson(transaction, person) is { } found
                    ? new ErasureLook(found, await PersonTable.Counts(transaction, found.Id))
                    : null,
            stop
        );

    /// <summary>Erases a caregiver. The line that prevents their return is written first.</summary>
    /// <returns>Null if they were gone already.</returns>
    /// <exception cref="StorageException">Something was not erased; asking again continues from there.</exception>
    public async Task<Erased?> EraseAsync(Caregiver caregiver, Actor by, CancellationToken stop = default)
    {
        list.Add(new ErasedRow(caregiver.Id, caregiver.CreatedAt));
        return await EraseRowAsync(caregiver.Id, by, stop);
    }

    /// <summary>Erases again those whom an older state of the store brought back.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EraseAgainAsync(CancellationToken stop = default)
    {
        var rows = list.Read();
        if (rows.Count == 0)
            return 0;
        var made = await database.ReadAsync(
            transaction => CaregiverTable.MadeAt(transaction, [.. rows.Select(row => row.CaregiverId)]),
            stop
        );
        return (
            await rows.WhereAsync(async row =>
                made.GetValueOrDefault(row.CaregiverId) == row.CreatedAt
                && await EraseRowAsync(row.CaregiverId, Actor.Program, stop) is not null
            )
        ).Count;
    }

    private async Task<Erased?> EraseRowAsync(long id, Actor by, CancellationToken stop = default)
    {
        // The files first: if one cannot be deleted, the rows that lead to them are still there.
        var (isThere, mails, came) = await database.ReadAsync(
            async transaction =>
                (
                    await CaregiverTable.Get(transaction, id) is not null,
                    await PersonTable.Mails(transaction, id),
                    await PersonTable.Returned(transaction, id)
                ),
            stop
        );
        if (!isThere)
            return null;
        var files = DeleteFiles(mails, came);
        var rows = await database.WriteAsync(
            async transaction =>
            {
                if (await CaregiverTable.Get(transaction, id) is not { } erased)
                    return 0;
                await ErasedHashTable.Add(transaction, erased, time.Now);
                var rows = await PersonTable.Erase(transaction, id);
                await auditWriter.Add(transaction, by, AuditAction.Erase.Of(AuditTarget.Person), id);
                return rows;
            },
            stop
        );
        var isForgotten = await database.Engine.PurgeDeletedAsync(stop);
        return rows == 0 ? null : new Erased(rows, files, isForgotten);
    }

    private int DeleteFiles(IReadOnlyCollection<string> mails, IReadOnlyCollection<string> came)
    {
        try
        {
            return SentFiles.DeleteOf(settings.Mail.Folder, mails) + returns.Delete(came);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("A file of mail cannot be deleted, and nothing of this person was.", error);
        }
    }
}

/// <param name="IsForgotten">Whether the store's own files hold nothing of it any more; a server's may.</param>
public sealed record Erased(int Rows, int Files, bool IsForgotten);

/// <param name="Rows">Rows about them in each table.</param>
public sealed record ErasureLook(Caregiver Caregiver, IReadOnlyDictionary<string, int> Rows);
