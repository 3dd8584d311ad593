namespace CaregiverSignal.Cli;

/// <summary>One line of <c>check</c>: what was looked at, and how it is. A warning fails nothing.</summary>
public sealed record CheckLine(string Subject, bool Good, string Detail, bool Warns = false)
{
    public override string ToString() => $"{(!Good ? "FAIL" : Warns ? "warn" : "ok  ")}  {Subject,-13}  {Detail}";
}
