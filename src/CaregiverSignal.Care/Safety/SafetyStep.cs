namespace CaregiverSignal.Safety;

/// <summary>What staff did about somebody's safety; the program takes no step and proposes none.</summary>
/// <remarks><see cref="Map"/> to <see cref="Decide"/> are the five steps of the Dutch reporting code for domestic
/// violence and child abuse, the meldcode (Wet verplichte meldcode; the steps as municipalities publish them). In which
/// order they are taken is left to staff.</remarks>
public enum SafetyStep
{
    /// <summary>Direct danger: what was done.</summary>
    Danger,

    /// <summary>Thoughts of suicide were asked about: what was said, and who was called.</summary>
    Suicide,

    /// <summary>What was seen and heard is written down.</summary>
    Map,

    /// <summary>A colleague or Veilig Thuis was asked for advice.</summary>
    Consult,

    /// <summary>It was talked about with those concerned.</summary>
    Talk,

    /// <summary>It was weighed whether this is violence or neglect, and how serious.</summary>
    Weigh,

    /// <summary>It was decided whether to report, and which help is arranged.</summary>
    Decide,

    /// <summary>It is over: nobody has to look again.</summary>
    Close,
}
