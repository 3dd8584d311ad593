using CaregiverSignal.Answers;
using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.OwnPage;

/// <summary>Which caregiver reads a page, and the language that they choose.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class CaregiverReaders(Database database, OwnVisits visits, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>None for a key that opens nothing: nobody can tell it from one that never was.</summary>
    public Caregiver? OfLink(KeyPurpose purpose, string key) =>
        purpose == KeyPurpose.OwnPage ? OfOwnLink(key) : OfMailedLink(purpose, key);

    private Caregiver? OfOwnLink(string key) =>
        database.Read(transaction =>
            OwnVisitTable.OfLink(transaction, key, time.Now) is { } own
                ? CaregiverTable.Get(transaction, own.CaregiverId)
                : null
        );

    private Caregiver? OfMailedLink(KeyPurpose purpose, string key) =>
        database.ReadAtOnce(transaction =>
        {
            var now = time.Now;
            transaction.Ahead(() => LinkTable.Known(transaction, purpose, key, now), () => Whose());
            return
                LinkTable.Known(transaction, purpose, key, now) is { } link && (link.IsAlive || link.OpensWaysOut(now))
                ? Whose()
                : null;

            Caregiver? Whose() => CaregiverTable.Find(transaction, LinkTable.OwnerOf(purpose, key));
        });

    /// <param name="form">Null on the own page, where that visit alone counts.</param>
    public Caregiver? OfBrowser(FormBrowser? form, OwnBrowser own) =>
        (form?.Key is { } key ? database.ReadAtOnce(transaction => Visit.CaregiverOf(transaction, key, time)) : null)
        ?? database.Read(transaction => visits.Find(transaction, own)?.Caregiver);

    /// <summary>Their pages, mails and letters are in it from then on.</summary>
    public Task ChooseLanguageAsync(long caregiverId, Language language, Actor by) =>
        database.WriteAsync(transaction =>
        {
            var details = PersonDetailsTable.Of(transaction, caregiverId) with { Language = language.Code() };
            if (PersonDetailsTable.Change(transaction, caregiverId, details, by: null, time, onOwnPage: true).Count > 0)
                auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Details), caregiverId);
        });
}
