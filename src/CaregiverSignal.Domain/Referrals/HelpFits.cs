namespace CaregiverSignal.Referrals;

/// <summary>Which help fits whom: the rows of <c>help-fits.json</c>; pure.</summary>
/// <remarks>A new fit is a row there and its sentence in <c>HelpFitWords.resx</c>; no code. Rows are in order of
/// priority: what was tried, what is urgent and wanted, events and opinions of help, whom they care for, burdens, and
/// groups more often burdened. The order is ours unless a source gives it.</remarks>
public static class HelpFits
{
    public static readonly IReadOnlyList<HelpFitRow> Rows = HelpKind.Read<HelpFitRow>("help-fits.json", "fits");

    /// <summary>What fits, the best first: the first kind of each matching row, then the second of each.</summary>
    /// <remarks>Kinds that are open, declined or failed are not offered again; "not now" is after half a year (ours). A
    /// row's exclusions override other rows. One of the first <see cref="HelpRoad.MostProposed"/> is professional
    /// (P-19).</remarks>
    public static IReadOnlyList<HelpFit> Of(KnownCare known)
    {
        var facts = known.Facts();
        List<HelpFitRow> rows = [.. Rows.Where(row => row.Holds(facts))];
        HashSet<string> not =
        [
            .. rows.SelectMany(row => row.Not),
            .. known.Help.Where(help => IsSpent(help, known.Today)).Select(help => help.KindCode),
        ];
        List<HelpFit> fits =
        [
            .. rows.SelectMany(row =>
                    row.Kinds.Where(kind => !not.Contains(kind)).Select((kind, place) => (row, kind, place))
                )
                .OrderBy(fit => fit.row.IsAlways ? int.MaxValue : fit.place)
                .DistinctBy(fit => fit.kind)
                .Select(fit => new HelpFit(HelpKind.Of(fit.kind), fit.row.Key)),
        ];
        var professional = fits.FindIndex(fit => fit.Kind.Professional);
        if (professional >= HelpRoad.MostProposed)
        {
            fits.Insert(HelpRoad.MostProposed - 1, fits[professional]);
            fits.RemoveAt(professional + 1);
        }

        return fits;
    }

    private static bool IsSpent(ArrangedHelp help, DateOnly today) =>
        help.IsOpen
        || (
            help.Reason == HelpReason.NotNow
                ? help.EndedOn > today.AddMonths(-KnownCare.HoldsMonths)
                : help.Step is HelpStep.Declined or HelpStep.Failed
        );
}

/// <summary>A form of help that fits somebody.</summary>
/// <param name="Because">The key of the first row that suggests it.</param>
public sealed record HelpFit(HelpKind Kind, string Because);

/// <summary>A row of help-fits.json.</summary>
public sealed record HelpFitRow
{
    public required string Key { get; init; }

    /// <summary>The risk factors of domain.md that it uses.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>The facts of <see cref="KnownCare.Facts"/> of which one is enough, or several at once with " &amp; "
    /// between; none for what always holds.</summary>
    public IReadOnlyList<string> When { get; init; } = [];

    /// <summary>The keys of what fits, the best first.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The keys of what is not offered then.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];

    /// <summary>Lines of the founding documents, or that it is ours.</summary>
    public required string Source { get; init; }

    internal bool IsAlways => When.Count == 0;

    public bool Holds(IReadOnlySet<string> facts) => IsAlways || When.Any(all => all.Split(" & ").All(facts.Contains));
}
