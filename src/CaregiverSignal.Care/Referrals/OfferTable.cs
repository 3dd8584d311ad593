namespace CaregiverSignal.Referrals;

internal static class OfferTable
{
    private const string Columns = """
        id, name, kind as kind_code, for_whom, area, way, decides, capacity, waiting, phone, contact,
        named_to, source, looked_up_on, checked_on, next_on, next_place
        """;

    /// <summary>All offers, by name.</summary>
    public static Task<IReadOnlyList<Offer>> All(Transaction transaction) =>
        transaction.All<Offer>($"select {Columns:sql} from offer order by name {StoreEngine.AsNames:sql}, area");

    public static Task<bool> HasAny(Transaction transaction) =>
        transaction.One<bool>("select exists (select 1 from offer)");

    public static Task<Offer?> Get(Transaction transaction, long id) =>
        transaction.First<Offer>($"select {Columns:sql} from offer where id = {id}");

    /// <summary>Adds an offer, or replaces the one of the same name and area.</summary>
    public static Task Put(Transaction transaction, Offer offer) =>
        transaction.Execute(
            $"""
            insert into offer (
                name, kind, for_whom, area, way, decides, capacity, waiting, phone, contact, named_to, source,
                looked_up_on, checked_on, next_on, next_place)
            values (
                {offer.Name}, {offer.KindCode}, {offer.ForWhom}, {offer.Area}, {offer.Way}, {offer.Decides},
                {offer.Capacity}, {offer.Waiting}, {offer.Phone}, {offer.Contact}, {offer.NamedTo}, {offer.Source},
                {offer.LookedUpOn}, {offer.CheckedOn}, {offer.NextOn}, {offer.NextPlace})
            on conflict (name, area) do update set
                kind = excluded.kind, for_whom = excluded.for_whom, way = excluded.way, decides = excluded.decides,
                capacity = excluded.capacity, waiting = excluded.waiting, phone = excluded.phone,
                contact = excluded.contact, named_to = excluded.named_to, source = excluded.source,
                looked_up_on = excluded.looked_up_on, checked_on = excluded.checked_on,
                next_on = excluded.next_on, next_place = excluded.next_place
            """
        );

    /// <summary>Changes an offer, except the day on which it was looked up.</summary>
    /// <returns>False if it no longer exists.</returns>
    public static async Task<bool> Change(Transaction transaction, Offer offer) =>
        await transaction.Execute(
            $"""
            update offer set
                name = {offer.Name}, kind = {offer.KindCode}, for_whom = {offer.ForWhom}, area = {offer.Area},
                way = {offer.Way}, decides = {offer.Decides}, capacity = {offer.Capacity}, waiting = {offer.Waiting},
                phone = {offer.Phone}, contact = {offer.Contact}, named_to = {offer.NamedTo}, source = {offer.Source},
                checked_on = {offer.CheckedOn}, next_on = {offer.NextOn}, next_place = {offer.NextPlace}
            where id = {offer.Id}
            """
        ) == 1;

    public static Task Remove(Transaction transaction, long id) =>
        transaction.Execute($"delete from offer where id = {id}");
}
