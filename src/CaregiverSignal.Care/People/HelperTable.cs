namespace CaregiverSignal.People;

/// <summary>All SQL on the helper table.</summary>
internal static class HelperTable
{
    public static Task<IReadOnlyList<Helper>> Of(Transaction transaction, string situation) =>
        transaction.All<Helper>(
            $"""
            select id, situation, name, kind, does, from_on, until_on
            from helper
            where situation = {situation}
            order by id
            """
        );

    /// <summary>The helpers in each situation of a caregiver.</summary>
    public static Task<IReadOnlyList<Helper>> OfCaregiver(Transaction transaction, long caregiverId) =>
        transaction.All<Helper>(
            $"""
            select helper.id, helper.situation, helper.name, helper.kind, helper.does, helper.from_on, helper.until_on
            from helper join care_situation as care on care.situation = helper.situation
            where care.caregiver_id = {caregiverId}
            order by care.is_own desc, care.id, helper.id
            """
        );

    /// <summary>Adds a helper, or changes the one of that name.</summary>
    public static Task Save(Transaction transaction, Helper helper) =>
        transaction.Execute(
            $"""
            insert into helper (situation, name, kind, does, from_on, until_on)
            values ({helper.Situation}, {helper.Name}, {helper.Kind}, {helper.Does}, {helper.FromOn}, {helper.UntilOn})
            on conflict (situation, name) do update set
                kind = excluded.kind, does = excluded.does, from_on = excluded.from_on, until_on = excluded.until_on
            """
        );

    /// <summary>Moves a situation's helpers to another, except names it already has.</summary>
    public static Task Move(Transaction transaction, string from, string to) =>
        transaction.Execute(
            $"""
            update helper set situation = {to}
            where situation = {from}
              and name not in (select there.name from helper as there where there.situation = {to})
            """
        );
}
