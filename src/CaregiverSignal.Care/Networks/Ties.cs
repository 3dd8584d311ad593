using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>Draws and changes a caregiver's network: each change ends a row and begins another.</summary>
public static class Ties
{
    public const int LongestName = 60;

    /// <summary>More than anybody needs for the people who matter, and few enough for one page (our choice).</summary>
    public const int Most = 40;

    /// <summary>The rows that apply today.</summary>
    internal static async Task<IReadOnlyList<Tie>> Open(Transaction transaction, long caregiverId) =>
        [.. (await TieTable.Of(transaction, caregiverId)).Where(tie => tie.UntilOn is null)];

    /// <summary>Adds somebody to the network, or changes what is said of them.</summary>
    /// <param name="tie">With the id of the row it replaces; 0 for a new person.</param>
    /// <returns>Why it is not stored; null if it is.</returns>
    internal static async Task<TieFault?> Save(Transaction transaction, Tie tie, DateOnly today)
    {
        var all = await TieTable.Of(transaction, tie.CaregiverId);
        if (tie.Id == 0 && all.Count(row => row.UntilOn is null) >= Most)
            return TieFault.TooMany;
        var open = all.FirstOrDefault(row => row.Id == tie.Id && row.UntilOn is null);
        if (tie.Id > 0 && open is null)
            return TieFault.SameName;
        // A returning person comes back under the same name; two current people of one name could not be told apart.
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

    /// <summary>Removes somebody from the network as of today; earlier pictures keep them.</summary>
    /// <returns>The name; null if the row no longer exists.</returns>
    internal static async Task<string?> End(Transaction transaction, long caregiverId, long id, DateOnly today)
    {
        if ((await Open(transaction, caregiverId)).FirstOrDefault(tie => tie.Id == id) is not { } tie)
            return null;
        await EndRow(transaction, tie, today);
        return tie.Name;
    }

    /// <summary>Confirms that nothing has changed: the network is drawn again as of today.</summary>
    /// <returns>False if nobody is in it.</returns>
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

    /// <summary>Helpers who were never added to the network or removed from it.</summary>
    /// <param name="rows">All that was ever drawn.</param>
    public static IReadOnlyList<Helper> NotPlaced(IEnumerable<Helper> helpers, IEnumerable<Tie> rows) =>
        [.. helpers.ExceptBy(rows.Select(tie => tie.Name), helper => helper.Name)];

    /// <summary>Who helps today in any of their caring roles, each name once.</summary>
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

/// <summary>Why somebody cannot be added to a network.</summary>
public enum TieFault
{
    /// <summary>More than <see cref="Ties.Most"/>.</summary>
    TooMany,

    /// <summary>Somebody else there has that name, or the person has been removed since.</summary>
    SameName,
}
