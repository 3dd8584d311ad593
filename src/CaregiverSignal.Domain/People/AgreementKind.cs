namespace CaregiverSignal.People;

/// <summary>What is agreed in an <see cref="Agreement"/>.</summary>
public enum AgreementKind
{
    /// <summary>No notification of one kind of signal.</summary>
    Mute,

    /// <summary>Fewer check-ins.</summary>
    Interval,

    /// <summary>A list of questions, asked once.</summary>
    List,
}
