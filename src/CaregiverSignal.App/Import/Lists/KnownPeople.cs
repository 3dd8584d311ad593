namespace CaregiverSignal.Import.Lists;

/// <summary>Somebody who is here, as a list without numbers finds them.</summary>
public sealed record KnownPerson(
    string Person,
    DateOnly EnrolledOn,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    DateOnly? Born
);

/// <summary>Who is here already, found by what a row says of them.</summary>
internal sealed class KnownPeople(IReadOnlyList<KnownPerson> people)
{
    private readonly ILookup<string, KnownPerson> byName = people.ToLookup(person =>
        NameOf(person.FirstName, person.LastName)
    );

    private readonly Dictionary<string, DateOnly> enrolled = people.ToDictionary(
        person => person.Person,
        person => person.EnrolledOn,
        StringComparer.Ordinal
    );

    public DateOnly? EnrolledOn(string person) => enrolled.TryGetValue(person, out var day) ? day : null;

    /// <summary>
    /// The one of this name of whom the mail address, the phone number or the birth is the same, or of whom none of
    /// these can be compared.
    /// </summary>
    /// <returns>Null where that is nobody, or more than one.</returns>
    public string? Find(Dictionary<string, string> said) =>
        byName[NameOf(said.GetValueOrDefault("first_name"), said.GetValueOrDefault("last_name"))]
            .Where(person => IsSame(person, said))
            .Take(2)
            .ToList()
            is [var only]
            ? only.Person
            : null;

    /// <summary>What two rows about one person have alike.</summary>
    public static string KeyOf(Dictionary<string, string> said) =>
        string.Join(
            '\n',
            NameOf(said.GetValueOrDefault("first_name"), said.GetValueOrDefault("last_name")),
            said.GetValueOrDefault("email")?.ToLowerInvariant(),
            PhoneKey.Of(said.GetValueOrDefault("phone", "")),
            said.GetValueOrDefault("born"),
            said.GetValueOrDefault("postal_address")
        );

    private static bool IsSame(KnownPerson person, Dictionary<string, string> said)
    {
        bool?[] compared =
        [
            Both(person.Email, "email", (stored, given) => stored.Equals(given, StringComparison.OrdinalIgnoreCase)),
            Both(person.Phone, "phone", (stored, given) => PhoneKey.Of(stored) == PhoneKey.Of(given)),
            Both(
                person.Born is { } born ? $"{born:yyyy-MM-dd}" : null,
                "born",
                (stored, given) => stored.StartsWith(given, StringComparison.Ordinal)
            ),
        ];
        return compared.Contains(true) || Array.TrueForAll(compared, alike => alike is null);

        bool? Both(string? stored, string column, Func<string, string, bool> areAlike) =>
            stored is not null && said.TryGetValue(column, out var given) ? areAlike(stored, given) : null;
    }

    private static string NameOf(string? first, string? last) => ListWords.Plain($"{first} {last}");
}
