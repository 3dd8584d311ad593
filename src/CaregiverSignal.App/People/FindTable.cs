using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>SQL that reads what people are found by.</summary>
/// <remarks>
/// What was typed is compared in the program, which folds case and diacritics as no two engines do.
/// </remarks>
public static class FindTable
{
    /// <summary>
    /// Whether a number has each digit as often, as the index says it: however it is written, somebody has typed those
    /// of the number itself. "+31 6", "0031 (0)6" and "06" differ in 0, and in 1 and 3 by as many.
    /// </summary>
    private const string HasDigits = """
        length(phone) - length(replace(phone, '2', '')) = @twos
        and length(phone) - length(replace(phone, '4', '')) = @fours
        and length(phone) - length(replace(phone, '5', '')) = @fives
        and length(phone) - length(replace(phone, '6', '')) = @sixes
        and length(phone) - length(replace(phone, '7', '')) = @sevens
        and length(phone) - length(replace(phone, '8', '')) = @eights
        and length(phone) - length(replace(phone, '9', '')) = @nines
        and length(replace(phone, '3', '')) - length(replace(phone, '1', '')) = @onesBesideThrees
        """;

    /// <summary>The people of some coordinators, in the order in which they are listed.</summary>
    public static IReadOnlyList<Findable> Of(Transaction transaction, IReadOnlyCollection<long> coordinatorIds) =>
        transaction.AllReadable<Findable>(
            $"""
            select id, person, first_name, last_name, email, phone, postal_address, coordinator_id
            from caregiver
            where coordinator_id in ({coordinatorIds})
            order by coalesce(first_name, person), last_name, id
            """
        );

    /// <summary>Everybody, of any coordinator, who is likely somebody with these details.</summary>
    /// <remarks>Compared are those with the same mail address, and those whose number has the same digits in some
    /// order.</remarks>
    public static IReadOnlyList<Findable> Like(Transaction transaction, PersonDetails details) =>
        [
            .. transaction
                .AllReadable<Findable>(
                    $"""
                    select id, person, first_name, last_name, email, phone, postal_address, coordinator_id
                    from caregiver
                    where (lower(email) = lower(@Email) and email is not null)
                       or ({HasDigits} and phone is not null)
                    order by id
                    """,
                    new
                    {
                        details.Email,
                        twos = Count(details.Phone, '2'),
                        fours = Count(details.Phone, '4'),
                        fives = Count(details.Phone, '5'),
                        sixes = Count(details.Phone, '6'),
                        sevens = Count(details.Phone, '7'),
                        eights = Count(details.Phone, '8'),
                        nines = Count(details.Phone, '9'),
                        onesBesideThrees = Count(details.Phone, '1') - Count(details.Phone, '3'),
                    }
                )
                .Where(one => one.IsLike(details)),
        ];

    private static int? Count(string? phone, char digit) => phone?.Count(one => one == digit);
}

/// <summary>What somebody is found by.</summary>
public sealed record Findable
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? PostalAddress { get; init; }

    public long CoordinatorId { get; init; }

    /// <summary>Whether this is likely somebody with these details: the same mail address, or name and phone.</summary>
    public bool IsLike(PersonDetails details) =>
        (Email is not null && Email.Equals(details.Email, StringComparison.OrdinalIgnoreCase))
        || (
            Phone is not null
            && details.Phone is not null
            && PhoneKey.Of(Phone) == PhoneKey.Of(details.Phone)
            && NameOf(FirstName, LastName) == NameOf(details.FirstName, details.LastName)
        );

    /// <summary>Whether this somebody has the same mail address, as one who stopped may.</summary>
    public bool HasAddressOf(Findable other) =>
        Email is not null && Email.Equals(other.Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this somebody has the same phone number.</summary>
    public bool HasPhoneOf(Findable other) =>
        Phone is not null && other.Phone is not null && PhoneKey.Of(Phone) == PhoneKey.Of(other.Phone);

    /// <summary>Whether this somebody has the same first and last name.</summary>
    public bool HasNameOf(Findable other) =>
        FirstName is not null
        && LastName is not null
        && NameOf(FirstName, LastName) == NameOf(other.FirstName, other.LastName);

    private static string NameOf(string? first, string? last) => Folded.Of($"{first} {last}").Trim();
}
