using CaregiverSignal.Storage;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Enrolments;

/// <summary>All SQL on the enrolment table.</summary>
public static class EnrolmentTable
{
    private const string Columns = """
        id, is_young, email, first_name, last_name, phone, municipality, relation, hours_per_week, gp, gp_may_know,
        confirmed_at, caregiver_id
        """;

    /// <summary>Stores what somebody typed, in the place of what waited for the same address.</summary>
    public static void Add(
        Transaction transaction,
        Enrolment enrolment,
        LinkKey key,
        string mailKey,
        DateTimeOffset at,
        DateTimeOffset expiresAt
    )
    {
        transaction.Execute(
            "delete from enrolment where lower(email) = lower(@Email) and confirmed_at is null",
            new { enrolment.Email }
        );
        transaction.Execute(
            """
            insert into enrolment (
                key_hash, mail_key, asked_at, expires_at, is_young, email, first_name, last_name, phone, municipality,
                relation, hours_per_week, gp, gp_may_know)
            values (
                @hash, @mailKey, @at, @expiresAt, @IsYoung, @Email, @FirstName, @LastName, @Phone, @Municipality,
                @Relation, @HoursPerWeek, @Gp, @GpMayKnow)
            """,
            new
            {
                hash = key.Hash,
                mailKey,
                at,
                expiresAt,
                enrolment.IsYoung,
                enrolment.Email,
                enrolment.FirstName,
                enrolment.LastName,
                enrolment.Phone,
                enrolment.Municipality,
                enrolment.Relation,
                enrolment.HoursPerWeek,
                enrolment.Gp,
                enrolment.GpMayKnow,
            }
        );
    }

    /// <summary>The enrolment that a key opens; null for a key that is unknown, or too old.</summary>
    public static Enrolment? Find(Transaction transaction, string clear, DateTimeOffset now) =>
        LinkKey.IsOne(clear)
            ? transaction.First<Enrolment>(
                $"""
                select {Columns} from enrolment where key_hash = @hash and expires_at > @now
                """,
                new { hash = LinkKey.HashOf(KeyPurpose.Enrol, clear), now }
            )
            : null;

    /// <summary>Whether a key confirmed an enrolment, however long ago; whoever has it has that mail.</summary>
    public static bool HasConfirmed(Transaction transaction, string clear) =>
        LinkKey.IsOne(clear)
        && transaction.One<bool>(
            "select exists (select 1 from enrolment where key_hash = @hash and confirmed_at is not null)",
            new { hash = LinkKey.HashOf(KeyPurpose.Enrol, clear) }
        );

    /// <summary>Somebody takes part from now on: what they typed stands with them, and no longer here.</summary>
    /// <returns>False when another press of the button did it first.</returns>
    public static bool Confirm(Transaction transaction, long id, long caregiverId, DateTimeOffset at) =>
        transaction.Execute(
            """
            update enrolment set
                confirmed_at = @at, caregiver_id = @caregiverId, email = null, first_name = null, last_name = null,
                phone = null, municipality = null, relation = null, hours_per_week = null, gp = null,
                gp_may_know = null
            where id = @id and confirmed_at is null
            """,
            new
            {
                id,
                caregiverId,
                at,
            }
        ) == 1;

    /// <summary>Deletes what nobody confirmed.</summary>
    public static void Delete(Transaction transaction, long id) =>
        transaction.Execute("delete from enrolment where id = @id and confirmed_at is null", new { id });

    /// <summary>When a caregiver enrolled themselves; null for somebody whom staff added.</summary>
    public static DateTimeOffset? EnrolledAt(Transaction transaction, long caregiverId) =>
        transaction.First<DateTimeOffset?>(
            "select confirmed_at from enrolment where caregiver_id = @caregiverId",
            new { caregiverId }
        );

    /// <summary>Deletes what nobody confirmed in time.</summary>
    public static Portion Forget(Transaction transaction, DateTimeOffset now, int most)
    {
        var deleted = transaction.Execute(
            """
            delete from enrolment
            where id in (
                select id
                from enrolment
                where confirmed_at is null and expires_at <= @now
                order by expires_at, id
                limit @most)
            """,
            new { now, most }
        );
        return new Portion(deleted, deleted == most ? "" : null);
    }
}
