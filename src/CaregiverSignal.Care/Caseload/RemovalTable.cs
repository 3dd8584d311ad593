namespace CaregiverSignal.Caseload;

/// <summary>Caregivers who need another coordinator when a colleague leaves; it only reads, also from other
/// folders.</summary>
internal static class RemovalTable
{
    private const string MayGoOn = """
        (caregiver.status <> 'ended'
          or exists (select 1 from signal where signal.caregiver_id = caregiver.id and signal.closed_at is null)
          or exists (
              select 1 from staff_task
              where staff_task.caregiver_id = caregiver.id and staff_task.done_at is null))
        """;

    /// <summary>How many caregivers need another coordinator: all who take part, and those who stopped but have
    /// something open.</summary>
    public static async Task<int> CountPeople(Transaction transaction, long coordinatorId) =>
        (await CountPeople(transaction, [coordinatorId])).GetValueOrDefault(coordinatorId);

    /// <summary>The same for some accounts; those without any are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> CountPeople(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds
    ) => await CountPeople(transaction, (Sql)$"caregiver.coordinator_id in ({coordinatorIds})");

    /// <summary>The same for every account; those without any are left out.</summary>
    /// <remarks>Not for a list of them: binding thousands of numbers takes longer than counting.</remarks>
    public static async Task<IReadOnlyDictionary<long, int>> CountPeopleOfAll(Transaction transaction) =>
        await CountPeople(transaction, (Sql)$"true");

    private static async Task<Dictionary<long, int>> CountPeople(Transaction transaction, Sql which) =>
        (
            await transaction.All<(long CoordinatorId, int People)>(
                $"""
                select caregiver.coordinator_id, count(*) as people
                from caregiver
                where {which} and {MayGoOn:sql}
                group by caregiver.coordinator_id
                """
            )
        ).ToDictionary(pair => pair.CoordinatorId, pair => pair.People);
}
