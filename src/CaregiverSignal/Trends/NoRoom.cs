namespace CaregiverSignal.Trends;

/// <summary>
/// Why a worsening would not show any more: floor and ceiling, told apart from what the newest answer says.
/// </summary>
public enum NoRoom
{
    /// <summary>There is room.</summary>
    None,

    /// <summary>The newest answer lies so near the worst end that nothing is clearly worse than it.</summary>
    Now,

    /// <summary>
    /// The start did, so that no answer can be clearly worse than the start; the newest answer does not.
    /// </summary>
    AtStart,
}
