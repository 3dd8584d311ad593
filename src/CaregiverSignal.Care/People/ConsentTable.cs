namespace CaregiverSignal.People;

/// <summary>All SQL on the consent table; a decision is never changed, only withdrawn.</summary>
internal static class ConsentTable
{
    /// <summary>Whether a professional with an email address is told of a red signal as soon as it is
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

    /// <summary>Of a <c>consent</c>: that it was not withdrawn, and has not ended before a day.</summary>
    public static Sql Holds(DateOnly today) =>
        $"consent.withdrawn_on is null and (consent.until_on is null or consent.until_on >= {today})";

    /// <summary>All of a caregiver's decisions, also withdrawn and ended ones, the newest first.</summary>
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

    /// <summary>Adds a decision, unless the same one holds until the same day or longer.</summary>
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

    /// <summary>Withdraws a decision from <paramref name="on"/> on.</summary>
    /// <returns>False when it is not this caregiver's, or was withdrawn before.</returns>
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
}
