using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>All SQL on the person_override table; nothing is ever taken out of it.</summary>
public static class OverrideTable
{
    /// <summary>All that was ever agreed about a caregiver, oldest first.</summary>
    public static IReadOnlyList<Override> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Override>(
            """
            select person_override.id, person_override.kind, person_override.subject, person_override.value, person_override.reason,
                   person_override.from_on, person_override.until_on, person_override.ended_on,
                   coalesce(coordinator.name, coordinator.email) as coordinator,
                   person_override.set_by = 'caregiver' as by_caregiver,
                   coalesce(ender.name, ender.email) as ended_by
            from person_override
            join coordinator on coordinator.id = person_override.coordinator_id
            left join coordinator as ender on ender.id = person_override.ended_by
            where person_override.caregiver_id = @caregiverId
            order by person_override.id
            """,
            new { caregiverId }
        );

    /// <summary>Stores it; what was agreed before about the same thing ends that day.</summary>
    public static void Set(
        Transaction transaction,
        long caregiverId,
        Override one,
        long coordinatorId,
        DateTimeOffset at,
        string setBy = "coordinator"
    )
    {
        transaction.Execute(
            """
            update person_override set ended_on = @FromOn
            where caregiver_id = @caregiverId and kind = @Kind and subject = @Subject and ended_on is null and until_on > @FromOn
            """,
            new
            {
                caregiverId,
                one.Kind,
                one.Subject,
                one.FromOn,
            }
        );
        transaction.Execute(
            """
            insert into person_override (caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at, set_by)
            values (@caregiverId, @Kind, @Subject, @Value, @Reason, @FromOn, @UntilOn, @coordinatorId, @at, @setBy)
            """,
            new
            {
                caregiverId,
                one.Kind,
                one.Subject,
                one.Value,
                one.Reason,
                one.FromOn,
                one.UntilOn,
                coordinatorId,
                at,
                setBy,
            }
        );
    }

    /// <returns>False when it had ended before, or is somebody else's.</returns>
    public static bool End(Transaction transaction, long caregiverId, long id, long coordinatorId, DateOnly day) =>
        transaction.Execute(
            """
            update person_override set ended_on = @day, ended_by = @coordinatorId
            where id = @id and caregiver_id = @caregiverId and ended_on is null and until_on > @day
            """,
            new
            {
                caregiverId,
                id,
                coordinatorId,
                day,
            }
        ) == 1;
}
