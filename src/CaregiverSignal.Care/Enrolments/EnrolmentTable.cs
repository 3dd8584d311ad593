using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Enrolments;

internal static class EnrolmentTable
{
    private const string Columns = """
        id, is_young, email, first_name, last_name, phone, municipality, born_in, cared_for_municipality, relation,
        hours_per_week, caring_since, condition, tasks, keeps_doing, hands_over, gp, gp_may_know, mail_readers, language, mail_key, expires_at, confirmed_at, caregiver_id
        """;

    /// <summary>Stores what was typed, replacing what waited for the same address.</summary>
    public static async Task Add(
        Transaction transaction,
        Enrolment enrolment,
        LinkKey key,
        string mailKey,
        DateTimeOffset at,
        DateTimeOffset expiresAt
    )
    {
        await transaction.Execute(
            $"delete from enrolment where lower(email) = lower({enrolment.Email}) and confirmed_at is null"
        );
        await transaction.Execute(
            $"""
            insert into enrolment (
                key_hash, mail_key, asked_at, expires_at, is_young, email, first_name, last_name, phone, municipality,
                born_in, cared_for_municipality, relation, hours_per_week, caring_since, condition, tasks, keeps_doing, hands_over,
                gp, gp_may_know, mail_readers, language)
            values (
                {key.Hash}, {mailKey}, {at}, {expiresAt}, {enrolment.IsYoung}, {enrolment.Email},
                {enrolment.FirstName}, {enrolment.LastName}, {enrolment.Phone}, {enrolment.Municipality},
                {enrolment.BornIn}, {enrolment.CaredForMunicipality},
                {enrolment.Relation}, {enrolment.HoursPerWeek}, {enrolment.CaringSince},
                {enrolment.Condition}, {enrolment.Tasks}, {enrolment.KeepsDoing}, {enrolment.HandsOver},
                {enrolment.Gp}, {enrolment.GpMayKnow}, {enrolment.MailReaders}, {enrolment.Language})
            """
        );
    }

    /// <summary>The enrolment that a key opens; null for a key that is unknown, too old, or of somebody who stopped or
    /// left that address.</summary>
    public static async Task<Enrolment?> Find(Transaction transaction, string clear, DateTimeOffset now) =>
        await Known(transaction, clear) is { } found
        && found.ExpiresAt > now
        && (found.CaregiverId is null || await TakesPart(transaction, found))
            ? found
            : null;

    /// <summary>Whether a key confirmed an enrolment within the last year of somebody who still takes part with that
    /// address: others may read that mailbox now.</summary>
    public static async Task<bool> HasConfirmed(Transaction transaction, string clear, DateTimeOffset now) =>
        await Known(transaction, clear) is { ConfirmedAt: { } at } found
        && at > now.AddYears(-1)
        && await TakesPart(transaction, found);

    private static async Task<Enrolment?> Known(Transaction transaction, string clear) =>
        LinkKey.IsOne(clear)
            ? await transaction.First<Enrolment>(
                $"select {Columns:sql} from enrolment where key_hash = {LinkKey.HashOf(KeyPurpose.Enrol, clear)}"
            )
            : null;

    /// <remarks>The mail's key ends with its address.</remarks>
    private static async Task<bool> TakesPart(Transaction transaction, Enrolment confirmed) =>
        await transaction.First<string?>(
            $"select email from caregiver where id = {confirmed.CaregiverId} and status <> 'ended'"
        )
            is { } email
        && confirmed.MailKey.EndsWith(":" + email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Confirms an enrolment and clears its details, now in the caregiver's record.</summary>
    /// <returns>False if another press of the button did it first.</returns>
    public static async Task<bool> Confirm(Transaction transaction, long id, long caregiverId, DateTimeOffset at) =>
        await transaction.Execute(
            $"""
            update enrolment set
                confirmed_at = {at}, caregiver_id = {caregiverId}, email = null, first_name = null, last_name = null,
                phone = null, municipality = null, born_in = null,
                cared_for_municipality = null, relation = null, hours_per_week = null,
                caring_since = null, condition = null, tasks = null, keeps_doing = null, hands_over = null,
                gp = null, gp_may_know = null
            where id = {id} and confirmed_at is null
            """
        ) == 1;

    /// <summary>Deletes an unconfirmed enrolment.</summary>
    public static Task Delete(Transaction transaction, long id) =>
        transaction.Execute($"delete from enrolment where id = {id} and confirmed_at is null");

    /// <summary>When a caregiver enrolled themselves; null if staff added them.</summary>
    public static Task<DateTimeOffset?> EnrolledAt(Transaction transaction, long caregiverId) =>
        transaction.First<DateTimeOffset?>($"select confirmed_at from enrolment where caregiver_id = {caregiverId}");

    /// <summary>Deletes enrolments that were not confirmed in time.</summary>
    /// <returns>How many.</returns>
    public static Task<int> Forget(Transaction transaction, DateTimeOffset now, int most) =>
        transaction.Execute(
            $"""
            delete from enrolment
            where id in (
                select id
                from enrolment
                where confirmed_at is null and expires_at <= {now}
                order by expires_at, id
                limit {most})
            """
        );
}
