namespace CaregiverSignal.People;

/// <summary>All SQL on when each caregiver is to be judged.</summary>
internal static class EvaluationTable
{
    /// <summary>Asks for a judgement from <paramref name="at"/> on; an earlier one stays.</summary>
    public static Task Request(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(Requested($"= {id}", at));

    /// <summary>The same of several.</summary>
    public static Task RequestEach(Transaction transaction, IReadOnlyCollection<long> ids, DateTimeOffset at) =>
        transaction.Execute(Requested($"in ({ids})", at));

    /// <summary>The same of some who are new.</summary>
    public static Task AddEach(Transaction transaction, IEnumerable<EvaluationDue> due) =>
        transaction.AddRows("evaluation", "caregiver_id, evaluate_at", due, each => [each.Id, each.EvaluateAt]);

    /// <summary>Since when some wait for a judgement, the longest first.</summary>
    public static Task<IReadOnlyList<EvaluationDue>> Of(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.All<EvaluationDue>(
            $"""
            select caregiver_id as id, evaluate_at
            from evaluation
            where caregiver_id in ({ids})
            order by evaluate_at, caregiver_id
            """
        );

    /// <summary>Since when the rules have yet to look at somebody; null where they looked.</summary>
    public static Task<DateTimeOffset?> DueSince(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.First<DateTimeOffset?>(
            $"select evaluate_at from evaluation where caregiver_id = {id} and evaluate_at <= {now}"
        );

    /// <summary>Keeps of some that they were judged.</summary>
    /// <returns>Those of them whom no other worker judged first, and of whom nothing new came in.</returns>
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

/// <summary>A caregiver who is to be judged, and since when.</summary>
public sealed record EvaluationDue(long Id, DateTimeOffset EvaluateAt);

/// <summary>Somebody who was judged.</summary>
/// <param name="Next">When to judge again; null for never.</param>
/// <param name="RedOn">The first red answer since the last talk before it; null for who does not stand red.</param>
public sealed record Evaluated(EvaluationDue Due, DateTimeOffset? Next, DateOnly? RedOn);
