using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Retention;

/// <summary>
/// Deletes a portion of what is older than its term, once a day for each kind; false when there is nothing to delete.
/// </summary>
/// <remarks>
/// A portion is small, so that no form waits for it.
/// </remarks>
public sealed class DeleteOld(
    CurrentSettings settings,
    ReadReturns returns,
    ShortenAuditLog shorten,
    Database database,
    SiteTime time
)
{
    /// <summary>The most rows that one portion looks at (our choice): some milliseconds of writing.</summary>
    private const int AtATime = 300;

    public bool RunOne()
    {
        while (database.Read(transaction => RetentionTable.Next(transaction, time.Today)) is { } turn)
        {
            var deleted = turn.What switch
            {
                Retained.SentFile => DeleteFiles(turn, DeleteSentFiles),
                Retained.ReadReturn => DeleteFiles(
                    turn,
                    () => returns.DeleteRead(Before(settings.Retention.ReadReturnDays))
                ),
                Retained.Mail => DeleteMail(turn),
                _ => database.Write(DeleteRows),
            };
            if (deleted > 0)
                return true;
        }

        return false;
    }

    private int DeleteRows(Transaction transaction)
    {
        if (RetentionTable.Next(transaction, time.Today) is not { } turn)
            return 0;
        var deleted = turn.What switch
        {
            Retained.MailBytes => MailTable.ForgetBytes(transaction, Before(settings.Retention.MailBytesDays), AtATime),
            Retained.Return => ReturnTable.ForgetUnmatched(transaction, Before(settings.Retention.ReturnDays), AtATime),
            Retained.Link => LinkTable.Forget(transaction, Before(settings.Retention.LinkDays), time.Now, AtATime),
            Retained.Session => SessionTable.Forget(transaction, Before(settings.Retention.SessionDays), AtATime),
            Retained.SharedLink => RetentionTable.DeleteSharedLinks(
                transaction,
                Before(settings.Retention.LinkDays),
                time.Now,
                AtATime
            ),
            Retained.AuditLog => shorten.OneDay(transaction, Before(settings.Retention.RecordDays)),
            Retained.Enrolment => EnrolmentTable.Forget(transaction, time.Now, AtATime),
            // Files and mail are another step's turn, which came in between.
            _ => -1,
        };
        if (deleted == 0)
            RetentionTable.Done(transaction, turn.Id, time.Today);
        return deleted;
    }

    /// <remarks>
    /// The store's last hand-over is kept for as long as none follows: the restore guard asks for it at a start. Which
    /// mail is needed is looked for while others write, and again of what was found when that is deleted.
    /// </remarks>
    private int DeleteMail(Turn turn)
    {
        var before = Before(settings.Retention.MailDays);
        var day = time.DayOf(before);
        var found = database.Read(transaction =>
            RetentionTable.Mail(transaction, before, day, GoneSince(transaction), AtATime)
        );
        return database.Write(transaction =>
        {
            if (found.Count == 0)
                RetentionTable.Done(transaction, turn.Id, time.Today);
            var ids = RetentionTable.Unneeded(transaction, found, before, day, GoneSince(transaction));
            ReturnTable.DeleteOf(transaction, ids);
            MailTable.Delete(transaction, ids);
            return ids.Count;
        });

        static DateTimeOffset GoneSince(Transaction transaction) =>
            RetentionTable.LastHandedOver(transaction)?.AddDays(-1) ?? DateTimeOffset.MaxValue;
    }

    private int DeleteFiles(Turn turn, Func<int> delete)
    {
        var deleted = delete();
        database.Write(transaction => RetentionTable.Done(transaction, turn.Id, time.Today));
        return deleted;
    }

    /// <summary>The file of a mail goes by the mail's own time, where the store still has it.</summary>
    private int DeleteSentFiles()
    {
        var before = Before(settings.Retention.SentFileDays);
        return SentFiles
            .OlderThan(settings.Mail.Folder, before)
            .Chunk(AtATime)
            .Sum(files =>
            {
                var needed = database.Read(transaction =>
                    MailTable.NotEndedBefore(transaction, [.. files.Select(SentFiles.IdOf)], before)
                );
                return SentFiles.Delete(files.Where(file => !needed.Contains(SentFiles.IdOf(file))));
            });
    }

    private DateTimeOffset Before(int days) => time.Now.AddDays(-days);
}
