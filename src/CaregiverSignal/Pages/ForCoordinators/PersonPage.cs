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
    protected async Task<bool> FindsAsync(CaregiverAccess access, AuditEntry look, CancellationToken stop = default)
    {
        Caregiver = (await access.LookAsync(Staff, Id, look, stop))!;
        return Caregiver is not null;
    }
}
