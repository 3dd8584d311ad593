using CaregiverSignal.Charts;

namespace CaregiverSignal.Pages.ForCoordinators.Consents;

/// <summary>The letter to a professional: exactly what the caregiver allows, as texts ready to show.</summary>
/// <param name="Coordinator">The caregiver's coordinator, whom the professional can call; null without a name.</param>
public sealed record ConsentLetter(
    string Recipient,
    string Name,
    string Day,
    string? Coordinator,
    IReadOnlyList<LetterPart> Parts,
    IReadOnlyList<string> Consents
)
{
    public static readonly Texts Words = Texts.Of(typeof(LetterModel));

    /// <summary>Whether they take part and care: otherwise the letter does not say so.</summary>
    public bool IsCaring { get; init; } = true;

    /// <summary>What identifies them in another register.</summary>
    public IReadOnlyList<string> Who { get; init; } = [];

    /// <summary>Since when it cannot wait; null if not urgent.</summary>
    public string? UrgentSince { get; init; }
}

public sealed record LetterPart(string Title, IReadOnlyList<string> Lines)
{
    public FigureModel Figure { get; init; } = FigureModel.None;
}
