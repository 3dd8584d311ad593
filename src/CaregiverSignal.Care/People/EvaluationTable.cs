namespace CaregiverSignal.People;

/// <summary>All SQL on when each caregiver is to be evaluated.</summary>
internal static class EvaluationTable
{
    /// <summary>Asks for an evaluation from <paramref name="at"/> on; an earlier one stays.</summary>
    public static Task Request(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(Requested($"= {id}", at));

    /// <summary>The same of several.</summary>
    public static Task RequestEach(Transaction transaction, IReadOnlyCollection<long> ids, DateTimeOffset at) =>
        transaction.Execute(Requested($"in ({ids})", at));

    /// <summary>Likewise for some new caregivers.</summary>
    public static Task AddEach(Transaction transaction, IEnumerable<EvaluationDue> due) =>
        transaction.AddRows("evaluation", "caregiver_id, evaluate_at", due, each => [each.Id, each.EvaluateAt]);

    /// <summary>Since when some wait for an evaluation, longest first.</summary>
    public static Task<IReadOnlyList<EvaluationDue>> Of(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.All<EvaluationDue>(
            $"""
            select caregiver_id as id, evaluate_at
            from evaluation
            where caregiver_id in ({ids})
            order by evaluate_at, caregiver_id
            """
        );

    /// <summary>Since when the rules have yet to evaluate a caregiver; null if they have.</summary>
    public static Task<DateTimeOffset?> DueSince(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.First<DateTimeOffset?>(
            $"select evaluate_at from evaluation where caregiver_id = {id} and evaluate_at <= {now}"
        );

    /// <summary>Records evaluations.</summary>
    /// <returns>Those that no other worker evaluated first, and of whom nothing new came in.</returns>
    public static async Task<IReadOnlySet<long>> Mark(Transaction transaction, IReadOnlyCollection<Evaluated> judged)
    {
        return (
            await transaction.All<long>(
                $"""
                update evaluation set evaluate_at = judged.column3
                from (values {Sql.Listed(judged.Select(Row))}) as judged
                where evaluation.caregiver_id = judged.column1 and evaluation.evaluate_at = judged.column2
                returning evaluation.caregiver_id
                """
            )
        ).ToHashSet();

        static Sql Row(Evaluated of) => $"({of.Due.Id}, {of.Due.EvaluateAt}, {of.Next})";
    }

    private static Sql Requested(Sql id, DateTimeOffset at) =>
        $"""
            insert into evaluation (caregiver_id, evaluate_at)
            select id, {at} from caregiver where id {id}
            on conflict (caregiver_id) do update set evaluate_at = excluded.evaluate_at
            where evaluation.evaluate_at is null or evaluation.evaluate_at > excluded.evaluate_at
            """;
}

/// <summary>A caregiver to evaluate, and since when.</summary>
public sealed record EvaluationDue(long Id, DateTimeOffset EvaluateAt);

/// <summary>An evaluated caregiver.</summary>
/// <param name="Next">When to evaluate again; null for never.</param>
/// <param name="RedOn">The first red answer since the last talk before it; null if they are not red.</param>
public sealed record Evaluated(EvaluationDue Due, DateTimeOffset? Next, DateOnly? RedOn);
