using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Retention;

/// <summary>Deletes a batch of what is older than its retention term, once a day for each kind; false if there is
/// nothing to delete.</summary>
/// <remarks>Batches are small, so that no form has to wait.</remarks>
internal sealed class DeleteOld(
    CurrentSettings settings,
    ReadReturns returns,
    ShortenAuditLog shorten,
    Database database,
    SiteTime time
)
{
    /// <summary>The most rows that one batch examines (our choice): some milliseconds of writing.</summary>
    private const int AtATime = 300;

    public async Task<bool> RunOneAsync(CancellationToken stop = default)
    {
        while (
            await database.ReadAsync(async transaction => await RetentionTable.Next(transaction, time.Today), stop)
                is { } turn
        )
        {
            var deleted = turn.What switch
            {
                Retained.SentFile => await DeleteFilesAsync(turn, DeleteSentFilesAsync, stop),
                Retained.ReadReturn => await DeleteFilesAsync(
                    turn,
                    () => Task.FromResult(returns.DeleteRead(Before(settings.Retention.ReadReturnDays))),
                    stop
                ),
                Retained.Mail => await DeleteMailAsync(turn, stop),
                _ => await database.WriteAsync(DeleteRows, stop),
            };
            if (deleted > 0)
                return true;
        }

        return false;
    }

    private async Task<int> DeleteRows(Transaction transaction)
    {
        if (await RetentionTable.Next(transaction, time.Today) is not { } turn)
            return 0;
        var deleted = turn.What switch
        {
            Retained.MailBytes => await MailTable.ForgetBytes(
                transaction,
                Before(settings.Retention.MailBytesDays),
                AtATime
            ),
            Retained.Return => await ReturnTable.ForgetUnmatched(
                transaction,
                Before(settings.Retention.ReturnDays),
                AtATime
            ),
            Retained.Link => await LinkTable.Forget(
                transaction,
                Before(settings.Retention.LinkDays),
                time.Now,
                AtATime
            ),
            Retained.Session => await SessionTable.Forget(transaction, Before(settings.Retention.SessionDays), AtATime),
            Retained.SharedLink => await RetentionTable.DeleteSharedLinks(
                transaction,
                Before(settings.Retention.LinkDays),
                time.Now,
                AtATime
            ),
            Retained.AuditLog => await shorten.OneDay(transaction, Before(settings.Retention.RecordDays)),
            Retained.Enrolment => await EnrolmentTable.Forget(transaction, time.Now, AtATime),
            // Files and mail belong to another step, which took its turn in between.
            _ => -1,
        };
        if (deleted == 0)
            await RetentionTable.Done(transaction, turn.Id, time.Today);
        return deleted;
    }

    /// <remarks>The database's last hand-over is kept until another follows, because the restore guard asks for it at
    /// start-up. Which mail is needed is determined while others can write, and checked again for the rows found before
    /// deletion.</remarks>
    private async Task<int> DeleteMailAsync(Turn turn, CancellationToken stop = default)
    {
        var before = Before(settings.Retention.MailDays);
        var day = time.DayOf(before);
        var found = await database.ReadAsync(
            async transaction =>
                await RetentionTable.Mail(transaction, before, day, await GoneSince(transaction), AtATime),
            stop
        );
        return await database.WriteAsync(
            async transaction =>
            {
                if (found.Count == 0)
                    await RetentionTable.Done(transaction, turn.Id, time.Today);
                var ids = await RetentionTable.Unneeded(transaction, found, before, day, await GoneSince(transaction));
                await ReturnTable.DeleteOf(transaction, ids);
                await MailTable.Delete(transaction, ids);
                return ids.Count;
            },
            stop
        );

        static async Task<DateTimeOffset> GoneSince(Transaction transaction) =>
            (await RetentionTable.LastHandedOver(transaction))?.AddDays(-1) ?? DateTimeOffset.MaxValue;
    }

    private async Task<int> DeleteFilesAsync(Turn turn, Func<Task<int>> delete, CancellationToken stop = default)
    {
        var deleted = await delete();
        await database.WriteAsync(transaction => RetentionTable.Done(transaction, turn.Id, time.Today), stop);
        return deleted;
    }

    /// <summary>A message's file is deleted by the message's own time if the database still has it.</summary>
    private async Task<int> DeleteSentFilesAsync()
    {
        var before = Before(settings.Retention.SentFileDays);
        return (
            await SentFiles
                .OlderThan(settings.Mail.Folder, before)
                .Chunk(AtATime)
                .SelectAsync(async files =>
                {
                    var needed = await database.ReadAsync(transaction =>
                        MailTable.NotEndedBefore(transaction, [.. files.Select(SentFiles.IdOf)], before)
                    );
                    return SentFiles.Delete(files.Where(file => !needed.Contains(SentFiles.IdOf(file))));
                })
        ).Sum();
    }

    private DateTimeOffset Before(int days) => time.Now.AddDays(-days);
}
