namespace CaregiverSignal.People;

/// <summary>All SQL on the relapse_plan table; no row ever changes.</summary>
internal static class RelapsePlanTable
{
    /// <summary>All plans of a caregiver, newest first.</summary>
    public static Task<IReadOnlyList<RelapsePlan>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<RelapsePlan>(
            $"""
            select relapse_plan.id, signs, may_notice, to_do, written_at,
                   coalesce(coordinator.name, coordinator.email) as "by"
            from relapse_plan
            left join coordinator on coordinator.id = relapse_plan.coordinator_id
            where caregiver_id = {caregiverId}
            order by relapse_plan.id desc
            """
        );

    /// <param name="coordinatorId">The colleague who wrote it down; null for the caregiver.</param>
    /// <returns>False if it equals the newest.</returns>
    public static async Task<bool> Add(
        Transaction transaction,
        long caregiverId,
        RelapsePlan plan,
        long? coordinatorId,
        DateTimeOffset at
    ) =>
        !plan.SaysSameAs(await Of(transaction, caregiverId) is [var newest, ..] ? newest : null)
        && await transaction.Execute(
            $"""
            insert into relapse_plan (caregiver_id, signs, may_notice, to_do, written_at, coordinator_id)
            values ({caregiverId}, {plan.Signs}, {plan.MayNotice}, {plan.ToDo}, {at}, {coordinatorId})
            """
        ) == 1;
}
