namespace CaregiverSignal.Desk.Tips;

/// <summary>All open tips, or those from one network.</summary>
/// <param name="Sender">The mark of that network; null for all.</param>
/// <param name="Last">The newest on this page; 0 when it is empty.</param>
/// <param name="Saved">What was just done; null when nothing was.</param>
public sealed record TipsPageModel(
    StaffShell Shell,
    IReadOnlyList<TipRow> Rows,
    string? Sender,
    long Last,
    Pager Pager,
    string? Saved
)
{
    public static readonly Texts Words = Texts.Of(typeof(TipsPage));
}
