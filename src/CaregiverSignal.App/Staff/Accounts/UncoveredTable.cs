using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// All SQL on the uncovered table: coordinators who cannot look after their caregivers, and who is to find another one.
/// </summary>
public static class UncoveredTable
{
    private const string Step = "find uncovered";

    /// <summary>Removed, never signed in, or without the role; and somebody of theirs takes part.</summary>
    private const string IsUncovered = """
        (coordinator.enrolled_at is null or coordinator.is_coordinator = 0)
          and exists (
            select 1 from caregiver
            where caregiver.coordinator_id = coordinator.id and caregiver.status <> 'ended')
        """;

    /// <summary>A name that an import brought today has the day to be invited.</summary>
    private static readonly Waiting ToFind = new(
        Step,
        $"""
        from coordinator
        where created_at < @today and {IsUncovered}
          and not exists (
            select 1 from uncovered
            where uncovered.coordinator_id = coordinator.id and uncovered.covered_at is null)
        """,
        order: "id"
    );

    private static readonly Waiting ToClose = new(
        Step,
        $"""
        from uncovered
        where covered_at is null
          and not exists (
            select 1 from coordinator where coordinator.id = uncovered.coordinator_id and {IsUncovered})
        """,
        order: "id"
    );

    /// <summary>A coordinator who cannot look and has no line yet; null when there is none.</summary>
    public static Coordinator? NextToFind(Transaction transaction, DateOnly today) =>
        ToFind.Next(transaction, new { today }) is { } id ? CoordinatorTable.Get(transaction, id) : null;

    /// <summary>A line whose caregivers have somebody by now; null when there is none.</summary>
    public static long? NextToClose(Transaction transaction) => ToClose.Next(transaction);

    /// <returns>False when another worker wrote it first.</returns>
    public static bool Add(
        Transaction transaction,
        Coordinator coordinator,
        long? ownerId,
        DateOnly dueOn,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into uncovered (coordinator_id, owner_id, found_at, due_on)
            values (@Id, @ownerId, @at, @dueOn)
            on conflict do nothing
            """,
            new
            {
                coordinator.Id,
                ownerId,
                at,
                dueOn,
            }
        ) == 1;

    /// <summary>What is open and nobody is to do, as there was neither team lead nor administrator.</summary>
    public static IReadOnlyList<Uncovered> ForNobody(Transaction transaction) =>
        transaction.All<Uncovered>(
            """
            select id, coordinator_id, owner_id, due_on
            from uncovered
            where covered_at is null and owner_id is null
            order by id
            """
        );

    /// <returns>False when another worker did it first.</returns>
    public static bool Give(Transaction transaction, long id, long ownerId, DateOnly dueOn) =>
        transaction.Execute(
            """
            update uncovered set owner_id = @ownerId, due_on = @dueOn
            where id = @id and owner_id is null and covered_at is null
            """,
            new
            {
                id,
                ownerId,
                dueOn,
            }
        ) == 1;

    /// <returns>False when another worker closed it first.</returns>
    public static bool Close(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(
            "update uncovered set covered_at = @at where id = @id and covered_at is null",
            new { id, at }
        ) == 1;

    /// <summary>What is open, the earliest day first.</summary>
    public static IReadOnlyList<Uncovered> Open(Transaction transaction) =>
        transaction.All<Uncovered>(
            """
            select id, coordinator_id, owner_id, due_on from uncovered where covered_at is null order by due_on, id
            """
        );

    /// <summary>A line of which its owner was not mailed yet; null when there is none.</summary>
    public static Uncovered? NextToNotify(Transaction transaction) =>
        transaction.First<Uncovered>(
            """
            select id, coordinator_id, owner_id, due_on
            from uncovered
            where covered_at is null and notified_at is null and owner_id is not null
            order by id
            limit 1
            """
        );

    /// <returns>False when another worker did it first.</returns>
    public static bool MarkNotified(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(
            "update uncovered set notified_at = @at where id = @id and notified_at is null",
            new { id, at }
        ) == 1;
}

/// <summary>A coordinator whose caregivers need another one.</summary>
public sealed record Uncovered
{
    public long Id { get; init; }

    public long CoordinatorId { get; init; }

    /// <summary>The team lead or administrator who is to find one; null where there is neither.</summary>
    public long? OwnerId { get; init; }

    public DateOnly DueOn { get; init; }
}
