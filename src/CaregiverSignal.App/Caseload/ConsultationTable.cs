using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Caseload;

/// <summary>All SQL on the consultation table.</summary>
public static class ConsultationTable
{
    private const string Columns = """
        consultation.id, consultation.caregiver_id, consultation.asked_by, consultation.asked_of,
        coalesce(asker.name, asker.email) as asker, coalesce(colleague.name, colleague.email) as colleague,
        consultation.question, consultation.asked_at, consultation.until_on, consultation.answer, consultation.ended_at
        """;

    private const string Joined = """
        from consultation
            join coordinator as asker on asker.id = consultation.asked_by
            join coordinator as colleague on colleague.id = consultation.asked_of
        """;

    private const string Listed = """
        caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone,
        caregiver.coordinator_id
        """;

    /// <summary>Its day went by, or the colleague left, went to another team, or has the person now.</summary>
    public static readonly Waiting ToEnd = new(
        "end consultation",
        """
        from consultation
        where ended_at is null
          and (until_on < @today
            or not exists (
                select 1
                from caregiver join seen_in_team on seen_in_team.owner_id = caregiver.coordinator_id
                where caregiver.id = consultation.caregiver_id and seen_in_team.reader_id = consultation.asked_of))
        """,
        order: "until_on, id"
    );

    /// <summary>All about a caregiver, the newest first.</summary>
    public static IReadOnlyList<Consultation> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Consultation>(
            $"""
            select {Columns}
            {Joined}
            where consultation.caregiver_id = @caregiverId
            order by consultation.id desc
            """,
            new { caregiverId }
        );

    /// <summary>Whom a colleague was asked about and has not answered, the earliest day first.</summary>
    public static IReadOnlyList<AskedToLook> AskedOf(Transaction transaction, long colleagueId) =>
        transaction.AllReadable<AskedToLook>(
            $"""
            select
                consultation.id, {Listed}, coalesce(asker.name, asker.email) as asker, consultation.question,
                consultation.until_on
            from consultation
                join coordinator as asker on asker.id = consultation.asked_by
                join caregiver on caregiver.id = consultation.caregiver_id
            where consultation.asked_of = @colleagueId and consultation.ended_at is null
            order by consultation.until_on, consultation.id
            """,
            new { colleagueId }
        );

    /// <summary>What came of it, where nobody has read that.</summary>
    public static IReadOnlyList<ConsultedTask> ToRead(Transaction transaction, OpenTasks tasks) =>
        OpenTaskTable.Read<ConsultedTask>(
            transaction,
            tasks.Of(StaffTaskKind.Consulted),
            $"""
            select
                staff_task.id, staff_task.kind, staff_task.opened_at, staff_task.due_on, staff_task.escalated_to,
                {Listed}, coalesce(colleague.name, colleague.email) as colleague, consultation.answer
            from staff_task
                join caregiver on caregiver.id = staff_task.caregiver_id
                join consultation on consultation.id = (
                    select max(other.id) from consultation as other
                    where other.caregiver_id = staff_task.caregiver_id and other.ended_at is not null)
                join coordinator as colleague on colleague.id = consultation.asked_of
            where staff_task.id in (@ids)
            order by staff_task.due_on, staff_task.id
            """
        );

    /// <summary>One to end without an answer; null when there is none.</summary>
    public static Consultation? NextToEnd(Transaction transaction, DateOnly today) =>
        ToEnd.Next(transaction, new { today }) is { } id
            ? transaction.First<Consultation>(
                $"""
                select {Columns}
                {Joined}
                where consultation.id = @id
                """,
                new { id }
            )
            : null;

    /// <returns>Its id; null when somebody is asked already.</returns>
    public static long? Add(Transaction transaction, Consultation asked) =>
        transaction.First<long?>(
            """
            insert into consultation (caregiver_id, asked_by, asked_of, question, asked_at, until_on)
            values (@CaregiverId, @AskedBy, @AskedOf, @Question, @AskedAt, @UntilOn)
            on conflict do nothing
            returning id
            """,
            asked
        );

    /// <param name="answer">Null where none came.</param>
    /// <returns>False when it was over already.</returns>
    public static bool End(Transaction transaction, long id, string? answer, DateTimeOffset at) =>
        transaction.Execute(
            "update consultation set answer = @answer, ended_at = @at where id = @id and ended_at is null",
            new
            {
                id,
                answer,
                at,
            }
        ) == 1;
}

/// <summary>Somebody whom a colleague asked to look along at.</summary>
public sealed record AskedToLook : ListedPerson
{
    public long Id { get; init; }

    /// <summary>A name or a mail address.</summary>
    public string Asker { get; init; } = "";

    public string Question { get; init; } = "";

    public DateOnly UntilOn { get; init; }
}

/// <summary>What came of asking a colleague, to be read.</summary>
public sealed record ConsultedTask : ListedTask
{
    /// <summary>A name or a mail address.</summary>
    public string Colleague { get; init; } = "";

    /// <summary>Null where none came.</summary>
    public string? Answer { get; init; }
}
