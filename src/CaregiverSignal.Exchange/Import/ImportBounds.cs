using CaregiverSignal.Files;
using CaregiverSignal.People;

namespace CaregiverSignal.Import;

/// <summary>What an import leaves alone: people its reader may not see, erased people, and manual changes.</summary>
internal sealed class ImportBounds
{
    private readonly SignedInStaff? reader;
    private readonly Dictionary<string, StoredPerson> visible = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredPerson> hidden = new(StringComparer.Ordinal);
    private readonly HashSet<(long, string, string?)> byHand;
    private readonly IReadOnlySet<string> erasedCodes;
    private readonly IReadOnlySet<string> erasedAddresses;
    private readonly HashSet<string> hiddenAddresses;

    private ImportBounds(
        SignedInStaff? reader,
        IReadOnlyList<StoredPerson> stored,
        HashSet<(long, string, string?)> byHand,
        IReadOnlySet<string> erasedCodes,
        IReadOnlySet<string> erasedAddresses,
        HashSet<string> hiddenAddresses
    )
    {
        (this.reader, this.byHand, this.hiddenAddresses) = (reader, byHand, hiddenAddresses);
        (this.erasedCodes, this.erasedAddresses) = (erasedCodes, erasedAddresses);
        foreach (var person in stored)
            (MaySee(reader, person.CoordinatorId) ? visible : hidden)[person.Person] = person;
    }

    /// <param name="reader">Who imports in the browser; null on the command line, which may see everybody.</param>
    public static async Task<ImportBounds> Of(Transaction transaction, ImportFolder folder, SignedInStaff? reader)
    {
        var stored = await ImportTable.Stored(transaction, folder.Persons);
        List<long> seen = [.. stored.Where(person => MaySee(reader, person.CoordinatorId)).Select(person => person.Id)];
        List<string> addresses = [.. folder.People.Select(row => row.Details.Email).OfType<string>()];
        var owners = reader is null ? [] : await FindTable.CoordinatorsByEmail(transaction, addresses);
        return new ImportBounds(
            reader,
            stored,
            [
                .. (await DetailChangeTable.ByHand(transaction, seen)).Select(change =>
                    (change.CaregiverId, change.Field, change.Situation)
                ),
            ],
            await ErasedHashTable.Codes(transaction, folder.People.Select(row => row.Person)),
            await ErasedHashTable.Addresses(transaction, addresses),
            owners
                .Where(person => !MaySee(reader, person.CoordinatorId))
                .Select(person => person.Email)
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
        );
    }

    public Dictionary<string, long> Ids =>
        visible.ToDictionary(entry => entry.Key, entry => entry.Value.Id, StringComparer.Ordinal);

    public IEnumerable<long> Hidden => hidden.Values.Select(person => person.Id);

    /// <summary>Null for newcomers, and for people whom the reader may not see.</summary>
    public StoredPerson? Find(string person) => visible.GetValueOrDefault(person);

    /// <summary>Why a row is refused; in the browser the same text whatever the reason.</summary>
    /// <param name="known">Their stored address; null for newcomers.</param>
    public Fault? Refusal(ImportedPerson row, string? known = null)
    {
        var isErased = erasedCodes.Contains(row.Person) && Find(row.Person) is null;
        var changed = row.Details.Email is { } email && email != known ? email : null;
        var isErasedAddress = changed is not null && erasedAddresses.Contains(changed);
        if (reader is not null)
            return
                hidden.ContainsKey(row.Person)
                || isErased
                || isErasedAddress
                || (changed is not null && hiddenAddresses.Contains(changed))
                ? row.Place.Wrong(
                    row.HasNumber ? "person" : "email",
                    $"'{(row.HasNumber ? row.Person : row.Details.Email)}' cannot be: this code, or this mail address, is somebody else's or of somebody who was erased; take the row out, or add them by hand"
                )
                : null;
        if (!isErased && !isErasedAddress)
            return null;
        var (column, value) = isErased ? ("person", row.Person) : ("email", row.Details.Email!);
        return row.Place.Wrong(
            column,
            $"'{value}' is of somebody who was erased; take the row out, or add them by hand if they want to come back"
        );
    }

    /// <summary>Whether the reader's list may assign people to a coordinator.</summary>
    public async Task<bool> MayGiveTo(Transaction transaction, long coordinatorId) =>
        MaySee(coordinatorId)
        || (await CoordinatorTable.SeenInTeam(transaction, reader!.Coordinator.Id)).Contains(coordinatorId);

    /// <summary>Whether the reader may see anybody who cares in a situation.</summary>
    public async Task<bool> MaySeeSituation(Transaction transaction, string situation) =>
        reader is null
        || await SituationTable.In(transaction, situation) is var all
            && (
                all.Count == 0
                || await all.AnyAsync(async caring =>
                    MaySee((await CaregiverTable.Get(transaction, caring.CaregiverId))!.CoordinatorId)
                )
            );

    /// <summary>A row's details, without overwriting what a person changed here.</summary>
    /// <param name="situation">The code of a further situation; null for their own details.</param>
    public PersonDetails Keep(
        long id,
        string whose,
        PersonDetails stored,
        PersonDetails said,
        ImportCounts counts,
        string? situation = null
    )
    {
        foreach (var field in PersonField.Between(stored, said).Where(field => IsByHand(id, field.Column, situation)))
        {
            said = field.Copied(said, stored);
            counts.Leave(whose, field.Column);
        }

        return said;
    }

    /// <summary>Whether somebody was removed from a situation here.</summary>
    public bool HasLeft(long id, string situation) => IsByHand(id, CareSituations.Left, situation);

    /// <remarks>The channel follows from address and number if a file does not give it.</remarks>
    private bool IsByHand(long id, string column, string? situation) =>
        byHand.Contains((id, column, situation))
        || (column == "channel" && (IsByHand(id, "email", situation) || IsByHand(id, "phone", situation)));

    private bool MaySee(long coordinatorId) => MaySee(reader, coordinatorId);

    private static bool MaySee(SignedInStaff? reader, long coordinatorId) =>
        reader is null || reader.Sees.Contains(coordinatorId);
}
