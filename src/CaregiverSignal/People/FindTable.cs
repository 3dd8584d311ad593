using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>SQL that reads what people are found by.</summary>
/// <remarks>
/// What was typed is compared in the program, which folds case and diacritics as no two engines do
/// (docs/adr/0045).
/// </remarks>
public static class FindTable
{
    /// <summary>The people of some coordinators, in the order in which they are listed.</summary>
    public static IReadOnlyList<Findable> Of(Transaction transaction, IReadOnlyCollection<long> coordinatorIds) =>
        transaction.AllReadable<Findable>(
            """
            select id, person, first_name, last_name, email, phone, postal_address, coordinator_id
            from caregiver
            where coordinator_id in (@ids)
            order by coalesce(first_name, person), last_name, id
            """,
            new { ids = coordinatorIds }
        );

    public static IReadOnlyList<Findable> All(Transaction transaction) =>
        transaction.AllReadable<Findable>(
            """
            select id, person, first_name, last_name, email, phone, postal_address, coordinator_id
            from caregiver
            order by id
            """
        );
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
