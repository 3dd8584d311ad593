namespace CaregiverSignal.Mail.Ledger;

/// <summary>Cancels messages that are no longer needed.</summary>
/// <remarks>One being handed over may still go; its outcome says so.</remarks>
internal static class MailCancelTable
{
    private const string NotEnded = "state in ('ready', 'sending')";

    /// <summary>The same condition in the form of its index.</summary>
    private const string AllNotEnded = "lower(state) in ('ready', 'sending')";

    /// <summary>Cancels unsent messages to a caregiver who paused or stopped.</summary>
    public static Task<int> Cancel(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        TakeBack(transaction, $"caregiver_id = {caregiverId} and {NotEnded:sql}", now);

    /// <param name="address">In lower case.</param>
    public static Task<int> CancelTo(Transaction transaction, string address, DateTimeOffset now) =>
        TakeBack(
            transaction,
            $"{AllNotEnded:sql} and lower(envelope_to) = {address} and caregiver_id is not null",
            now
        );

    /// <summary>Cancels unsent messages to a member of staff who has left.</summary>
    /// <param name="address">In lower case.</param>
    public static Task<int> CancelStaff(Transaction transaction, string address, DateTimeOffset now) =>
        TakeBack(transaction, $"{AllNotEnded:sql} and lower(envelope_to) = {address} and caregiver_id is null", now);

    /// <summary>Cancels unsent messages with a dedupe key, or with that key and a colon as a prefix.</summary>
    /// <param name="key">No other key may begin with it. (In the range query, a semicolon follows the colon.)</param>
    public static Task<int> CancelKeyed(Transaction transaction, string key, DateTimeOffset now) =>
        TakeBack(transaction, $"dedupe_key >= {key} and dedupe_key < {key} || ';' and {NotEnded:sql}", now);

    /// <summary>Cancels the invitation and reminder of a check-in that has closed; those of other check-ins still
    /// go.</summary>
    public static Task CancelOfCheckIn(Transaction transaction, long checkInId, DateTimeOffset now) =>
        transaction.Execute(TakingBack($"check_in_id = {checkInId} and {NotEnded:sql}", now));

    /// <summary>The same of several.</summary>
    public static Task CancelOfCheckIns(
        Transaction transaction,
        IReadOnlyCollection<long> checkInIds,
        DateTimeOffset now
    ) => transaction.Execute(TakingBack($"check_in_id in ({checkInIds}) and {NotEnded:sql}", now));

    /// <summary>Cancels messages about a signal that somebody has taken up.</summary>
    /// <param name="kind">Only mail of this kind; null for all.</param>
    public static Task CancelOfSignal(
        Transaction transaction,
        long signalId,
        DateTimeOffset now,
        MailKind? kind = null
    ) => TakenUp(transaction, $"signal_id = {signalId} and ({kind?.Code} is null or kind = {kind?.Code})", now);

    /// <summary>Cancels messages about concern reports that are all dealt with; a message names the newest of
    /// them.</summary>
    /// <param name="firstWaiting">The oldest report that still waits for somebody; null when none does.</param>
    public static Task CancelOfConcernReports(Transaction transaction, long? firstWaiting, DateTimeOffset now) =>
        TakenUp(transaction, $"concern_report_id < {firstWaiting ?? long.MaxValue}", now);

    private static Task<int> TakeBack(Transaction transaction, Sql which, DateTimeOffset now) =>
        transaction.Execute(TakingBack(which, now));

    private static Sql TakingBack(Sql which, DateTimeOffset now) =>
        $"""
            update mail set state = 'cancelled', ended_at = {now}, next_try_at = null
            where {which}
            """;

    private static Task TakenUp(Transaction transaction, Sql which, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            update mail set
                hand_over_by = null, next_try_at = null,
                state = case when {NotEnded:sql} then 'cancelled' else state end,
                ended_at = case when {NotEnded:sql} then {now} else ended_at end
            where {which} and (hand_over_by is not null or {NotEnded:sql})
            """
        );
}
