namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The page behind a mail of ours: fewer check-ins, a pause or none, each with one choice; and a new link when
/// the mail's own is over.</summary>
/// <param name="Over">Why the link to the questions is over: <c>newer</c>, <c>done</c>; null behind a link that is
/// meant for this page.</param>
/// <param name="CanAskLink">Questions are open, and a new link to them can be mailed.</param>
public sealed record OptOutPage(string Action, string? Over, bool CanAskLink) : Shown
{
    public const string DayField = "weer";

    public static readonly Choice Empty = new("", "");

    public bool IsPaused { get; init; }

    /// <summary>What was chosen and cannot be done so.</summary>
    public Choice Given { get; init; } = Empty;

    /// <summary>Where they came from; null where the page is what a mail leads to.</summary>
    public string? Back { get; init; }

    /// <summary>They chose fewer check-ins before, and may choose the usual ones.</summary>
    public bool IsLessOften { get; init; }

    /// <summary>Elsewhere the other ways stand on the page before.</summary>
    public bool IsBehindMail => Back is null || (Back == Action && Action != PageRoutes.OwnPage);

    /// <param name="Day">What was typed as the day until which a pause lasts.</param>
    public sealed record Choice(string Chosen, string Day);
}
