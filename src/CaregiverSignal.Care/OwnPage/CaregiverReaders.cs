using CaregiverSignal.AuditLogs;
using CaregiverSignal.Forms;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.OwnPage;

/// <summary>Which caregiver reads a page, and the language that they choose.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class CaregiverReaders(Database database, OwnVisits visits, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>None for a key that opens nothing: it cannot be told from one that never existed.</summary>
    public async Task<Caregiver?> OfLinkAsync(KeyPurpose purpose, string key, CancellationToken stop = default) =>
        purpose == KeyPurpose.OwnPage ? await OfOwnLinkAsync(key, stop) : await OfMailedLinkAsync(purpose, key, stop);

    private Task<Caregiver?> OfOwnLinkAsync(string key, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await OwnVisitTable.OfLink(transaction, key, time.Now) is { } own
                    ? await CaregiverTable.Get(transaction, own.CaregiverId)
                    : null,
            stop
        );

    private Task<Caregiver?> OfMailedLinkAsync(KeyPurpose purpose, string key, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
            {
                var now = time.Now;
                return
                    await LinkTable.Known(transaction, purpose, key, now) is { } link
                    && (link.IsAlive || link.OpensWaysOut(now))
                    ? await CaregiverTable.Get(transaction, link.CaregiverId!.Value)
                    : null;
            },
            stop
        );

    /// <param name="form">Null on the own page, where only that visit counts.</param>
    public async Task<Caregiver?> OfBrowserAsync(FormBrowser? form, OwnBrowser own, CancellationToken stop = default) =>
        (
            form?.Key is { } key
                ? await database.ReadAsync(transaction => Visit.CaregiverOf(transaction, key, time), stop)
                : null
        ) ?? await database.ReadAsync(async transaction => (await visits.Find(transaction, own))?.Caregiver, stop);

    /// <summary>Their pages, mails and letters are in it from then on.</summary>
    public Task ChooseLanguageAsync(long caregiverId, Language language, Actor by) =>
        database.WriteAsync(async transaction =>
        {
            var details = await PersonDetailsTable.Of(transaction, caregiverId) with { Language = language.Code() };
            if (
                (
                    await PersonDetailsTable.Change(transaction, caregiverId, details, by: null, time, onOwnPage: true)
                ).Count > 0
            )
                await auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Details), caregiverId);
        });
}
