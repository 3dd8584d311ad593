using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

/// <summary>
/// What a list leaves alone: people whom its reader may not see, who was erased, and what a person changed here.
/// </summary>
internal sealed class ImportBounds
{
    private readonly SignedInStaff? reader;
    private readonly Dictionary<string, StoredPerson> visible = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredPerson> hidden = new(StringComparer.Ordinal);
    private readonly HashSet<(long, string, string?)> byHand;
    private readonly IReadOnlySet<string> erasedCodes;
    private readonly IReadOnlySet<string> erasedAddresses;
    private readonly HashSet<string> hiddenAddresses;

    /// <param name="reader">Who imports in the browser; null on the command line, which may see everybody.</param>
    public ImportBounds(Transaction transaction, ImportFolder folder, SignedInStaff? reader)
    {
        this.reader = reader;
        foreach (var person in ImportTable.Stored(transaction, folder.Persons))
            (MaySee(person.CoordinatorId) ? visible : hidden)[person.Person] = person;
        byHand =
        [
            .. DetailChangeTable
                .ByHand(transaction, [.. visible.Values.Select(person => person.Id)])
                .Select(change => (change.CaregiverId, change.Field, change.Situation)),
        ];
        erasedCodes = ErasedHashTable.Codes(transaction, folder.People.Select(row => row.Person));
        List<string> addresses = [.. folder.People.Select(row => row.Details.Email).OfType<string>()];
        erasedAddresses = ErasedHashTable.Addresses(transaction, addresses);
        hiddenAddresses = reader is null
            ? []
            : FindTable
                .CoordinatorsByEmail(transaction, addresses)
                .Where(person => !MaySee(person.CoordinatorId))
                .Select(person => person.Email)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public Dictionary<string, long> Ids =>
        visible.ToDictionary(entry => entry.Key, entry => entry.Value.Id, StringComparer.Ordinal);

    /// <summary>Those of other teams whom the list names.</summary>
    public IEnumerable<long> Hidden => hidden.Values.Select(person => person.Id);

    /// <summary>Null for who is new, and for whom the reader may not see.</summary>
    public StoredPerson? Find(string person) => visible.GetValueOrDefault(person);

    /// <summary>Why a row is not taken: in the browser the same words whatever it is.</summary>
    /// <param name="known">The address that they have here already; null for who is new.</param>
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

    /// <summary>Whether people come to a coordinator through the reader's list.</summary>
    public bool MayGiveTo(Transaction transaction, long coordinatorId) =>
        MaySee(coordinatorId)
        || CoordinatorTable.SeenInTeam(transaction, reader!.Coordinator.Id).Contains(coordinatorId);

    /// <summary>Whether the reader may see anybody who cares in a situation.</summary>
    public bool MaySeeSituation(Transaction transaction, string situation) =>
        reader is null
        || SituationTable.In(transaction, situation) is var all
            && (
                all.Count == 0
                || all.Any(caring => MaySee(CaregiverTable.Get(transaction, caring.CaregiverId)!.CoordinatorId))
            );

    /// <summary>What a row says of somebody, with what a person changed here as it is.</summary>
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

    /// <summary>Whether somebody was taken out of a situation here.</summary>
    public bool HasLeft(long id, string situation) => IsByHand(id, CareSituations.Left, situation);

    /// <remarks>How somebody is asked follows from their address and number where a file does not say it.</remarks>
    private bool IsByHand(long id, string column, string? situation) =>
        byHand.Contains((id, column, situation))
        || (column == "channel" && (IsByHand(id, "email", situation) || IsByHand(id, "phone", situation)));

    private bool MaySee(long coordinatorId) => reader is null || reader.Sees.Contains(coordinatorId);
}
