using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Import;

/// <summary>The SQL that only an import needs.</summary>
public static class ImportTable
{
    public static IReadOnlyDictionary<string, long> People(Transaction transaction) =>
        transaction
            .All<PersonId>(
                """
                select id, person from caregiver
                """
            )
            .ToDictionary(one => one.Person, one => one.Id, StringComparer.Ordinal);

    /// <summary>The id of the newest caregiver; 0 without any.</summary>
    public static long NewestPerson(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from caregiver");

    /// <summary>
    /// The days on which the people added after a caregiver are first asked; people who are not asked are left out.
    /// </summary>
    public static IReadOnlyList<Beginning> BeginningsSince(Transaction transaction, long id) =>
        transaction.All<Beginning>(
            """
            select next_due_on as day, count(*) as people
            from caregiver
            where id > @id and status = 'active'
            group by next_due_on
            order by next_due_on
            """,
            new { id }
        );

    public static long AddPerson(Transaction transaction, PersonRow row, long coordinatorId, DateTimeOffset at) =>
        transaction.One<long>(
            """
            insert into caregiver (
                person, first_name, last_name, email, phone, born, language, channel, status, coordinator_id,
                enrolled_on, next_due_on, created_at, ended_on)
            values (
                @Person, @FirstName, @LastName, @Email, @Phone, @Born, @Language, @Channel, @Status, @coordinatorId,
                @Enrolled, @Enrolled, @at, case when @Status = 'ended' then substr(@at, 1, 10) end)
            returning id
            """,
            Values(row, coordinatorId, at)
        );

    /// <summary>Reads a person from the store in the shape of a row.</summary>
    public static StoredPerson Stored(Transaction transaction, string person) =>
        transaction.One<StoredPerson>(
            """
            select first_name, last_name, email, phone, born, language, channel,
                   relation, hours_per_week, caring_since, lives_together, works, condition
            from caregiver left join care_situation on care_situation.caregiver_id = caregiver.id
            where person = @person
            """,
            new { person }
        );

    /// <summary>Updates what an import may change; the state and the day of enrolment stay as they are.</summary>
    /// <returns>False when nothing differs.</returns>
    public static bool UpdatePerson(Transaction transaction, PersonRow row, long? coordinatorId) =>
        transaction.Execute(
            """
            update caregiver set
                first_name = @FirstName, last_name = @LastName, email = @Email, phone = @Phone, born = @Born,
                language = @Language, channel = @Channel, coordinator_id = coalesce(@coordinatorId, coordinator_id)
            where person = @Person
              and (coalesce(first_name, '') <> coalesce(@FirstName, '')
                or coalesce(last_name, '') <> coalesce(@LastName, '')
                or coalesce(email, '') <> coalesce(@Email, '') or coalesce(phone, '') <> coalesce(@Phone, '')
                or coalesce(born, '') <> coalesce(@Born, '') or language <> @Language or channel <> @Channel
                or coordinator_id <> coalesce(@coordinatorId, coordinator_id))
            """,
            Values(row, coordinatorId, default)
        ) == 1;

    /// <returns>False when nothing differs.</returns>
    public static bool SaveSituation(Transaction transaction, long caregiverId, PersonRow row) =>
        transaction.Execute(
            """
            insert into care_situation (
                caregiver_id, relation, hours_per_week, caring_since, lives_together, works, condition)
            values (@caregiverId, @Relation, @HoursPerWeek, @CaringSince, @LivesTogether, @Works, @Condition)
            on conflict (caregiver_id) do update set
                relation = excluded.relation, hours_per_week = excluded.hours_per_week,
                caring_since = excluded.caring_since,
                lives_together = excluded.lives_together, works = excluded.works, condition = excluded.condition
            where coalesce(care_situation.relation, '') <> coalesce(excluded.relation, '')
               or coalesce(care_situation.hours_per_week, -1) <> coalesce(excluded.hours_per_week, -1)
               or coalesce(care_situation.caring_since, '') <> coalesce(excluded.caring_since, '')
               or coalesce(care_situation.lives_together, -1) <> coalesce(excluded.lives_together, -1)
               or coalesce(care_situation.works, -1) <> coalesce(excluded.works, -1)
               or coalesce(care_situation.condition, '') <> coalesce(excluded.condition, '')
            """,
            new
            {
                caregiverId,
                row.Relation,
                row.HoursPerWeek,
                row.CaringSince,
                row.LivesTogether,
                row.Works,
                row.Condition,
            }
        ) == 1;

    /// <summary>Moves the next check-in after the last one that was asked elsewhere; never to an earlier day.</summary>
    public static void MoveDueBehind(Transaction transaction, long caregiverId, DateOnly next) =>
        transaction.Execute(
            """
            update caregiver set next_due_on = @next where id = @caregiverId and next_due_on < @next
            """,
            new { caregiverId, next }
        );

    private static object Values(PersonRow row, long? coordinatorId, DateTimeOffset at) =>
        new
        {
            row.Person,
            row.FirstName,
            row.LastName,
            row.Email,
            row.Phone,
            row.Born,
            row.Language,
            row.Channel,
            row.Status,
            row.Enrolled,
            coordinatorId,
            at,
        };

    private sealed record PersonId
    {
        public long Id { get; init; }

        public string Person { get; init; } = "";
    }
}

/// <summary>What an import may change about a person, as it is stored.</summary>
public sealed record StoredPerson
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public DateOnly? Born { get; init; }

    public string Language { get; init; } = "";

    public Channel Channel { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public bool? Works { get; init; }

    public string? Condition { get; init; }

    /// <summary>The row, completed from here for the columns that its file does not have.</summary>
    public PersonRow Complete(PersonRow row)
    {
        var given = row.Given;
        return row with
        {
            FirstName = given.Contains("first_name") ? row.FirstName : FirstName,
            LastName = given.Contains("last_name") ? row.LastName : LastName,
            Email = given.Contains("email") ? row.Email : Email,
            Phone = given.Contains("phone") ? row.Phone : Phone,
            Born = given.Contains("born") ? row.Born : Born,
            Language = given.Contains("language") ? row.Language : Language,
            Channel =
                given.Contains("channel") || given.Contains("email") || given.Contains("phone") ? row.Channel : Channel,
            Relation = given.Contains("relation") ? row.Relation : Relation,
            HoursPerWeek = given.Contains("hours_per_week") ? row.HoursPerWeek : HoursPerWeek,
            CaringSince = given.Contains("caring_since") ? row.CaringSince : CaringSince,
            LivesTogether = given.Contains("lives_together") ? row.LivesTogether : LivesTogether,
            Works = given.Contains("works") ? row.Works : Works,
            Condition = given.Contains("condition") ? row.Condition : Condition,
        };
    }
}
