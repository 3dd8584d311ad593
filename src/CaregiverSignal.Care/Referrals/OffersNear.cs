using CaregiverSignal.People;

namespace CaregiverSignal.Referrals;

/// <summary>Which offers of the service directory are near somebody; pure.</summary>
public static class OffersNear
{
    /// <summary>The most offers shown per kind: a tired person should choose among few (our choice).</summary>
    public const int Most = 3;

    /// <summary>Offers for them: first those of their neighbourhood, then of their municipality, then nationwide;
    /// offers elsewhere only if their home is unknown.</summary>
    /// <param name="offers">Equally near offers keep this order.</param>
    public static IEnumerable<Offer> Of(IEnumerable<Offer> offers, PersonDetails person) =>
        from offer in offers
        where offer.IsFor(person.Condition)
        let distance = DistanceOf(offer.Area, person)
        where distance is not null
        orderby distance
        select offer;

    /// <returns>Null if it is elsewhere.</returns>
    private static int? DistanceOf(string area, PersonDetails person) =>
        (area, person.Municipality, person.Neighbourhood) switch
        {
            ("", _, _) => 3,
            (_, null, _) => 2,
            (_, _, { } near) when PlaceNames.AreOne(area, near) => 0,
            (_, { } place, { } near) when Names(area, place) && Names(area, near) => 0,
            (_, { } place, _) when Names(area, place) => 1,
            _ => null,
        };

    private static bool Names(string area, string place) =>
        area.Contains(place, StringComparison.CurrentCultureIgnoreCase);
}
