using System.Globalization;
using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>SQL on situations and on who cares in them.</summary>
public static class SituationTable
{
    private const string Care = """
        select
            caregiver_id, situation_id, situation.code, role, relation, hours_per_week, caring_since, lives_together,
            condition, case when is_own = 0 then care_situation.id end as further
        from care_situation left join situation on situation.id = care_situation.situation_id
        """;

    public static long? ByCode(Transaction transaction, string code) =>
        transaction.First<long?>("select id from situation where code = @code", new { code });

    /// <param name="code">The support point's own code; null to give one.</param>
    public static long Add(Transaction transaction, string? code, DateTimeOffset at)
    {
        var id = transaction.One<long>(
            """
            insert into situation (code, made_at)
            values (@code, @at)
            returning id
            """,
            new { code = code ?? "", at }
        );
        if (code is null)
            GiveCode(transaction, id);
        return id;
    }

    /// <summary>The situations in which somebody cares: the one they came with, and then each further one.</summary>
    public static IReadOnlyList<Caring> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Caring>(
            $"""
            {Care}
            where caregiver_id = @caregiverId
            order by is_own desc, care_situation.id
            """,
            new { caregiverId }
        );

    /// <summary>Those who care in a situation.</summary>
    public static IReadOnlyList<Caring> In(Transaction transaction, long situationId) =>
        transaction.All<Caring>(
            $"""
            {Care}
            where situation_id = @situationId
            order by caregiver_id
            """,
            new { situationId }
        );

    /// <summary>Sets the row of the situation with which somebody came, and their part in it.</summary>
    /// <returns>False when it was so already.</returns>
    public static bool SetOwn(Transaction transaction, long caregiverId, long? situationId, CareRole role) =>
        transaction.Execute(
            """
            update care_situation set situation_id = @situationId, role = @role
            where caregiver_id = @caregiverId and is_own = 1
              and (role <> @role or coalesce(situation_id, 0) <> coalesce(@situationId, 0))
            """,
            new
            {
                caregiverId,
                situationId,
                role,
            }
        ) == 1;

    /// <summary>Saves what a caregiver says of a further situation.</summary>
    public static void SaveFurther(Transaction transaction, Caring caring) =>
        transaction.Execute(
            """
            insert into care_situation (
                caregiver_id, is_own, situation_id, role, relation, hours_per_week, caring_since, lives_together,
                condition)
            values (
                @CaregiverId, 0, @SituationId, @Role, @Relation, @HoursPerWeek, @CaringSince, @LivesTogether, @Condition)
            on conflict (caregiver_id, situation_id) where is_own = 0 do update set
                role = excluded.role, relation = excluded.relation, hours_per_week = excluded.hours_per_week,
                caring_since = excluded.caring_since, lives_together = excluded.lives_together,
                condition = excluded.condition
            """,
            caring
        );

    public static void RemoveFurther(Transaction transaction, long id) =>
        transaction.Execute("delete from care_situation where id = @id and is_own = 0", new { id });

    /// <summary>Deletes a situation in which nobody cares any more, with its helpers.</summary>
    public static void RemoveEmpty(Transaction transaction, long id)
    {
        transaction.Execute(
            """
            delete from helper
            where situation_id = @id and not exists (select 1 from care_situation where care_situation.situation_id = @id)
            """,
            new { id }
        );
        transaction.Execute(
            """
            delete from situation
            where id = @id and not exists (select 1 from care_situation where care_situation.situation_id = @id)
            """,
            new { id }
        );
    }

    /// <summary>Gives a situation a code that no file is likely to have.</summary>
    private static void GiveCode(Transaction transaction, long id)
    {
        var free = FreeCode.Of(
            string.Create(CultureInfo.InvariantCulture, $"S{id}"),
            code => ByCode(transaction, code) is not null
        );
        transaction.Execute("update situation set code = @free where id = @id", new { id, free });
    }
}
