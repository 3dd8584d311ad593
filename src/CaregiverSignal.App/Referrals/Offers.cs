using CaregiverSignal.Files;

namespace CaregiverSignal.Referrals;

/// <summary>The service directory, as coordinators read it and keep it.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit.</remarks>
public sealed class Offers(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Offer> All() => database.Read(OfferTable.All);

    public Offer? Find(long id) => database.Read(transaction => OfferTable.Get(transaction, id));

    /// <summary>Adds an offer of today, or changes the one with its number.</summary>
    /// <returns>False when another has its name in its area.</returns>
    public bool Save(Offer offer, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (
                OfferTable
                    .All(transaction)
                    .Any(other => other.Id != offer.Id && (other.Name, other.Area) == (offer.Name, offer.Area))
            )
                return false;
            var kept = offer with { CheckedOn = time.Today };
            if (!OfferTable.Change(transaction, kept))
                OfferTable.Put(transaction, kept);
            Record(transaction, staff);
            return true;
        });

    /// <summary>Takes in a file: all of it, or nothing where something is wrong.</summary>
    /// <returns>How many it has, and what is wrong.</returns>
    public (int Count, IReadOnlyList<Fault> Faults) TakeIn(Stream file, string name, SignedInStaff staff)
    {
        var faults = new List<Fault>();
        var offers = OfferFile.Read(file, name, time.Today, faults);
        if (faults.Count == 0)
            database.Write(transaction =>
            {
                foreach (var offer in offers)
                    OfferTable.Put(transaction, offer);
                Record(transaction, staff);
            });
        return (offers.Count, faults);
    }

    public void Remove(long id, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            OfferTable.Remove(transaction, id);
            Record(transaction, staff);
        });

    private void Record(Transaction transaction, SignedInStaff staff) =>
        auditWriter.Add(transaction, staff.On(Ground.Team), AuditAction.Change.Of(AuditTarget.Offers));
}
