using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>The people around a caregiver on one day, and what changed between two.</summary>
public static class Network
{
    /// <summary>Changes within this many days belong to one drawing (our choice).</summary>
    private const int DaysOfOne = 30;

    /// <summary>Months after which to ask whether it has changed (half a year, domain.md row 12).</summary>
    private const int AskedAfterMonths = 6;

    /// <summary>The smallest network for which losing half says something (our choice).</summary>
    private const int FewestToHalve = 4;

    /// <summary>The ties on a day in drawing order: the nearest first, then by kind and name.</summary>
    public static IReadOnlyList<Tie> On(IEnumerable<Tie> rows, DateOnly day) =>
        [
            .. rows.Where(row => row.HoldsOn(day))
                .OrderBy(tie => tie.Ring)
                .ThenBy(tie => tie.Kind)
                .ThenBy(tie => tie.Name, StringComparer.Ordinal),
        ];

    /// <summary>The days on which it was drawn, oldest first; the last of changes within a month.</summary>
    public static IReadOnlyList<DateOnly> DrawnOn(IEnumerable<Tie> rows)
    {
        List<DateOnly> drawn = [];
        var first = DateOnly.MinValue;
        foreach (var day in rows.SelectMany(row => new[] { row.FromOn, row.UntilOn }).OfType<DateOnly>().Order())
        {
            if (drawn.Count > 0 && day < first.AddDays(DaysOfOne))
            {
                drawn[^1] = day;
                continue;
            }

            first = day;
            drawn.Add(day);
        }

        return drawn;
    }

    /// <summary>The day of the last drawing if that is half a year ago; otherwise, or for an empty network,
    /// null.</summary>
    public static DateOnly? DueSince(IEnumerable<Tie> rows, DateOnly today) =>
        rows.Any(tie => tie.UntilOn is null)
        && DrawnOn(rows) is [.., var last]
        && last.AddMonths(AskedAfterMonths) <= today
            ? last
            : null;

    /// <summary>Whether a network of four or more has lost half its people in half a year (C-09).</summary>
    public static bool HasHalved(IReadOnlyList<Tie> rows, DateOnly today)
    {
        var since = today.AddMonths(-AskedAfterMonths);
        var most = DrawnOn(rows).Where(day => day > since).Append(since).Max(day => On(rows, day).Count);
        return most >= FewestToHalve && On(rows, today).Count * 2 <= most;
    }

    /// <summary>Who joined, left, came nearer or moved away; people are identified by name.</summary>
    public static NetworkChange Between(IReadOnlyList<Tie> before, IReadOnlyList<Tie> after)
    {
        var was = before.DistinctBy(tie => tie.Name).ToDictionary(tie => tie.Name, StringComparer.Ordinal);
        var stayed = after.Where(tie => was.ContainsKey(tie.Name)).ToList();
        return new(
            [.. after.Where(tie => !was.ContainsKey(tie.Name))],
            [.. before.Where(tie => after.All(item => item.Name != tie.Name))],
            [.. stayed.Where(tie => tie.Ring < was[tie.Name].Ring)],
            [.. stayed.Where(tie => tie.Ring > was[tie.Name].Ring)]
        );
    }
}

/// <param name="Farther">Still in the network, but less near than before.</param>
public sealed record NetworkChange(
    IReadOnlyList<Tie> Came,
    IReadOnlyList<Tie> Went,
    IReadOnlyList<Tie> Nearer,
    IReadOnlyList<Tie> Farther
)
{
    public bool IsNone => Came.Count + Went.Count + Nearer.Count + Farther.Count == 0;
}

/// <summary>A network's counts, to be put in sentences: no score, no norm, and no verdict on its size.</summary>
/// <param name="Ties">Those of one day, from <see cref="Network.On"/>.</param>
/// <remarks>Density (who knows whom) is left out: asking about each pair is too much, and a single question says
/// little.</remarks>
public sealed record NetworkReading(IReadOnlyList<Tie> Ties)
{
    public int InRing(Ring ring) => Ties.Count(tie => tie.Ring == ring);

    /// <summary>The number of people of each kind, the most frequent first.</summary>
    public IReadOnlyList<(HelperKind Kind, int Count)> Variety =>
        [
            .. Ties.CountBy(tie => tie.Kind)
                .OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key)
                .Select(entry => (entry.Key, entry.Value)),
        ];

    public IReadOnlyList<Tie> Wishing(Wish wish) => [.. Ties.Where(tie => tie.Wish == wish)];

    /// <summary>Ties with support in both directions.</summary>
    public int Mutual => Ties.Count(tie => tie is { Gives.Length: > 0, Takes.Length: > 0 });

    public int OnlyGot => Ties.Count(tie => tie is { Gives.Length: > 0, Takes.Length: 0 });

    public int OnlyGiven => Ties.Count(tie => tie is { Gives.Length: 0, Takes.Length: > 0 });

    /// <summary>How many people give a kind of support.</summary>
    public int Giving(SupportKind support) => Ties.Count(tie => tie.Gives.Contains(support.Letter()));

    public IReadOnlyList<Tie> CanTakeOver => [.. Ties.Where(tie => tie.CanTakeOver)];

    /// <summary>Whether they are content with every tie, so that nothing is asked about it (C-18).</summary>
    public bool IsContent => Ties.All(tie => tie.Wish == Wish.Same && !tie.IsHard);

    /// <summary>The only kind in the network if that is family or professionals: something to consider, not a verdict
    /// (S0:313-316; S3:2123-2130). Null for somebody who is content, an empty network, or any other kind.</summary>
    public HelperKind? Only =>
        !IsContent && Variety is [var (kind, _)] && kind is HelperKind.Family or HelperKind.Professional ? kind : null;
}
