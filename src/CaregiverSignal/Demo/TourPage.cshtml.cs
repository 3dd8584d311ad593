namespace CaregiverSignal.Demo;

public sealed record TourPage(Tour Tour) : Shown
{
    public override Reader Reader => Reader.Staff;
}
