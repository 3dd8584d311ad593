namespace CaregiverSignal.People;

/// <summary>The municipalities and neighbourhoods that a support point knows: those of its caregivers and of the people
/// they care for.</summary>
/// <remarks>Nobody maintains the list: a place is on it as soon as somebody lives there, and another spelling of a
/// known name becomes that name. An administrator joins two that are one.</remarks>
internal static class PlaceTable
{
    public static Task<IReadOnlyList<string>> Municipalities(Transaction transaction) =>
        transaction.All<string>(
            """
            select municipality from caregiver where municipality is not null
            union
            select municipality from cared_for where municipality is not null
            order by 1
            """
        );

    /// <summary>By municipality.</summary>
    public static async Task<ILookup<string, string>> Neighbourhoods(Transaction transaction) =>
        (
            await transaction.All<(string Municipality, string Neighbourhood)>(
                """
                select distinct municipality, neighbourhood from caregiver
                where municipality is not null and neighbourhood is not null
                order by municipality, neighbourhood
                """
            )
        ).ToLookup(place => place.Municipality, place => place.Neighbourhood);

    /// <summary>The same details, with places spelled as known.</summary>
    public static async Task<PersonDetails> Known(Transaction transaction, PersonDetails details) =>
        (await Known(transaction, [details]))[0];

    /// <summary>Likewise for people added one after another: each one's place is known to the next.</summary>
    public static async Task<IReadOnlyList<PersonDetails>> Known(
        Transaction transaction,
        IReadOnlyList<PersonDetails> people
    )
    {
        var (written, met) = (new List<PersonDetails>(people.Count), new HashSet<(string Name, string? Near)>());
        foreach (var details in people)
        {
            var known = await Known(transaction, details, met);
            if (known.Municipality is { } name)
                met.Add((name, known.Neighbourhood));
            if (known.CaredForMunicipality is { } place)
            {
                known = known with { CaredForMunicipality = (await Names(transaction, met)).Of(place) };
                met.Add((known.CaredForMunicipality, null));
            }

            written.Add(known);
        }

        return written;
    }

    /// <param name="met">Known places that are not stored yet.</param>
    private static async Task<PersonDetails> Known(
        Transaction transaction,
        PersonDetails details,
        HashSet<(string Name, string? Near)> met
    )
    {
        if (
            details.Municipality is not { } municipality
            || met.Any(place =>
                place.Name == municipality && (details.Neighbourhood is null || details.Neighbourhood == place.Near)
            )
            || await IsKnown(transaction, details)
        )
            return details;
        var known = (await Names(transaction, met)).Of(municipality);
        return details with
        {
            Municipality = known,
            Neighbourhood = details.Neighbourhood is { } near
                ? new PlaceNames(
                    (await Neighbourhoods(transaction))[known]
                        .Union(met.Where(place => place.Name == known).Select(place => place.Near).OfType<string>())
                        .Order(StringComparer.Ordinal)
                ).Of(near)
                : null,
        };
    }

    private static async Task<PlaceNames> Names(Transaction transaction, HashSet<(string Name, string? Near)> met) =>
        new((await Municipalities(transaction)).Union(met.Select(place => place.Name)).Order(StringComparer.Ordinal));

    /// <summary>Each municipality followed by its neighbourhoods, with how many live there.</summary>
    public static async Task<IReadOnlyList<KnownPlace>> All(Transaction transaction) => [.. (
                await transaction.All<KnownPlace>(
                    """
                    select municipality, null as neighbourhood, count(*) as people
                    from (
                        select municipality from caregiver where municipality is not null
                        union all
                        select municipality from cared_for where municipality is not null) as living
                    group by municipality
                    union all
                    select municipality, neighbourhood, count(*) from caregiver
                    where municipality is not null and neighbourhood is not null
                    group by municipality, neighbourhood
                    """
                )
            ).OrderBy(place => place.Municipality, Languages.Order).ThenBy(place => place.Neighbourhood, Languages.Order)];

    /// <summary>Renames one place to the other for everybody who lives there; the previous value is kept.</summary>
    /// <param name="to">A municipality if the first is one; otherwise a neighbourhood, perhaps of another.</param>
    /// <returns>Those whose details changed.</returns>
    public static async Task<IReadOnlyList<long>> Join(
        Transaction transaction,
        KnownPlace from,
        KnownPlace to,
        long by,
        DateTimeOffset at
    )
    {
        var known = new PlaceNames((await Neighbourhoods(transaction))[to.Municipality]);
        var people = await transaction.All<(long Id, string? Neighbourhood)>(
            $"""
            select id, neighbourhood from caregiver
            where municipality = {from.Municipality}
              and ({from.Neighbourhood} is null or neighbourhood = {from.Neighbourhood})
            order by id
            """
        );
        foreach (var neighbours in people.GroupBy(person => person.Neighbourhood, person => person.Id))
        {
            long[] ids = [.. neighbours];
            var near = to.Neighbourhood ?? (neighbours.Key is { } name ? known.Of(name) : null);
            await transaction.Execute(
                $"update caregiver set municipality = {to.Municipality}, neighbourhood = {near} where id in ({ids})"
            );
            if (from.Municipality != to.Municipality)
                await DetailChangeTable.AddEach(transaction, ids, "municipality", from.Municipality, by, at);
            if (neighbours.Key != near)
                await DetailChangeTable.AddEach(transaction, ids, "neighbourhood", neighbours.Key, by, at);
        }

        if (from.Neighbourhood is null)
            await transaction.Execute(
                $"update cared_for set municipality = {to.Municipality} where municipality = {from.Municipality}"
            );

        return [.. people.Select(person => person.Id)];
    }

    /// <summary>Nearly all are known; an import asks for each person.</summary>
    private static async Task<bool> IsKnown(Transaction transaction, PersonDetails details) =>
        await transaction.First<long?>(
            $"""
            select id from caregiver
            where municipality = {details.Municipality}
              and ({details.Neighbourhood} is null or neighbourhood = {details.Neighbourhood})
            limit 1
            """
        )
            is not null;
}

/// <summary>A municipality, or a neighbourhood in one.</summary>
/// <param name="People">How many live there.</param>
public sealed record KnownPlace(string Municipality, string? Neighbourhood, int People)
{
    public string Name => Neighbourhood is { } near ? $"{Municipality}, {near}" : Municipality;
}
