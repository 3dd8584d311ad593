namespace CaregiverSignal.Web.Links;

/// <summary>What a <see cref="LinkKey"/> opens; its code is part of the hashed text.</summary>
public enum KeyPurpose
{
    Form,
    Pause,
    SignIn,

    /// <summary>The key in the cookie of a browser that requested a sign-in link.</summary>
    Ask,

    Session,

    /// <summary>What a caregiver lets a professional read.</summary>
    Shared,

    /// <summary>Confirms the address of somebody who enrols.</summary>
    Enrol,

    OwnPage,

    /// <summary>The address from which a calendar fetches a coordinator's calls.</summary>
    Calendar,
}
