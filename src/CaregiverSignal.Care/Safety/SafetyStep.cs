namespace CaregiverSignal.Safety;

/// <summary>What staff did about somebody's safety; the program takes and proposes no step.</summary>
/// <remarks><see cref="Map"/> to <see cref="Decide"/> are the five steps of the Dutch reporting code for domestic
/// violence and child abuse, the meldcode (Wet verplichte meldcode; the steps as municipalities publish them). Staff
/// choose the order.</remarks>
public enum SafetyStep
{
    /// <summary>Immediate danger: what was done.</summary>
    Danger,

    /// <summary>Staff asked about thoughts of suicide: what was said, and who was called.</summary>
    Suicide,

    /// <summary>What was seen and heard, written down.</summary>
    Map,

    /// <summary>Staff asked a colleague or Veilig Thuis for advice.</summary>
    Consult,

    /// <summary>Staff discussed it with those concerned.</summary>
    Talk,

    /// <summary>Staff weighed whether it is violence or neglect, and how serious.</summary>
    Weigh,

    /// <summary>Staff decided whether to report it and which help to arrange.</summary>
    Decide,

    /// <summary>It is over: no follow-up.</summary>
    Close,
}
