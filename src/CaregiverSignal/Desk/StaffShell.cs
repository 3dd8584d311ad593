using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk;

/// <summary>What the frame of every staff page shows.</summary>
/// <remarks>How much waits is counted on the worklist alone, where the rows stand.</remarks>
public sealed record StaffShell(SupportPointSettings Support, string Name, FormToken Token)
{
    public IReadOnlyList<StaffRole> Roles { get; init; } = [];

    /// <summary>Whether the reader may open the pages of a permission: what they may not, is not offered.</summary>
    public bool May(string permission) => StaffPolicies.Of(Roles).Contains(permission);

    /// <summary>Whether nothing is mailed until the operator says so.</summary>
    public bool IsMailHeld { get; init; }

    /// <summary>Whether a step stands still, or has failed at the same item for more than an hour.</summary>
    public bool IsStuck { get; init; }

    /// <summary>For an administrator: how many things have to be filled in before the support point can work.</summary>
    public int ToSetUp { get; init; }

    /// <summary>The rows of this page that cannot be read.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];
}
