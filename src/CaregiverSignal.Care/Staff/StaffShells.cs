using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff;

/// <summary>Reads what the frame of every staff page warns of.</summary>
/// <remarks>May be shared between threads. How much waits is counted on the worklist alone, where the rows
/// stand.</remarks>
public sealed class StaffShells(Database database, CurrentSettings settings, SiteTime time)
{
    public Task<StaffShell> ReadAsync(CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction => new StaffShell(
                await SendHold.WhyHeld(transaction) is not null,
                await FailureTable.IsLasting(transaction, time.Now - FailureTable.Lasting)
            )
            {
                SayHowMailGoes = settings.Mail.IsSaid ? null : await CoordinatorTable.Administrators(transaction),
            },
            stop
        );
}

/// <param name="IsMailHeld">Whether nothing is mailed until the operator says so.</param>
/// <param name="IsStuck">Whether a step stands still, or has failed at the same item for more than an hour.</param>
public sealed record StaffShell(bool IsMailHeld, bool IsStuck)
{
    /// <summary>Who can say how mail goes, while nobody has; null once somebody did.</summary>
    public IReadOnlyList<Coordinator>? SayHowMailGoes { get; init; }
}
