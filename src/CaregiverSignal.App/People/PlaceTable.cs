using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>The municipalities and neighbourhoods that a support point knows: those of its people.</summary>
/// <remarks>
/// The list is kept by nobody: a place is in it as soon as somebody lives there, and a name that is written otherwise than
/// one that is in it becomes that one, however it comes in.
/// </remarks>
public static class PlaceTable
{
    public static IReadOnlyList<string> Municipalities(Transaction transaction) =>
        transaction.All<string>(
            "select distinct municipality from caregiver where municipality is not null order by municipality"
        );

    /// <summary>By municipality.</summary>
    public static ILookup<string, string> Neighbourhoods(Transaction transaction) =>
        transaction
            .All<(string Municipality, string Neighbourhood)>(
                """
                select distinct municipality, neighbourhood from caregiver
                where municipality is not null and neighbourhood is not null
                order by municipality, neighbourhood
                """
            )
            .ToLookup(place => place.Municipality, place => place.Neighbourhood);

    /// <summary>The same details, with places written as they are known.</summary>
    public static PersonDetails Known(Transaction transaction, PersonDetails details)
    {
        if (details.Municipality is not { } municipality || IsKnown(transaction, details))
            return details;
        var known = new Spelled(Municipalities(transaction)).Of(municipality);
        return details with
        {
            Municipality = known,
            Neighbourhood = details.Neighbourhood is { } near
                ? new Spelled(Neighbourhoods(transaction)[known]).Of(near)
                : null,
        };
    }

    /// <summary>Nearly all are; an import asks for each person.</summary>
    private static bool IsKnown(Transaction transaction, PersonDetails details) =>
        transaction.First<long?>(
            $"""
            select id from caregiver
            where municipality = {details.Municipality}
              and ({details.Neighbourhood} is null or neighbourhood = {details.Neighbourhood})
            limit 1
            """
        )
            is not null;
}
