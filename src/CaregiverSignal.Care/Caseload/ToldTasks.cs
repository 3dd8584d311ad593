using CaregiverSignal.People;

namespace CaregiverSignal.Caseload;

/// <summary>What a caregiver told that nobody has acted on or read yet.</summary>
public static class ToldTasks
{
    /// <summary>The task; null if none is open.</summary>
    internal static async Task<ToldTask?> Of(Transaction transaction, long caregiverId, SiteTime time) =>
        await OpenTaskTable.Told(transaction, await OpenTaskTable.OfOne(transaction, caregiverId, time))
            is [var told, ..]
            ? told
            : null;

    /// <summary>Ends the tasks to read what was written, mailed or told, as somebody talked to them; what came in after
    /// <paramref name="upTo"/>, in ticks, stays to be read.</summary>
    internal static async Task TalkedAbout(
        Transaction transaction,
        long caregiverId,
        long upTo,
        long coordinatorId,
        SiteTime time
    )
    {
        var tasks = await OpenTaskTable.OfOne(transaction, caregiverId, time);
        foreach (
            var task in (await OpenTaskTable.Told(transaction, tasks))
                .Where(told => told.UpTo <= upTo)
                .Select(told => told.Task)
                .Concat(tasks.Where(task => IsWritten(task) && task.OpenedAt.UtcTicks <= upTo))
        )
            await StaffTaskTable.Done(transaction, task.Id, coordinatorId, time.Now);
    }

    /// <summary>When the last of it was written, mailed or told, in ticks; 0 if there is nothing to read.</summary>
    public static long LastOf(IReadOnlyList<OpenTask> tasks, IReadOnlyList<ToldTask> told) =>
        tasks
            .Where(IsWritten)
            .Select(task => task.OpenedAt.UtcTicks)
            .Concat(told.Select(read => read.UpTo))
            .DefaultIfEmpty()
            .Max();

    private static bool IsWritten(OpenTask task) => task.Kind is StaffTaskKind.Words or StaffTaskKind.Reply;

    /// <summary>Ends what needs more than reading, because a contact was noted or help proposed; words alone stay to be
    /// read, and everything does if more was told than the page showed.</summary>
    /// <param name="upTo">The newest report on the page, in ticks.</param>
    internal static async Task ActedOn(
        Transaction transaction,
        long caregiverId,
        long upTo,
        long coordinatorId,
        SiteTime time
    )
    {
        if (await Of(transaction, caregiverId, time) is { IsHeavy: true } told && told.UpTo <= upTo)
            await StaffTaskTable.Done(transaction, told.Task.Id, coordinatorId, time.Now);
    }
}
