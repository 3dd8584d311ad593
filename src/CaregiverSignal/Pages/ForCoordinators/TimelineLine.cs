using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators;

public sealed record TimelineLine(DateOnly Day, string Title, string? By, string? Text)
{
    /// <summary>The reasons for a signal, folded under <see cref="Why"/>; empty for actions.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    public string? Why { get; init; }

    /// <summary>The version of the rules, and the thresholds that differed from the defaults.</summary>
    public string? Rules { get; init; }

    /// <summary>The action behind the line; null for other lines.</summary>
    public Done? Done { get; init; }

    /// <summary>The event behind the line; null for other lines.</summary>
    public CareEvent? Event { get; init; }
}
