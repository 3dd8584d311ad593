using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Backup;

/// <summary>Moves a database, even to the other kind. Its last backup is made once nothing will ever work on it again,
/// so that waiting emails can be sent from the new place.</summary>
public static class StoreMove
{
    /// <exception cref="StorageException">Another program works on it, or its email is held for another
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

    /// <summary>Refuses to work on a database that was moved away.</summary>
    /// <exception cref="StorageException">The message says how to continue.</exception>
    public static async Task RefuseLeftAsync(Database database, CancellationToken stop = default)
    {
        if (await database.ReadAsync(SendHold.WhyHeld, stop) == HoldReason.Left)
            throw new StorageException(
                $"{database.Name}: was moved, and works elsewhere: what came in here would be lost. Start with the settings of that place; or, where it never worked there, let this one go on with resume-mail."
            );
    }
}
