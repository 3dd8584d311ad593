using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff;

/// <summary>Reads the warnings shown on every staff page.</summary>
/// <remarks>May be shared between threads. Waiting work is counted on the worklist only, where its rows are.</remarks>
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

/// <param name="IsMailHeld">Whether no mail is sent until the operator permits it.</param>
/// <param name="IsStuck">Whether a job is stuck, or has failed at the same item for more than an hour.</param>
public sealed record StaffShell(bool IsMailHeld, bool IsStuck)
{
    /// <summary>The people who can configure mail while it is not configured; null once it is.</summary>
    public IReadOnlyList<Coordinator>? SayHowMailGoes { get; init; }
}
