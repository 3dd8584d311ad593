using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk;

/// <summary>What the frame of every staff page shows.</summary>
/// <param name="Open">How many signals are open of the caregivers that are theirs to mind, how many tips wait for them,
/// and how much somebody wrote that they did not read.</param>
public sealed record StaffShell(SupportPointSettings Support, string Name, int Open, FormToken Token)
{
    public bool IsOperator { get; init; }

    /// <summary>Why nothing is mailed, or nothing to caregivers; null while mail goes.</summary>
    public HoldReason? MailHeld { get; init; }

    /// <summary>A step stands still, or failed at the same item for longer than an hour.</summary>
    public bool IsStuck { get; init; }

    /// <summary>What belongs on this page and cannot be read.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];
}
