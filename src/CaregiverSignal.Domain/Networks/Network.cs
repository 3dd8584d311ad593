using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>The people around a caregiver on one day, and what changed between two.</summary>
public static class Network
{
    /// <summary>What is changed so soon after each other belongs to one drawing (our choice).</summary>
    private const int DaysOfOne = 30;

    /// <summary>After so many months it is asked whether it is still so (row 12 of domain.md: half a year).</summary>
    private const int AskedAfterMonths = 6;

    /// <summary>Of fewer people, that half of them went says little (our choice).</summary>
    private const int FewestToHalve = 4;

    /// <summary>In the order in which they are drawn and listed: the nearest first, then by kind and name.</summary>
    public static IReadOnlyList<Tie> On(IEnumerable<Tie> rows, DateOnly day) =>
        [
            .. rows.Where(row => row.HoldsOn(day))
                .OrderBy(tie => tie.Ring)
                .ThenBy(tie => tie.Kind)
                .ThenBy(tie => tie.Name, StringComparer.Ordinal),
        ];

    /// <summary>The days on which it was drawn, oldest first: of changes within a month, the last.</summary>
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

    /// <summary>
    /// The day on which it was last drawn, once half a year went by since; null before, and where nobody is in it.
    /// </summary>
    public static DateOnly? DueSince(IEnumerable<Tie> rows, DateOnly today) =>
        rows.Any(tie => tie.UntilOn is null)
        && DrawnOn(rows) is [.., var last]
        && last.AddMonths(AskedAfterMonths) <= today
            ? last
            : null;

    /// <summary>
    /// Whether of four people or more, as a drawing of half a year had them, today half are left, or fewer (C-09).
    /// </summary>
    public static bool HasHalved(IReadOnlyList<Tie> rows, DateOnly today)
    {
        var since = today.AddMonths(-AskedAfterMonths);
        var most = DrawnOn(rows).Where(day => day > since).Append(since).Max(day => On(rows, day).Count);
        return most >= FewestToHalve && On(rows, today).Count * 2 <= most;
    }

    /// <summary>Who came, who went, and who came nearer or moved off; a person is their name.</summary>
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

/// <param name="Farther">Still there, and less near than before.</param>
public sealed record NetworkChange(
    IReadOnlyList<Tie> Came,
    IReadOnlyList<Tie> Went,
    IReadOnlyList<Tie> Nearer,
    IReadOnlyList<Tie> Farther
)
{
    public bool IsNone => Came.Count + Went.Count + Nearer.Count + Farther.Count == 0;
}

/// <summary>
/// A network in counts, to be said in sentences: no score, no norm, and no verdict on how large it is.
/// </summary>
/// <param name="Ties">Those of one day, from <see cref="Network.On"/>.</param>
/// <remarks>
/// How dense it is (who knows whom) is left out: asking it of each pair is too much, and one question about all says
/// little.
/// </remarks>
public sealed record NetworkReading(IReadOnlyList<Tie> Ties)
{
    public int InRing(Ring ring) => Ties.Count(tie => tie.Ring == ring);

    /// <summary>How many of each kind that there is, the most first.</summary>
    public IReadOnlyList<(HelperKind Kind, int Count)> Variety =>
        [
            .. Ties.CountBy(tie => tie.Kind)
                .OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key)
                .Select(entry => (entry.Key, entry.Value)),
        ];

    public IReadOnlyList<Tie> Wishing(Wish wish) => [.. Ties.Where(tie => tie.Wish == wish)];

    /// <summary>Support goes both ways.</summary>
    public int Mutual => Ties.Count(tie => tie is { Gives.Length: > 0, Takes.Length: > 0 });

    public int OnlyGot => Ties.Count(tie => tie is { Gives.Length: > 0, Takes.Length: 0 });

    public int OnlyGiven => Ties.Count(tie => tie is { Gives.Length: 0, Takes.Length: > 0 });

    /// <summary>How many give each kind of support; the spread of what somebody leans on.</summary>
    public int Giving(SupportKind support) => Ties.Count(tie => tie.Gives.Contains(support.Letter()));

    public IReadOnlyList<Tie> CanTakeOver => [.. Ties.Where(tie => tie.CanTakeOver)];

    /// <summary>
    /// Whether they said of everybody that it is good as it is: then nothing is asked about it (C-18).
    /// </summary>
    public bool IsContent => Ties.All(tie => tie.Wish == Wish.Same && !tie.IsHard);

    /// <summary>
    /// The one kind that there is, where that is family or professionals: a thing for a coordinator to think of, and no
    /// verdict (S0:313-316; S3:2123-2130). Null for who is content, for nobody, and for any other.
    /// </summary>
    public HelperKind? Only =>
        !IsContent && Variety is [var (kind, _)] && kind is HelperKind.Family or HelperKind.Professional ? kind : null;
}
