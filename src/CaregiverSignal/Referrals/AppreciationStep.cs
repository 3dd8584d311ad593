namespace CaregiverSignal.Referrals;

/// <summary>
/// How far the yearly appreciation of a caregiver is. What it is differs by municipality, so nothing follows from it.
/// </summary>
public enum AppreciationStep
{
    /// <summary>The caregiver was told of it.</summary>
    Told,

    /// <summary>It was asked for.</summary>
    Asked,

    /// <summary>The caregiver got it.</summary>
    Received,
}
