using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Happenings;
using CaregiverSignal.Networks;
using CaregiverSignal.People;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver's network, drawn on their own page, or with a colleague once they allowed it to be
/// seen.</summary>
/// <remarks>May be shared between threads. Each view is in the audit log before it is shown, each change in the same
/// commit.</remarks>
public sealed class NetworkDrawings(
    OwnVisits visits,
    CaregiverAccess access,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time
)
{
    public Task<Behind<DrawnNetwork>> LookAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Arranged,
            AuditAction.Look.Of(AuditTarget.Network),
            async (transaction, visit) => await DrawnNetwork.Of(transaction, visit.Caregiver, time.Today)
        );

    /// <inheritdoc cref="Ties.Save"/>
    public Task<Behind<TieFault?>> PutAsync(OwnBrowser browser, Tie tie) =>
        ChangeAsync(
            browser,
            (transaction, id) => Ties.Save(transaction, tie with { CaregiverId = id }, time.Today),
            fault => fault is null
        );

    /// <inheritdoc cref="HelpChanges.LeaveCircle"/>
    public Task<Behind<string?>> EndAsync(OwnBrowser browser, long tie) =>
        ChangeAsync(
            browser,
            async (transaction, id) =>
                await HelpChanges.LeaveCircle(transaction, id, tie, Way.Link, settings.SupportPoint.Language, time),
            name => name is not null
        );

    /// <inheritdoc cref="Ties.Keep"/>
    public Task<Behind<bool>> KeepAsync(OwnBrowser browser) =>
        ChangeAsync(browser, (transaction, id) => Ties.Keep(transaction, id, time.Today), isKept => isKept);

    /// <summary>Stores whether the support point may see it.</summary>
    /// <returns>False if they had already said so.</returns>
    public Task<Behind<bool>> LetSeeAsync(OwnBrowser browser, bool may) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
            {
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                if (may)
                    await NetworkConsent.Give(transaction, id, ConsentWay.Page, coordinator, time.Today, time.Now);
                else if (
                    await NetworkConsent.Of(transaction, id, time.Today) is not { } given
                    || !await ConsentDecisions.Withdraw(transaction, given.Id, id, ConsentWay.Page, coordinator, time)
                )
                    return false;
                await auditWriter.Add(
                    transaction,
                    visit.By,
                    (may ? AuditAction.Add : AuditAction.TakeBack).Of(AuditTarget.Consent),
                    id
                );
                return true;
            }
        );

    /// <summary>A reader who may not see the network looks at the case alone, and learns of nobody in it.</summary>
    /// <returns>Null if the reader may see no such caregiver.</returns>
    public Task<DrawnNetwork?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            drawn => AuditAction.Look.Of(drawn is { MaySee: true } ? AuditTarget.Network : AuditTarget.Case),
            async (transaction, caregiver) =>
            {
                var drawn = await DrawnNetwork.Of(transaction, caregiver, time.Today);
                return drawn.MaySee ? drawn : drawn with { Rows = [], Helpers = [] };
            },
            stop
        );

    /// <returns>Unchanged also if the reader may not see this.</returns>
    /// <inheritdoc cref="Ties.Save"/>
    public Task<Changed<TieFault?>> PutAsync(
        long? caregiverId,
        Tie tie,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        ChangeAsync(
            caregiverId,
            (transaction, id) => Ties.Save(transaction, tie with { CaregiverId = id }, time.Today),
            fault => fault is null,
            staff,
            stop
        );

    /// <inheritdoc cref="PutAsync(long?, Tie, SignedInStaff, CancellationToken)"/>
    public Task<Changed<string>> EndAsync(
        long? caregiverId,
        long tie,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        ChangeAsync(
            caregiverId,
            async (transaction, id) =>
                await HelpChanges.LeaveCircle(
                    transaction,
                    id,
                    tie,
                    Way.Colleague,
                    settings.SupportPoint.Language,
                    time
                ),
            name => name is not null,
            staff,
            stop
        );

    /// <inheritdoc cref="PutAsync(long?, Tie, SignedInStaff, CancellationToken)"/>
    public async Task<ChangeResult> KeepAsync(
        long? caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        (
            await ChangeAsync(
                caregiverId,
                (transaction, id) => Ties.Keep(transaction, id, time.Today),
                isKept => isKept,
                staff,
                stop
            )
        ).Result;

    /// <summary>Notes that the caregiver allows it to be seen.</summary>
    /// <param name="how">Not by their own page, which notes it itself.</param>
    public Task<ChangeResult> LetSeeAsync(
        long? caregiverId,
        ConsentWay? how,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Consent),
            async (transaction, caregiver) =>
            {
                if (how is not { } way || way == ConsentWay.Page)
                    return false;
                await NetworkConsent.Give(transaction, caregiver.Id, way, staff.Coordinator.Id, time.Today, time.Now);
                return true;
            },
            stop
        );

    private Task<Behind<T>> ChangeAsync<T>(
        OwnBrowser browser,
        Func<Transaction, long, Task<T>> change,
        Func<T, bool> isDone
    ) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
            {
                var done = await change(transaction, visit.Caregiver.Id);
                if (isDone(done))
                    await auditWriter.Add(
                        transaction,
                        visit.By,
                        AuditAction.Change.Of(AuditTarget.Network),
                        visit.Caregiver.Id
                    );
                return done;
            }
        );

    private Task<Changed<T>> ChangeAsync<T>(
        long? caregiverId,
        Func<Transaction, long, Task<T?>> change,
        Func<T?, bool> isDone,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync<T>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Network),
            async (transaction, caregiver) =>
            {
                if (await NetworkConsent.Of(transaction, caregiver.Id, time.Today) is null)
                    return (false, default);
                var done = await change(transaction, caregiver.Id);
                return (isDone(done), done);
            },
            stop
        );
}

/// <summary>The people around a caregiver.</summary>
/// <param name="Rows">All ties ever drawn.</param>
/// <param name="Helpers">Today's helpers in their situations.</param>
/// <param name="MaySee">Whether they allow the support point to see it.</param>
public sealed record DrawnNetwork(
    Caregiver Caregiver,
    IReadOnlyList<Tie> Rows,
    IReadOnlyList<Helper> Helpers,
    bool MaySee
)
{
    internal static async Task<DrawnNetwork> Of(Transaction transaction, Caregiver caregiver, DateOnly today) =>
        new(
            caregiver,
            await TieTable.Of(transaction, caregiver.Id),
            await Ties.HelpersOf(transaction, caregiver.Id, today),
            await NetworkConsent.Of(transaction, caregiver.Id, today) is not null
        );
}
