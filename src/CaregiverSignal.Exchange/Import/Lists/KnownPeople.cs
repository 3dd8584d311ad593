using CaregiverSignal.People;

namespace CaregiverSignal.Import.Lists;

internal sealed record KnownPerson(
    string Person,
    DateOnly EnrolledOn,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    DateOnly? Born,
    string? PostalAddress,
    CaregiverStatus Status
);

internal sealed class KnownPeople(IReadOnlyList<KnownPerson> people)
{
    private readonly ILookup<string, KnownPerson> byName = people.ToLookup(person =>
        NameOf(person.FirstName, person.LastName)
    );

    private readonly Dictionary<string, KnownPerson> byNumber = people.ToDictionary(
        person => person.Person,
        StringComparer.Ordinal
    );

    public bool TakesPart(Dictionary<string, string> said) =>
        (said.GetValueOrDefault("person") ?? Find(said, out _)) is { } person
        && byNumber.GetValueOrDefault(person) is { Status: not CaregiverStatus.Ended };

    public DateOnly? EnrolledOn(string person) => byNumber.GetValueOrDefault(person)?.EnrolledOn;

    /// <summary>Whether a row with somebody's number is about somebody else: another name, and nothing else in common.
    /// An initial matches a name that begins with it.</summary>
    public bool IsAnother(string person, Dictionary<string, string> said)
    {
        var known = byNumber[person];
        return (Differ(known.FirstName, "first_name") || Differ(known.LastName, "last_name"))
            && !Compare(known, said).Contains(true);

        bool Differ(string? stored, string column) =>
            stored is not null
            && said.TryGetValue(column, out var given)
            && (ListWords.Plain(stored), ListWords.Plain(given)) is var (one, other)
            && !one.StartsWith(other, StringComparison.Ordinal)
            && !other.StartsWith(one, StringComparison.Ordinal);
    }

    /// <summary>The one person with this name and the same birth date, email, phone or postal address.</summary>
    /// <param name="isUnsure">Whether somebody has this name but another birth date with similarities, or nothing to
    /// compare.</param>
    /// <returns>Null for nobody, or more than one.</returns>
    public string? Find(Dictionary<string, string> said, out bool isUnsure)
    {
        var named = byName[NameOf(said.GetValueOrDefault("first_name"), said.GetValueOrDefault("last_name"))]
            .Select(person => (person.Person, Alike: Compare(person, said)))
            .ToList();
        var same = named.FindAll(person => person.Alike[0] != false && person.Alike.Contains(true));
        isUnsure =
            same.Count == 0 && named.Exists(person => person.Alike.Contains(true) || !person.Alike.Contains(false));
        return same is [var only] ? only.Person : null;
    }

    /// <summary>What two rows about one person have in common.</summary>
    public static string KeyOf(Dictionary<string, string> said) =>
        string.Join(
            '\n',
            NameOf(said.GetValueOrDefault("first_name"), said.GetValueOrDefault("last_name")),
            said.GetValueOrDefault("email")?.ToLowerInvariant(),
            PhoneKey.Of(said.GetValueOrDefault("phone", "")),
            said.GetValueOrDefault("born"),
            said.GetValueOrDefault("postal_address")
        );

    /// <summary>The date of birth, then the other comparable values; null for those that cannot be compared.</summary>
    private static bool?[] Compare(KnownPerson person, Dictionary<string, string> said)
    {
        return
        [
            Both(
                person.Born is { } born ? $"{born:yyyy-MM-dd}" : null,
                "born",
                (stored, given) => stored.StartsWith(given, StringComparison.Ordinal)
            ),
            Both(person.Email, "email", (stored, given) => stored.Equals(given, StringComparison.OrdinalIgnoreCase)),
            Both(person.Phone, "phone", (stored, given) => PhoneKey.Of(stored) == PhoneKey.Of(given)),
            Both(
                person.PostalAddress,
                "postal_address",
                (stored, given) => ListWords.Plain(stored) == ListWords.Plain(given)
            ),
        ];

        bool? Both(string? stored, string column, Func<string, string, bool> areAlike) =>
            stored is not null && said.TryGetValue(column, out var given) ? areAlike(stored, given) : null;
    }

    private static string NameOf(string? first, string? last) => ListWords.Plain($"{first} {last}");
}
