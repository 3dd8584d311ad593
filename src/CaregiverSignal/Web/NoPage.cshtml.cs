namespace CaregiverSignal.Web;

/// <summary>What staff who are signed in read where a page does not exist or is somebody else's.</summary>
public sealed record NoPage : Shown
{
    public override Reader Reader => Reader.Staff;
}
