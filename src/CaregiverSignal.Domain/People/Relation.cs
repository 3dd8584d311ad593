namespace CaregiverSignal.People;

/// <summary>What a caregiver is to the person they care for.</summary>
public enum Relation
{
    Partner,
    Child,
    Parent,
    Sibling,
    Friend,
    Neighbour,
    Other,
}
