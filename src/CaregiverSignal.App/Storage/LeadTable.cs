namespace CaregiverSignal.Storage;

/// <summary>All SQL on who leads.</summary>
public static class LeadTable
{
    public static LeadState Get(Transaction transaction) =>
        transaction.First<LeadState>("select node, turn, beat from lead where id = 1")!;

    /// <summary>Takes the lead from one that has not moved since it was seen.</summary>
    /// <returns>False when it moved after all, or another was quicker.</returns>
    public static bool Take(Transaction transaction, string node, LeadState seen) =>
        transaction.Execute(
            """
            update lead set node = @node, turn = turn + 1, beat = 0
            where id = 1 and turn = @Turn and beat = @Beat
            """,
            new
            {
                node,
                seen.Turn,
                seen.Beat,
            }
        ) == 1;

    /// <returns>False when another has taken the lead.</returns>
    public static bool Keep(Transaction transaction, string node, long turn) =>
        transaction.Execute(
            """
            update lead set beat = beat + 1
            where id = 1 and node = @node and turn = @turn
            """,
            new { node, turn }
        ) == 1;

    /// <summary>Leaves it to whoever looks next.</summary>
    public static void Leave(Transaction transaction, string node, long turn) =>
        transaction.Execute(
            """
            update lead set node = null
            where id = 1 and node = @node and turn = @turn
            """,
            new { node, turn }
        );
}

/// <summary>Who leads.</summary>
public sealed record LeadState
{
    public string? Node { get; init; }

    public long Turn { get; init; }

    public long Beat { get; init; }
}
