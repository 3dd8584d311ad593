namespace CaregiverSignal.Web.Links;

/// <summary>What a <see cref="LinkKey"/> opens; its code is part of what is hashed.</summary>
public enum KeyPurpose
{
    Form,
    Pause,
    SignIn,

    /// <summary>The key in the cookie of a browser that asks for a sign-in link.</summary>
    Ask,

    Session,

    /// <summary>What a caregiver lets a professional read.</summary>
    Shared,

    /// <summary>Confirms the address of somebody who enrols.</summary>
    Enrol,

    /// <summary>A caregiver's own page.</summary>
    OwnPage,

    /// <summary>The address at which a calendar asks for a coordinator's calls.</summary>
    Calendar,
}
