using Spectre.Console;

namespace CaregiverSignal.Cli.Checks;

/// <summary>One line of <c>check</c>: what was checked, and the result. A warning does not fail the check.</summary>
public sealed record CheckLine(string Subject, bool Good, string Detail, bool Warns = false)
{
    public override string ToString() => $"{(!Good ? "FAIL" : Warns ? "warn" : "ok  ")}  {Subject, -13}  {Detail}";

    /// <summary>
    /// The line for a terminal, where a coloured mark is seen sooner than a word; scripts get the words.
    /// </summary>
    public string Marked()
    {
        var (sign, colour) =
            !Good ? ("✗", "red bold")
            : Warns ? ("!", "yellow")
            : ("✓", "green");
        return $"[{colour}]{sign}[/] [{(Good && !Warns ? "default" : colour)}]{Subject, -13}[/]  {Markup.Escape(Detail)}";
    }
}
