namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The page behind an email: fewer check-ins, a pause, a stop, or a new link if its own is over.</summary>
/// <param name="Over">Why the link to the questions is over: <c>newer</c>, <c>done</c>; null for a link here.</param>
/// <param name="CanAskLink">Whether questions are open, so that a new link can be emailed.</param>
public sealed record OptOutPage(string Action, string? Over, bool CanAskLink) : Shown
{
    public const string DayField = "weer";

    public static readonly Choice Empty = new("", "");

    public bool IsPaused { get; init; }

    /// <summary>A choice that cannot be carried out.</summary>
    public Choice Given { get; init; } = Empty;

    /// <summary>Where they came from; null behind an email.</summary>
    public string? Back { get; init; }

    /// <summary>Whether they chose fewer check-ins before, and may choose the usual number.</summary>
    public bool IsLessOften { get; init; }

    /// <summary>Elsewhere the previous page has the other options.</summary>
    public bool IsBehindMail => Back is null || (Back == Action && Action != PageRoutes.OwnPage);

    /// <param name="Day">The end of a pause, as typed.</param>
    public sealed record Choice(string Chosen, string Day);
}
