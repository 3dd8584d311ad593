using CaregiverSignal.People;

namespace CaregiverSignal.Caseload;

/// <summary>What is known of some open tasks besides, of the kinds that have more to say.</summary>
/// <param name="Help">What is due, the earliest first.</param>
/// <param name="People">All whom the reader sees, where somebody is to be met; otherwise none.</param>
/// <param name="Lost">Of who is not followed, by caregiver: what is lost, null where nothing is any more; without who
/// cannot be read.</param>
public sealed record TaskFacts(
    IReadOnlyList<ToldTask> Told,
    IReadOnlyList<HelpDue> Help,
    IReadOnlyList<Quiet> Quiet,
    IReadOnlyList<Findable> People,
    IReadOnlyDictionary<long, Lost?> Lost
)
{
    /// <param name="sees">The coordinators whose caregivers the reader may see.</param>
    internal static async Task<TaskFacts> Of(
        Transaction transaction,
        IReadOnlyList<OpenTask> tasks,
        IReadOnlyCollection<long> sees,
        SiteTime time
    )
    {
        List<long> unfollowed =
        [
            .. tasks.Where(task => task.Kind == StaffTaskKind.Unfollowed).Select(task => task.CaregiverId),
        ];
        return new TaskFacts(
            await OpenTaskTable.Told(transaction, tasks),
            await HelpListTable.Due(transaction, tasks, OpenTaskTable.Soon(time)),
            await CaseloadTable.Quiet(transaction, tasks, time),
            tasks.Any(task => task.Kind == StaffTaskKind.Meet) ? await FindTable.Of(transaction, sees) : [],
            (unfollowed.Count == 0 ? [] : await FollowedTable.Of(transaction, unfollowed, time)).ToDictionary(
                facts => facts.Id,
                facts => Followed.LostBy(facts, time.Today, time.WorkingDays)
            )
        );
    }
}
