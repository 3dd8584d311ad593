namespace CaregiverSignal.CheckIns;

/// <summary>What a caregiver answered to whether to be called.</summary>
public enum CallWish
{
    Yes,
    No,

    /// <summary>They call themselves when they want to.</summary>
    Self,
}
