using CaregiverSignal.Web.Pages;

namespace CaregiverSignal.Demo;

/// <summary>Where somebody who looks at a demo begins.</summary>
public sealed record TourPage(Tour Tour) : Shown
{
    public override Reader Reader => Reader.Staff;
}
