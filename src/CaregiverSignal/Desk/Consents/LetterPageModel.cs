namespace CaregiverSignal.Desk.Consents;

/// <summary>
/// A letter of one page to a professional, with exactly what the caregiver allows; every text ready to show.
/// </summary>
/// <param name="Coordinator">Whom the professional can call; null when they have no name here.</param>
/// <param name="Consents">What the caregiver allowed, and when.</param>
public sealed record LetterPageModel(
    StaffShell Shell,
    long CaregiverId,
    string Recipient,
    string Name,
    string Day,
    string? Coordinator,
    IReadOnlyList<LetterPart> Parts,
    IReadOnlyList<string> Consents
)
{
    public static readonly Texts Words = Texts.Of(typeof(LetterPage));
}

public sealed record LetterPart(string Title, IReadOnlyList<string> Lines);
