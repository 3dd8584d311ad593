using CaregiverSignal.AuditLogs;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;

namespace CaregiverSignal.Enrolments;

/// <summary>The caregivers who are followed: adding one, and what is known of them.</summary>
/// <remarks>May be shared between threads. Each view and change is in the audit log.</remarks>
public sealed class Caregivers(CaregiverAccess access, Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>A caregiver by their code in files; null if there is none.</summary>
    public static Task<Caregiver?> NamedAsync(Database database, string person, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await CaregiverTable.ByPerson(transaction, person), stop);

    /// <returns>Null if the reader may see no such caregiver.</returns>
    public Task<CaregiverLook?> LookAsync(long caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Details),
            async (transaction, caregiver) => await CaregiverLook.Of(transaction, caregiver),
            stop
        );

    /// <summary>Makes a code to read out to a caregiver, which opens what they told before on their own page.</summary>
    /// <returns>The code; none if a colleague chose to show nothing.</returns>
    public Task<Changed<string>> MakePageCodeAsync(
        long? caregiverId,
        TimeSpan life,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync<string>(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Link),
            async (transaction, caregiver) =>
                caregiver.MailReaders == MailReaders.ShowNothing
                    ? (false, null)
                    : (true, await PageCodeTable.Add(transaction, caregiver.Id, time.Now, life, isReadOut: true)),
            stop
        );

    /// <summary>The places of the support point's people, as suggestions while typing.</summary>
    public Task<OwnPlaces> PlacesAsync(CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction => new OwnPlaces(
                await PlaceTable.Municipalities(transaction),
                await PlaceTable.Neighbourhoods(transaction)
            ),
            stop
        );

    /// <summary>Adds a caregiver, unless others look like them whom the page has not shown yet.</summary>
    /// <remarks>This also catches a form sent twice: the second time, the first person looks like them. Nothing is said
    /// of people whom the reader may not see, or typing an address would reveal whether somebody follows it.</remarks>
    /// <param name="shown">The similar people that the page has shown, as in <see cref="Alike.Mark"/>.</param>
    public Task<AddedCaregiver> AddAsync(
        PersonDetails typed,
        string shown,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var alike = new Alike([
                    .. (await FindTable.Like(transaction, typed)).Where(person =>
                        staff.Sees.Contains(person.CoordinatorId)
                    ),
                ]);
                if (alike.Mark != shown)
                {
                    List<long> listed = [.. alike.People.Select(person => person.Id)];
                    var search = AuditAction.Search.OfList(AuditTarget.People, listed);
                    await auditWriter.Add(transaction, staff.On(Ground.Team), search, listed: listed);
                    return new AddedCaregiver(null, alike);
                }

                await ErasedHashTable.CameBack(transaction, typed.Email);
                var id = await PersonDetailsTable.Add(
                    transaction,
                    person: null,
                    typed,
                    staff.Coordinator.Id,
                    CaregiverStatus.Active,
                    time.Today,
                    time
                );
                await auditWriter.Add(transaction, staff.On(Ground.Own), AuditAction.Add.Of(AuditTarget.Person), id);
                return new(await CaregiverTable.Get(transaction, id), alike);
            },
            stop
        );

    /// <summary>Corrects what is known, unless something else changed since the form was shown.</summary>
    /// <param name="mark">The newest change when the form was shown.</param>
    /// <returns>Null if the reader may see no such caregiver.</returns>
    public async Task<Correction?> CorrectAsync(
        long caregiverId,
        long mark,
        TypedDetails typed,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        // What cannot be stored starts no write.
        var seen = await database.ReadAsync(
            async transaction =>
                await CaregiverAccess.Find(transaction, staff, caregiverId) is { } caregiver
                    ? await Judge(transaction, caregiver, mark, typed)
                    : null,
            stop
        );
        return seen is { IsSaved: false }
            ? seen
            : (
                await access.ChangeAsync<Correction>(
                    staff,
                    caregiverId,
                    AuditAction.Change.Of(AuditTarget.Details),
                    async (transaction, caregiver) =>
                    {
                        var made = await Judge(transaction, caregiver, mark, typed);
                        if (made.IsSaved)
                            await AddressCorrection.Save(
                                transaction,
                                caregiver.Id,
                                made.Details,
                                staff.Coordinator.Id,
                                time
                            );
                        return (made.IsSaved, made);
                    },
                    stop
                )
            ).Value;
    }

    private async Task<Correction> Judge(Transaction transaction, Caregiver caregiver, long mark, TypedDetails typed)
    {
        var stored = await PersonDetailsTable.Of(transaction, caregiver.Id);
        var (details, faults) = (typed.Over(stored), typed.FaultsOver(stored, time.Today));
        var history = await DetailChangeTable.After(transaction, caregiver.Id);
        // What both typed is no news.
        var since = history
            .Where(change => change.Id > mark && change.Situation is null)
            .Join(
                PersonField.All,
                change => change.Field,
                field => field.Column,
                (change, field) => (Change: change, Field: field)
            )
            .GroupBy(pair => pair.Field, pair => pair.Change)
            .Where(changes =>
                typed.Wrong.Contains(changes.Key)
                || faults.Any(fault => fault.Field == changes.Key)
                || changes.Key.Text(details) != changes.Key.Text(stored)
            )
            .ToList();
        return new(
            new(caregiver, stored, history),
            details,
            faults,
            since,
            IsSaved: typed.IsRight && faults.Count == 0 && (since.Count == 0 || details == stored)
        );
    }
}

/// <param name="History">All corrections, newest first.</param>
public sealed record CaregiverLook(Caregiver Caregiver, PersonDetails Details, IReadOnlyList<DetailChange> History)
{
    internal static async Task<CaregiverLook> Of(Transaction transaction, Caregiver caregiver) =>
        new(
            caregiver,
            await PersonDetailsTable.Of(transaction, caregiver.Id),
            await DetailChangeTable.After(transaction, caregiver.Id)
        );

    /// <summary>The newest change; 0 if nothing was corrected.</summary>
    public long Mark => History is [var newest, ..] ? newest.Id : 0;
}

/// <param name="Neighbourhoods">By municipality.</param>
public sealed record OwnPlaces(IReadOnlyList<string> Municipalities, ILookup<string, string> Neighbourhoods);

/// <param name="Added">Null if the page shows similar people first.</param>
public sealed record AddedCaregiver(Caregiver? Added, Alike Alike);

/// <summary>People the reader may see who look like somebody being added.</summary>
public sealed record Alike(IReadOnlyList<Findable> People)
{
    /// <summary>Who they are, as a form that showed them carries it; empty for nobody.</summary>
    public string Mark => string.Join(',', People.Select(person => Texts.Number(person.Id)));
}

/// <param name="Details">What was typed, over what is stored.</param>
/// <param name="Since">What changed since the form was shown and differs from what was typed; newest first.</param>
/// <param name="IsSaved">Whether it was saved, or was already so.</param>
public sealed record Correction(
    CaregiverLook Look,
    PersonDetails Details,
    IReadOnlyList<DetailFault> Faults,
    IReadOnlyList<IGrouping<PersonField, DetailChange>> Since,
    bool IsSaved
);
