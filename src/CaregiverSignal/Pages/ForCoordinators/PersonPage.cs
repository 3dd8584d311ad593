namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>A page of staff about one caregiver, whose number is in its address.</summary>
public abstract class PersonPage : StaffPage
{
    public Caregiver Caregiver { get; protected set; } = null!;

    public string FullName => DisplayText.FullName(Caregiver.Person, Caregiver.FirstName, Caregiver.LastName);

    /// <summary>The number in the address.</summary>
    protected long? Id => StaffRouteGroups.Number(HttpContext, "caregiver");

    /// <summary>Looks for the caregiver alone, and records the look.</summary>
    /// <returns>False when there is no such caregiver whom the reader may see.</returns>
    protected bool Finds(CaregiverAccess access, AuditEntry look)
    {
        Caregiver = access.Look(Staff, Id, look)!;
        return Caregiver is not null;
    }
}
