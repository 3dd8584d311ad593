namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <param name="ReadBy">The last day on which somebody reads it.</param>
public sealed record ChangePage(string Coordinator, DateOnly ReadBy, string Action, ChangeForm Given) : Shown
{
    public IReadOnlyList<(long Id, string Name)> Cares { get; init; } = [];

    /// <summary>The respite that may be meant, if it is asked.</summary>
    public IReadOnlyList<(long Id, string Name)> Respite { get; init; } = [];
}
