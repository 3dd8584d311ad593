using CaregiverSignal.Delivery;
using CaregiverSignal.Export;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Erasure;

/// <summary>
/// Erases a caregiver: every row, mail that waits, the files of mail to and from them, and what the store's files would
/// still hold.
/// </summary>
/// <remarks>
/// What was copied out of the program's reach stays: backups, printed letters, mailboxes, exports that were moved. A
/// backup that is put back is cleaned when the service starts, and on a server at each beat (<see cref="EraseAgain"/>).
/// </remarks>
/// <param name="mailFolder">Where mail is written as files.</param>
public sealed partial class Erasing(
    Database database,
    ErasedList list,
    WrittenExports exports,
    string mailFolder,
    ReadReturns returns,
    Recorder recorder,
    SiteTime time,
    ILogger<Erasing> log
)
{
    /// <summary>Erases a caregiver. The line that prevents their return is written first.</summary>
    /// <param name="keepsCounts">Their term ended: months and counts stay, without anything about who it was.</param>
    /// <param name="looks">Told each folder of an export before it is read.</param>
    /// <returns>Null when they were gone already.</returns>
    /// <exception cref="StorageException">Something was not erased; asking again goes on where it ended.</exception>
    public Erased? Erase(Caregiver caregiver, Actor by, bool keepsCounts = false, Action<string>? looks = null)
    {
        list.Add(new ErasedRow(caregiver.Id, caregiver.CreatedAt));
        return EraseRow(caregiver.Id, by, keepsCounts, looks);
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

    private Erased? EraseRow(long id, Actor by, bool keepsCounts = false, Action<string>? looks = null)
    {
        // The files first: when one cannot be deleted, the rows that lead to them are still there.
        var (person, mails, came) = database.Read(transaction =>
            (
                CaregiverTable.Get(transaction, id)?.Person,
                PersonTable.Mails(transaction, id),
                PersonTable.Returned(transaction, id)
            )
        );
        if (person is null)
            return null;
        var looked = new HashSet<string>(StringComparer.Ordinal);
        var files = DeleteFiles(mails, came);
        List<InExport> exported = [.. exports.Remove(person, looked, looks)];
        var rows = database.Write(transaction =>
        {
            if (CaregiverTable.Get(transaction, id) is not { } erased)
                return 0;
            ErasedHashTable.Add(transaction, erased, time.Now);
            var counts = keepsCounts ? ErasureTable.CountsOf(transaction, id) : null;
            var rows = PersonTable.Erase(transaction, id);
            ErasureTable.Note(transaction, id, rows, time.Now, counts);
            recorder.Add(transaction, by, Verb.Erase.Of(Thing.Person), id);
            // The restore guard would take a store that does not know its newest mail for an older one.
            SiteClockTable.Set(transaction, time.Now, simulated: false);
            return rows;
        });
        var isForgotten = database.Engine.ForgetErased();
        // An export that was being written meanwhile may have read the rows before they went.
        exported.AddRange(exports.Remove(person, looked, looks));
        if (exported.Count(one => one.IsLeft) is > 0 and var left)
            StillExported(left, id);
        return rows == 0 ? null : new Erased(rows, files, isForgotten, exported);
    }

    private int DeleteFiles(IReadOnlyCollection<string> mails, IReadOnlyCollection<string> came)
    {
        try
        {
            return SentFiles.DeleteOf(mailFolder, mails) + returns.Delete(came);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("A file of mail cannot be deleted, and nothing of this person was.", error);
        }
    }

    /// <summary>Nobody may be looking: somebody whose term ended is erased by the program.</summary>
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} exports may still have caregiver {Id}, who was erased, or their list cannot be read: the verb check names them"
    )]
    private partial void StillExported(int count, long id);
}

/// <param name="IsForgotten">Whether the store's own files hold nothing of it any more; a server's may.</param>
/// <param name="Exports">What became of each export on this machine that had them, or may have.</param>
public sealed record Erased(int Rows, int Files, bool IsForgotten, IReadOnlyList<InExport> Exports);
