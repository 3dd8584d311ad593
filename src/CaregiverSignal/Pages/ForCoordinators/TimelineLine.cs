using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators;

public sealed record TimelineLine(DateOnly Day, string Title, string? By, string? Text)
{
    /// <summary>The reasons for a signal, folded under <see cref="Why"/>; empty for what people did.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>The kinds of the findings.</summary>
    public string? Why { get; init; }

    /// <summary>The version of the rules, and the limits that were not the shipped ones.</summary>
    public string? Rules { get; init; }

    /// <summary>What a line about something that was done is made of; null for all others.</summary>
    public Done? Done { get; init; }

    /// <summary>What a line about something that happened is made of; null for all others.</summary>
    public CareEvent? Event { get; init; }
}
