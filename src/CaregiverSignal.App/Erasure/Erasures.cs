using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Erasure;

/// <summary>
/// Erases a caregiver: every row, mail that waits, the files of mail to and from them, and what the store's files would
/// still hold.
/// </summary>
/// <remarks>
/// What was copied out of the program's reach stays: backups, printed letters, mailboxes, exports. A
/// backup that is put back is cleaned when the service starts, and on a server at each beat (<see cref="EraseAgain"/>).
/// </remarks>
public sealed class Erasures(
    Database database,
    ErasedList list,
    CurrentSettings settings,
    ReadReturns returns,
    AuditWriter auditWriter,
    SiteTime time
)
{
    /// <summary>Somebody as files name them, and how many rows of each table are about them.</summary>
    /// <returns>Null when nobody is called so here.</returns>
    public (Caregiver Caregiver, IReadOnlyDictionary<string, int> Rows)? Look(string person) =>
        database.Read(transaction =>
            CaregiverTable.ByPerson(transaction, person) is { } found
                ? (found, PersonTable.Counts(transaction, found.Id))
                : ((Caregiver, IReadOnlyDictionary<string, int>)?)null
        );

    /// <summary>Erases a caregiver. The line that prevents their return is written first.</summary>
    /// <returns>Null when they were gone already.</returns>
    /// <exception cref="StorageException">Something was not erased; asking again goes on where it ended.</exception>
    public Erased? Erase(Caregiver caregiver, Actor by)
    {
        list.Add(new ErasedRow(caregiver.Id, caregiver.CreatedAt));
        return EraseRow(caregiver.Id, by);
    }

    /// <summary>Erases again whom an older state of the store brought back.</summary>
    /// <returns>How many there were.</returns>
    public int EraseAgain()
    {
        var rows = list.Read();
        if (rows.Count == 0)
            return 0;
        var made = database.Read(transaction =>
            CaregiverTable.MadeAt(transaction, [.. rows.Select(row => row.CaregiverId)])
        );
        return rows.Count(row =>
            made.GetValueOrDefault(row.CaregiverId) == row.CreatedAt
            && EraseRow(row.CaregiverId, Actor.Program) is not null
        );
    }

    private Erased? EraseRow(long id, Actor by)
    {
        // The files first: when one cannot be deleted, the rows that lead to them are still there.
        var (isThere, mails, came) = database.Read(transaction =>
            (
                CaregiverTable.Get(transaction, id) is not null,
                PersonTable.Mails(transaction, id),
                PersonTable.Returned(transaction, id)
            )
        );
        if (!isThere)
            return null;
        var files = DeleteFiles(mails, came);
        var rows = database.Write(transaction =>
        {
            if (CaregiverTable.Get(transaction, id) is not { } erased)
                return 0;
            ErasedHashTable.Add(transaction, erased, time.Now);
            var rows = PersonTable.Erase(transaction, id);
            auditWriter.Add(transaction, by, AuditAction.Erase.Of(AuditTarget.Person), id);
            return rows;
        });
        var isForgotten = database.Engine.PurgeDeleted();
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
