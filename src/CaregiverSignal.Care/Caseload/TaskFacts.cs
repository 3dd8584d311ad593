using CaregiverSignal.People;

namespace CaregiverSignal.Caseload;

/// <summary>More facts about open tasks, for the kinds that need them.</summary>
/// <param name="Help">Due help, earliest first.</param>
/// <param name="People">All whom the reader sees, if somebody is to be met; otherwise none.</param>
/// <param name="Lost">By caregiver without follow-up: what is lost, null if nothing is any more; without unreadable
/// ones.</param>
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
