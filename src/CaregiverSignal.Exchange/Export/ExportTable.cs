namespace CaregiverSignal.Export;

/// <summary>The SQL that only exports need.</summary>
internal static class ExportTable
{
    /// <summary>Everybody, or one person, in order of arrival.</summary>
    public static Task<IReadOnlyList<long>> Ids(Transaction transaction, string? person) =>
        transaction.All<long>($"select id from caregiver where {person} is null or person = {person} order by id");

    public static async Task<IReadOnlyList<IDictionary<string, object?>>> People(
        Transaction transaction,
        string? person
    ) =>
        [
            .. (
                await transaction.All<dynamic>(
                    $"""
                    select
                        caregiver.id, person, enrolled_on as enrolled, first_name, last_name, caregiver.email, phone,
                        safe_to_call,
                        case born_in_year when 1 then substr(born, 1, 4) else born end as born,
                        relation, hours_per_week, caring_since,
                        case lives_together when 1 then 'yes' when 0 then 'no' end as lives_together,
                        case works when 1 then 'yes' when 0 then 'no' end as works,
                        condition, tasks, channel, caregiver.language, coordinator.email as coordinator, status,
                        postal_address, municipality, neighbourhood,
                        case interpreter when 1 then 'yes' when 0 then 'no' end as interpreter,
                        case with_pictures when 1 then 'yes' when 0 then 'no' end as with_pictures,
                        mail_readers,
                        case had_choice when 1 then 'yes' when 0 then 'no' end as had_choice,
                        case takes_over when 1 then 'yes' when 0 then 'no' end as takes_over,
                        keeps_doing, hands_over, referred_by, referral_agreed_by
                    from caregiver
                        join coordinator on coordinator.id = caregiver.coordinator_id
                        left join care_situation
                            on care_situation.caregiver_id = caregiver.id and care_situation.is_own = 1
                    where {person} is null or person = {person}
                    order by person
                    """
                )
            ).Cast<IDictionary<string, object?>>(),
        ];
}
