using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Backup;

/// <summary>A store that goes to another place, also of the other kind: its last backup is made once nothing works on
/// it any more and nothing will, so that what waits there may be mailed from the new place.</summary>
public static class StoreMove
{
    /// <summary>Ends the work on a store, where no service is at it; one that was left stays so.</summary>
    /// <exception cref="StorageException">Another program works on it, or its mail is held for another
    /// reason.</exception>
    public static async Task LeaveAsync(StoreEngine engine, TimeProvider clock, CancellationToken stop = default)
    {
        using var store = await Database.OpenAsync(engine, schema => Migrations.RefuseOlder(engine.Name, schema), stop);
        using var session = engine.IsShared ? await engine.OpenRunnerSessionAsync(stop) : null;
        if (session is not null && !await session.TryTakeAsync())
            throw new StorageException(
                $"{engine.Name}: a service works on it, here or on another machine. Stop it on all of them first."
            );
        var why = await store.WriteAsync(
            async transaction =>
            {
                await SendHoldTable.Hold(transaction, HoldReason.Left, clock.GetUtcNow());
                return await SendHold.WhyHeld(transaction);
            },
            stop
        );
        if (why is { } other and not HoldReason.Left)
            throw new StorageException(
                $"{engine.Name}: cannot be moved while mail is held, as {other.InWords()}. See resume-mail."
            );
    }

    /// <summary>Refuses to work on a store that was left.</summary>
    /// <exception cref="StorageException">The message says how to go on.</exception>
    public static async Task RefuseLeftAsync(Database database, CancellationToken stop = default)
    {
        if (await database.ReadAsync(SendHold.WhyHeld, stop) == HoldReason.Left)
            throw new StorageException(
                $"{database.Name}: was moved, and works elsewhere: what came in here would be lost. Start with the settings of that place; or, where it never worked there, let this one go on with resume-mail."
            );
    }
}
