namespace CaregiverSignal.People;

/// <summary>SQL that reads what people are found by.</summary>
/// <remarks>The program compares the words, because no two databases fold case and diacritics alike.</remarks>
internal static class FindTable
{
    private const string Columns = "id, person, first_name, last_name, email, phone, postal_address, coordinator_id";

    /// <summary>Whether a number has each digit as often as the index says, however it is written. "+31 6", "0031 (0)6"
    /// and "06" differ in 0, and equally in 1 and 3.</summary>
    private static Sql HasAsOften(string? phone, char digit) =>
        $"length(phone) - length(replace(phone, '{digit.ToString():sql}', '')) = {Count(phone, digit)}";

    private static Sql HasDigits(string? phone) =>
        $"""
            {HasAsOften(phone, '2')} and {HasAsOften(phone, '4')} and {HasAsOften(phone, '5')}
            and {HasAsOften(phone, '6')} and {HasAsOften(phone, '7')} and {HasAsOften(phone, '8')}
            and {HasAsOften(phone, '9')}
            and length(replace(phone, '3', '')) - length(replace(phone, '1', '')) = {Count(phone, '1')
                - Count(phone, '3')}
            """;

    public static Task<IReadOnlyList<Findable>> Of(Transaction transaction, IReadOnlyCollection<long> coordinatorIds) =>
        transaction.AllReadable<Findable>(
            $"""
            select {Columns:sql}
            from caregiver
            where coordinator_id in ({coordinatorIds})
            order by {StoreEngine.ByLastName:sql}
            """
        );

    /// <summary>All caregivers, of any coordinator, who probably are the person with these details.</summary>
    /// <remarks>Compares those with the same mail address, and those whose number has the same digits in any
    /// order.</remarks>
    public static async Task<IReadOnlyList<Findable>> Like(Transaction transaction, PersonDetails details) =>
        [
            .. (
                await transaction.AllReadable<Findable>(
                    $"""
                    select {Columns:sql}
                    from caregiver
                    where (lower(email) = lower({details.Email}) and email is not null)
                       or ({HasDigits(details.Phone)} and phone is not null)
                    order by id
                    """
                )
            ).Where(findable => findable.IsLike(details)),
        ];

    /// <summary>The coordinators whose caregivers have one of these mail addresses.</summary>
    public static async Task<IReadOnlyList<(string Email, long CoordinatorId)>> CoordinatorsByEmail(
        Transaction transaction,
        IReadOnlyCollection<string> addresses
    ) =>
        await transaction.All<(string, long)>(
            $"""
            select email, coordinator_id
            from caregiver
            where lower(email) in ({addresses.Select(address => address.ToLowerInvariant())}) and email is not null
            """
        );

    private static int? Count(string? phone, char digit) => phone?.Count(letter => letter == digit);
}

/// <summary>What a person is found by.</summary>
public sealed record Findable(
    long Id,
    string Person,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    string? PostalAddress,
    long CoordinatorId
)
{
    /// <summary>Whether this probably is the person with these details: the same mail address, or name and
    /// phone.</summary>
    public bool IsLike(PersonDetails details) =>
        (Email is not null && Email.Equals(details.Email, StringComparison.OrdinalIgnoreCase))
        || (
            Phone is not null
            && details.Phone is not null
            && PhoneKey.Of(Phone) == PhoneKey.Of(details.Phone)
            && NameOf(FirstName, LastName) == NameOf(details.FirstName, details.LastName)
        );

    /// <summary>Whether this person has the same mail address, as somebody who stopped may.</summary>
    public bool HasAddressOf(Findable other) =>
        Email is not null && Email.Equals(other.Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this person has the same phone number.</summary>
    public bool HasPhoneOf(Findable other) =>
        Phone is not null && other.Phone is not null && PhoneKey.Of(Phone) == PhoneKey.Of(other.Phone);

    /// <summary>Whether this person has the same first and last name.</summary>
    public bool HasNameOf(Findable other) =>
        FirstName is not null
        && LastName is not null
        && NameOf(FirstName, LastName) == NameOf(other.FirstName, other.LastName);

    private static string NameOf(string? first, string? last) => NormalizedText.Of($"{first} {last}").Trim();
}
