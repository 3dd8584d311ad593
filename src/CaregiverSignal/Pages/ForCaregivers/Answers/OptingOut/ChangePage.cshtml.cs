namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The page on which a caregiver tells that something changed.</summary>
/// <param name="ReadBy">The last day on which somebody reads it.</param>
/// <param name="Action">The address that it is sent to.</param>
public sealed record ChangePage(string Coordinator, DateOnly ReadBy, string Action, ChangeForm Given) : Shown
{
    /// <summary>For whom they care, where it is asked.</summary>
    public IReadOnlyList<(long Id, string Name)> Cares { get; init; } = [];

    /// <summary>The respite that may be meant, where it is asked.</summary>
    public IReadOnlyList<(long Id, string Name)> Respite { get; init; } = [];
}
