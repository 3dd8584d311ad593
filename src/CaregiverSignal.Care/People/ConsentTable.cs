namespace CaregiverSignal.People;

/// <summary>All SQL on the consent table; a decision is never changed, only withdrawn, or undone on its day by whoever
/// recorded it.</summary>
internal static class ConsentTable
{
    /// <summary>Whether a professional with an email address is notified of a red signal as soon as it is
    /// allowed.</summary>
    public static async Task<bool> TellsNow(Transaction transaction, long caregiverId) =>
        await transaction.First<long?>(
            $"""
            select id
            from signal
            where caregiver_id = {caregiverId} and closed_at is null and urgency = 'red' and notified_at is not null
            limit 1
            """
        )
            is not null;

    /// <summary>For a <c>consent</c>: not withdrawn, and not ended before a day.</summary>
    public static Sql Holds(DateOnly today) =>
        $"consent.withdrawn_on is null and (consent.until_on is null or consent.until_on >= {today})";

    /// <summary>All of a caregiver's decisions, also withdrawn and ended ones, newest first.</summary>
    public static Task<IReadOnlyList<Consent>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Consent>(
            $"""
            select
                consent.id, caregiver_id, recipient, consent.name, consent.email, data, given_on, until_on, given_how,
                coalesce(coordinator.name, coordinator.email) as noted_by, withdrawn_on
            from consent join coordinator on coordinator.id = consent.noted_by
            where caregiver_id = {caregiverId}
            order by consent.id desc
            """
        );

    /// <summary>Adds a decision, unless the same one applies until that day or longer.</summary>
    public static Task Add(Transaction transaction, Consent consent, long notedBy, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            insert into consent (
                caregiver_id, recipient, name, email, data, given_on, until_on, given_how, noted_by, noted_at)
            select {consent.CaregiverId}, {consent.Recipient}, {consent.Name}, {consent.Email}, {consent.Data},
            {consent.GivenOn}, {consent.UntilOn}, {consent.GivenHow}, {notedBy}, {at}
            where not exists (
                select 1 from consent
                where caregiver_id = {consent.CaregiverId} and recipient = {consent.Recipient}
                  and name = {consent.Name} and data = {consent.Data}
                  and coalesce(email, '') = coalesce({consent.Email}, '')
                  and withdrawn_on is null and (until_on is null or until_on >= coalesce({consent.UntilOn},
                  '9999-12-31')))
            """
        );

    /// <summary>Withdraws a decision as of <paramref name="on"/>.</summary>
    /// <returns>False if it is not this caregiver's, or was withdrawn before.</returns>
    public static async Task<bool> Withdraw(
        Transaction transaction,
        long id,
        long caregiverId,
        DateOnly on,
        ConsentWay how,
        long notedBy,
        DateTimeOffset at
    ) =>
        await transaction.Execute(
            $"""
            update consent set
                withdrawn_on = {on}, withdrawn_how = {how}, withdrawal_noted_by = {notedBy}, withdrawal_noted_at = {at}
            where id = {id} and caregiver_id = {caregiverId} and withdrawn_on is null
            """
        ) == 1;

    /// <summary>Consents that a coordinator recorded as given or withdrawn since an instant, newest first; none about
    /// which an email was sent.</summary>
    public static Task<IReadOnlyList<NotedConsent>> NotedSince(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        DateTimeOffset since
    ) =>
        transaction.All<NotedConsent>(
            $"""
            select id, name, withdrawn_on is not null as is_withdrawn, coalesce(withdrawal_noted_at, noted_at) as at
            from consent
            where caregiver_id = {caregiverId} and recipient not in ('fellow-caregiver', 'support-point')
              and ((withdrawn_on is null and noted_by = {coordinatorId} and noted_at >= {since}
                    and given_how <> 'page')
                or (withdrawal_noted_by = {coordinatorId} and withdrawal_noted_at >= {since}
                    and withdrawn_how <> 'page'))
              and not exists (
                select 1
                from consent as given
                join shared_link on shared_link.consent_id = given.id
                join mail on mail.dedupe_key = shared_link.mail_key
                where given.caregiver_id = {caregiverId} and mail.state not in ('ready', 'cancelled')
                  and given.noted_at = coalesce(consent.withdrawal_noted_at, consent.noted_at))
            order by at desc, withdrawn_on is not null, id
            """
        );

    public static Task<IReadOnlyList<long>> GivenAt(Transaction transaction, long caregiverId, DateTimeOffset at) =>
        transaction.All<long>(
            $"""
            select id from consent
            where caregiver_id = {caregiverId} and noted_at = {at} and withdrawn_on is null
            order by id
            """
        );

    /// <summary>Restores consents withdrawn at an instant.</summary>
    public static Task<IReadOnlyList<long>> HoldAgain(Transaction transaction, long caregiverId, DateTimeOffset at) =>
        transaction.All<long>(
            $"""
            update consent set
                withdrawn_on = null, withdrawn_how = null, withdrawal_noted_by = null, withdrawal_noted_at = null
            where caregiver_id = {caregiverId} and withdrawal_noted_at = {at}
            returning id
            """
        );

    public static Task Remove(Transaction transaction, long id) =>
        transaction.Execute($"delete from consent where id = {id}");
}

/// <summary>A decision as a coordinator recorded it with one press.</summary>
public sealed record NotedConsent(long Id, string Name, bool IsWithdrawn, DateTimeOffset At);
