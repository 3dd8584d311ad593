namespace CaregiverSignal.People;

/// <summary>All SQL on the cared_for table: what all caregivers of a situation share about the person they care
/// for.</summary>
internal static class CaredForTable
{
    /// <summary>Saves what is known of a person; a person of whom nothing is known has no row.</summary>
    public static async Task Save(Transaction transaction, string situation, int? bornIn, string? municipality)
    {
        await transaction.Execute($"delete from cared_for where situation = {situation}");
        if (bornIn is not null || municipality is not null)
            await transaction.Execute(
                $"""
                insert into cared_for (situation, born_in, municipality)
                values ({situation}, {bornIn}, {municipality})
                """
            );
    }

    /// <summary>Merges two codes of one person: what was known under one completes the other.</summary>
    public static Task Move(Transaction transaction, string from, string to) =>
        transaction.Execute(
            $"""
            insert into cared_for (situation, born_in, municipality)
            select {to}, born_in, municipality from cared_for where situation = {from}
            on conflict (situation) do update set
                born_in = coalesce(cared_for.born_in, excluded.born_in),
                municipality = coalesce(cared_for.municipality, excluded.municipality)
            """
        );
}
