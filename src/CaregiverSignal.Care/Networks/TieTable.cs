namespace CaregiverSignal.Networks;

/// <summary>All SQL on the tie table; each person has at most one open row.</summary>
internal static class TieTable
{
    /// <summary>All rows of a caregiver, including ended ones, oldest first.</summary>
    public static Task<IReadOnlyList<Tie>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Tie>(
            $"""
            select
                id, caregiver_id, name, from_on, until_on, kind, ring, gives, takes, contact, initiative, importance, mood,
                energy, takes_over, wish
            from tie
            where caregiver_id = {caregiverId}
            order by from_on, id
            """
        );

    public static Task Add(Transaction transaction, Tie tie) =>
        transaction.Execute(
            $"""
            insert into tie (
                caregiver_id, name, from_on, until_on, kind, ring, gives, takes, contact, initiative, importance, mood,
                energy, takes_over, wish)
            values (
                {tie.CaregiverId}, {tie.Name}, {tie.FromOn}, {tie.UntilOn}, {tie.Kind}, {tie.Ring}, {tie.Gives}, {tie.Takes},
                {tie.Contact}, {tie.Initiative}, {tie.Importance}, {tie.Mood}, {tie.Energy}, {tie.TakesOver}, {tie.Wish})
            """
        );

    public static Task End(Transaction transaction, long id, DateOnly on) =>
        transaction.Execute($"update tie set until_on = {on} where id = {id} and until_on is null");

    /// <summary>Removes a row that began and ended on one day: no picture shows it.</summary>
    public static Task Remove(Transaction transaction, long id) =>
        transaction.Execute($"delete from tie where id = {id} and until_on is null");

    /// <summary>Renames a person on all days.</summary>
    public static Task Rename(Transaction transaction, long caregiverId, string from, string to) =>
        transaction.Execute($"update tie set name = {to} where caregiver_id = {caregiverId} and name = {from}");
}
