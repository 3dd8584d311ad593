using CaregiverSignal.AuditLogs;
using CaregiverSignal.Files;
using CaregiverSignal.People;

namespace CaregiverSignal.Referrals;

/// <summary>The service directory that coordinators read and maintain.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit.</remarks>
public sealed class Offers(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>All offers, by name.</summary>
    public Task<IReadOnlyList<Offer>> AllAsync(CancellationToken stop = default) =>
        database.ReadAsync(OfferTable.All, stop);

    public Task<Offer?> FindAsync(long id, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await OfferTable.Get(transaction, id), stop);

    /// <summary>Adds an offer dated today, or changes the one with its id.</summary>
    /// <returns>False if another offer has the same name and area.</returns>
    public Task<bool> SaveAsync(Offer offer, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (
                    (await OfferTable.All(transaction)).Any(other =>
                        other.Id != offer.Id && (other.Name, other.Area) == (offer.Name, offer.Area)
                    )
                )
                    return false;
                var kept = offer with { CheckedOn = time.Today };
                if (!await OfferTable.Change(transaction, kept))
                    await OfferTable.Put(transaction, kept);
                await Record(transaction, staff);
                return true;
            },
            stop
        );

    /// <summary>Imports a file completely, or not at all if anything is wrong.</summary>
    public async Task<OffersTakenIn> TakeInAsync(
        Stream file,
        string name,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var faults = new List<Fault>();
        var offers = OfferFile.Read(file, name, time.Today, faults);
        if (faults.Count == 0)
            await database.WriteAsync(
                async transaction =>
                {
                    foreach (var offer in offers)
                        await OfferTable.Put(transaction, offer);
                    await Record(transaction, staff);
                },
                stop
            );
        return new(offers.Count, faults);
    }

    public Task RemoveAsync(long id, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                await OfferTable.Remove(transaction, id);
                await Record(transaction, staff);
            },
            stop
        );

    private Task Record(Transaction transaction, SignedInStaff staff) =>
        auditWriter.Add(transaction, staff.On(Ground.Team), AuditAction.Change.Of(AuditTarget.Offers));
}

/// <param name="Count">How many offers the file has.</param>
/// <param name="Faults">What is wrong; with any fault, nothing is imported.</param>
public sealed record OffersTakenIn(int Count, IReadOnlyList<Fault> Faults);
