using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Staff;

/// <summary>Reads what the frame of every staff page warns of.</summary>
/// <remarks>
/// May be shared between threads. How much waits is counted on the worklist alone, where the rows stand.
/// </remarks>
public sealed class StaffShells(Database database, SiteTime time)
{
    public StaffShell Read() =>
        database.Read(transaction => new StaffShell(
            SendHold.WhyHeld(transaction) is not null,
            FailureTable.IsLasting(transaction, time.Now - FailureTable.Lasting)
        ));
}

/// <param name="IsMailHeld">Whether nothing is mailed until the operator says so.</param>
/// <param name="IsStuck">Whether a step stands still, or has failed at the same item for more than an hour.</param>
public sealed record StaffShell(bool IsMailHeld, bool IsStuck);
