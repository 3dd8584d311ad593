namespace CaregiverSignal.Tips;

/// <summary>
/// The tips on the worklist: anybody can send them, so only some of those that nobody took up; the rest stands behind
/// one link.
/// </summary>
/// <param name="Open">How many are open in all.</param>
public sealed record TipsShown(IReadOnlyList<Tip> Tips, int Open)
{
    private const int MostUntouched = 20;
    private const int MostTakenUp = 200;

    public static readonly TipsShown None = new([], 0);

    internal static TipsShown Read(Transaction transaction) =>
        new(TipTable.OnWorklist(transaction, MostUntouched, MostTakenUp), TipTable.CountOpen(transaction));
}
