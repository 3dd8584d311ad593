namespace CaregiverSignal.Web;

/// <summary>What signed-in staff see if a page does not exist or is somebody else's.</summary>
public sealed record NoPage : Shown
{
    public override Reader Reader => Reader.Staff;
}
