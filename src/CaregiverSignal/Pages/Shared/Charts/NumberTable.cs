namespace CaregiverSignal.Pages.Shared.Charts;

/// <summary>A small table of numbers, each under its heading.</summary>
/// <param name="Heads">Of the columns of numbers.</param>
/// <param name="Rows">What it is about, then its numbers.</param>
public sealed record NumberTable(string Caption, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public const string Partial = "/Pages/Shared/Charts/_Numbers.cshtml";
}
