using Spectre.Console;

namespace CaregiverSignal.Cli;

/// <summary>One line of <c>check</c>: what was looked at, and how it is. A warning fails nothing.</summary>
public sealed record CheckLine(string Subject, bool Good, string Detail, bool Warns = false)
{
    public override string ToString() => $"{(!Good ? "FAIL" : Warns ? "warn" : "ok  ")}  {Subject, -13}  {Detail}";

    /// <summary>For a terminal, where a sign in colour is seen sooner than a word; scripts get the words.</summary>
    public string Marked()
    {
        var (sign, colour) =
            !Good ? ("✗", "red bold")
            : Warns ? ("!", "yellow")
            : ("✓", "green");
        return $"[{colour}]{sign}[/] [{(Good && !Warns ? "default" : colour)}]{Subject, -13}[/]  {Markup.Escape(Detail)}";
    }
}
