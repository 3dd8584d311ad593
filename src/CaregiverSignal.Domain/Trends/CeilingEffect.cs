namespace CaregiverSignal.Trends;

/// <summary>Why a worsening can no longer show: floor and ceiling, kept apart from what the newest answer
/// means.</summary>
public enum CeilingEffect
{
    /// <summary>There is room.</summary>
    None,

    /// <summary>The newest answer lies so near the worst end that nothing is clearly worse than it.</summary>
    Now,

    /// <summary>The start lies that near the worst end, so no answer can be clearly worse than the start; the newest
    /// answer does not.</summary>
    AtStart,
}
