namespace CaregiverSignal.Referrals;

/// <summary>Undoes what a coordinator did with help in one press, including a proposal, which then does not count as
/// refused.</summary>
internal static class HelpTakenBack
{
    /// <summary>Steps since an instant that can be undone: nothing was said or done about that help
    /// afterwards.</summary>
    internal static async Task<IReadOnlyList<HelpPress>> Of(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        DateTimeOffset since
    )
    {
        var taken = await HelpTable.TakenSince(transaction, caregiverId, coordinatorId, since);
        if (taken.Count == 0)
            return [];
        var all = await HelpTable.Of(transaction, caregiverId);
        var changes = await Changes(transaction, caregiverId, all, taken);
        return
        [
            .. from at in taken.Select(step => step.At).Distinct()
            let pressed = changes.Where(change => change.At == at).ToList()
            where pressed.TrueForAll(change => change.IsNewest)
            from change in pressed
            where change.CanGoBack && !HelpRoad.IsWords(change.Undone[^1].Step) && !IsBegunAnew(change.Help, all)
            select new HelpPress(change.Help, change.Undone[^1], at),
        ];
    }

    /// <summary>Removes the steps of one press, and what it said of other help.</summary>
    internal static async Task Undo(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        DateTimeOffset at,
        SiteTime time
    )
    {
        var taken = await HelpTable.TakenSince(transaction, caregiverId, coordinatorId, at);
        var all = await HelpTable.Of(transaction, caregiverId);
        foreach (var change in await Changes(transaction, caregiverId, all, [.. taken.Where(step => step.At == at)]))
        {
            if (!change.IsNewest || !change.CanGoBack)
                continue;
            await HelpTable.RemoveSteps(transaction, [.. change.Undone.Select(step => step.Id)]);
            if (change.Before is { } before)
                await HelpTable.Save(transaction, before);
            else
                await HelpTable.Remove(transaction, change.Help.Id);
        }

        await HelpArrangements.PlanTask(transaction, caregiverId, coordinatorId, time);
    }

    private static async Task<IReadOnlyList<Change>> Changes(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<ArrangedHelp> all,
        IReadOnlyList<(long Id, DateTimeOffset At)> taken
    )
    {
        var instants = taken.ToDictionary(step => step.Id, step => step.At);
        return
        [
            .. from steps in (await HelpTable.StepsOf(transaction, caregiverId)).GroupBy(step => step.HelpId)
            from undone in steps.Where(step => instants.ContainsKey(step.Id)).GroupBy(step => instants[step.Id])
            let first = undone.First().Id
            select new Change(
                all.Single(help => help.Id == steps.Key),
                undone.Key,
                [.. undone],
                [.. steps.Where(step => step.Id < first)],
                steps.Last().Id == undone.Last().Id
            ),
        ];
    }

    /// <summary>Two of one kind are never open.</summary>
    private static bool IsBegunAnew(ArrangedHelp help, IReadOnlyList<ArrangedHelp> all) =>
        !help.IsOpen && all.Any(other => other.IsOpen && other.KindCode == help.KindCode);

    private sealed record Change(
        ArrangedHelp Help,
        DateTimeOffset At,
        IReadOnlyList<TakenStep> Undone,
        IReadOnlyList<TakenStep> Left,
        bool IsNewest
    )
    {
        /// <summary>Null for help that was proposed with it.</summary>
        public ArrangedHelp? Before { get; } = HelpRoad.Before(Help, Undone, Left);

        public bool CanGoBack => Before is not null || (Left.Count == 0 && Undone[0].Step == HelpStep.Proposed);
    }
}

/// <summary>A step of help taken with one press.</summary>
public sealed record HelpPress(ArrangedHelp Help, TakenStep Step, DateTimeOffset At);
