using CaregiverSignal.Charts;

namespace CaregiverSignal.Pages.ForCoordinators.Consents;

/// <summary>What a professional may read, with exactly what the caregiver allows; every text ready to show.</summary>
/// <param name="Coordinator">Who looks after the caregiver now, and whom the professional can call; null when they have
/// no name here.</param>
/// <param name="Consents">What the caregiver allowed, and when.</param>
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

    /// <summary>Whether they take part and care: whoever stopped, and whose care ended, is not said to.</summary>
    public bool IsCaring { get; init; } = true;

    /// <summary>By which they are found in another register.</summary>
    public IReadOnlyList<string> Who { get; init; } = [];

    /// <summary>The day since which it cannot wait; null where nothing is urgent.</summary>
    public string? UrgentSince { get; init; }
}

public sealed record LetterPart(string Title, IReadOnlyList<string> Lines)
{
    public FigureModel Figure { get; init; } = FigureModel.None;
}
