namespace CaregiverSignal.CheckIns;

/// <summary>A caregiver's answer to whether we may call.</summary>
public enum CallWish
{
    Yes,
    No,

    /// <summary>They will call us if they want to.</summary>
    Self,
}
