namespace CaregiverSignal.Tips;

/// <summary>
/// The tips on the worklist: anybody can send them, so only a few of those that nobody took up, and fewer from one
/// network; the rest stands behind one link.
/// </summary>
/// <param name="Rows">Each with how many more wait from the same network and are not shown.</param>
/// <param name="Open">How many are open in all.</param>
public sealed record TipsShown(IReadOnlyList<(Tip Tip, int More)> Rows, int Open, bool IsMore)
{
    public const int OfEach = 3;
    private const int MostUntouched = 5;
    private const int MostTakenUp = 200;

    public static readonly TipsShown None = new([], 0, false);

    internal static TipsShown Read(Transaction transaction)
    {
        List<Tip> tips =
        [
            .. TipTable.Untouched(transaction, OfEach, MostUntouched),
            .. TipTable.TakenUp(transaction, MostTakenUp),
        ];
        if (tips.Count == 0)
            return None;
        var crowded = TipTable.CountsBySender(transaction, OfEach);
        var last = tips.Where(tip => tip is { TakenUpAt: null, Sender: not null })
            .GroupBy(tip => tip.Sender)
            .Select(group => group.Last().Id)
            .ToHashSet();
        var open = TipTable.CountOpen(transaction);
        return new TipsShown(
            [
                .. tips.Select(tip =>
                    (
                        tip,
                        last.Contains(tip.Id) && tip.Sender is { } sender && crowded.TryGetValue(sender, out var all)
                            ? all - OfEach
                            : 0
                    )
                ),
            ],
            open,
            tips.Count < open
        );
    }
}
