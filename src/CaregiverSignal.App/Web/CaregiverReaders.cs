using CaregiverSignal.Answers;
using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.Invitations;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Web;

/// <summary>Which caregiver reads a page, and the language that they choose.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class CaregiverReaders(Database database, OwnVisits visits, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>None for a key that opens nothing: nobody can tell it from one that never was.</summary>
    public Caregiver? OfLink(KeyPurpose purpose, string key) =>
        database.Read(transaction =>
            Get(
                transaction,
                purpose == KeyPurpose.OwnPage ? OwnVisitTable.OfLink(transaction, key, time.Now)?.CaregiverId
                    : LinkTable.Known(transaction, purpose, key, time.Now) is { } link
                    && (link.IsAlive || link.OpensWaysOut(time.Now))
                        ? link.CaregiverId
                    : null
            )
        );

    /// <param name="form">Null on the own page, where that visit alone counts.</param>
    public Caregiver? OfBrowser(FormBrowser? form, OwnBrowser own) =>
        database.Read(transaction =>
            Get(
                transaction,
                Visit.Of(transaction, form?.Key, time)?.CheckIn.CaregiverId
                    ?? visits.Find(transaction, own)?.Caregiver.Id
            )
        );

    /// <summary>Their pages, mails and letters are in it from then on.</summary>
    public Task ChooseLanguageAsync(long caregiverId, Language language, Actor by) =>
        database.WriteAsync(transaction =>
        {
            var details = PersonDetailsTable.Of(transaction, caregiverId) with { Language = language.Code() };
            if (
                PersonDetailsTable.Change(transaction, caregiverId, details, by: null, time.Now, onOwnPage: true).Count
                > 0
            )
                auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Details), caregiverId);
        });

    private static Caregiver? Get(Transaction transaction, long? id) =>
        id is { } known ? CaregiverTable.Get(transaction, known) : null;
}
