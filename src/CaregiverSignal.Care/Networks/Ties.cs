using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>Draws and changes the network of a caregiver: each change ends a row and begins another.</summary>
public static class Ties
{
    public const int LongestName = 60;

    /// <summary>More than anybody needs to say what is important; a page stays one page (our choice).</summary>
    public const int Most = 40;

    /// <summary>Those that hold today, by their rows.</summary>
    internal static async Task<IReadOnlyList<Tie>> Open(Transaction transaction, long caregiverId) =>
        [.. (await TieTable.Of(transaction, caregiverId)).Where(tie => tie.UntilOn is null)];

    /// <summary>Puts somebody in the network, or says something else of who is in it.</summary>
    /// <param name="tie">With the number of the row that it takes the place of; 0 for somebody new.</param>
    /// <returns>Why it is not stored; null when it is.</returns>
    internal static async Task<TieFault?> Save(Transaction transaction, Tie tie, DateOnly today)
    {
        var all = await TieTable.Of(transaction, tie.CaregiverId);
        if (tie.Id == 0 && all.Count(row => row.UntilOn is null) >= Most)
            return TieFault.TooMany;
        var open = all.FirstOrDefault(row => row.Id == tie.Id && row.UntilOn is null);
        if (tie.Id > 0 && open is null)
            return TieFault.SameName;
        // Who was there before comes back under the same name; two of one name at once cannot be told apart.
        if (open?.Name != tie.Name && all.Any(row => row.Name == tie.Name && (row.UntilOn is null || open is not null)))
            return TieFault.SameName;
        if (open is not null && open.Name != tie.Name)
        {
            await TieTable.Rename(transaction, tie.CaregiverId, open.Name, tie.Name);
            open = open with { Name = tie.Name };
        }

        if (open is not null && open.SaysTheSame(tie))
            return null;
        if (open is not null)
            await EndRow(transaction, open, today);
        await TieTable.Add(transaction, tie with { FromOn = today, UntilOn = null });
        return null;
    }

    /// <summary>From today they are in it no more; the pictures of before keep them.</summary>
    /// <returns>The name; null when there is no such row any more.</returns>
    internal static async Task<string?> End(Transaction transaction, long caregiverId, long id, DateOnly today)
    {
        if ((await Open(transaction, caregiverId)).FirstOrDefault(tie => tie.Id == id) is not { } tie)
            return null;
        await EndRow(transaction, tie, today);
        return tie.Name;
    }

    /// <summary>All is still so: it is drawn again today as it was.</summary>
    /// <returns>False where nobody is in it.</returns>
    internal static async Task<bool> Keep(Transaction transaction, long caregiverId, DateOnly today)
    {
        var open = await Open(transaction, caregiverId);
        foreach (var tie in open.Where(tie => tie.FromOn < today))
        {
            await TieTable.End(transaction, tie.Id, today);
            await TieTable.Add(transaction, tie with { FromOn = today });
        }

        return open.Count > 0;
    }

    /// <summary>Those of the helpers who were never put in the network nor taken out of it.</summary>
    /// <param name="rows">All that was ever drawn.</param>
    public static IReadOnlyList<Helper> NotPlaced(IEnumerable<Helper> helpers, IEnumerable<Tie> rows) =>
        [.. helpers.ExceptBy(rows.Select(tie => tie.Name), helper => helper.Name)];

    /// <summary>Who helps today in any situation in which they care, each name once.</summary>
    internal static async Task<IReadOnlyList<Helper>> HelpersOf(
        Transaction transaction,
        long caregiverId,
        DateOnly today
    ) =>
        [
            .. (await HelperTable.OfCaregiver(transaction, caregiverId))
                .Where(helper => helper.HelpsOn(today))
                .DistinctBy(helper => helper.Name),
        ];

    private static async Task EndRow(Transaction transaction, Tie tie, DateOnly today)
    {
        if (tie.FromOn < today)
            await TieTable.End(transaction, tie.Id, today);
        else
            await TieTable.Remove(transaction, tie.Id);
    }
}

/// <summary>Why somebody is not put in a network.</summary>
public enum TieFault
{
    /// <summary>More than <see cref="Ties.Most"/>.</summary>
    TooMany,

    /// <summary>Somebody else there has that name, or who it was has gone from it.</summary>
    SameName,
}
