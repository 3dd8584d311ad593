namespace CaregiverSignal.Mail.Ledger;

/// <summary>Cancels mail that need not go any more, by whom or what it is about.</summary>
/// <remarks>One that is being handed over may still go: then its outcome says so.</remarks>
internal static class MailCancelTable
{
    private const string NotEnded = "state in ('ready', 'sending')";

    /// <summary>The same found by its index, where nothing else says which mails are meant.</summary>
    private const string AllNotEnded = "lower(state) in ('ready', 'sending')";

    /// <summary>Cancels the unsent mail to a caregiver who paused or stopped.</summary>
    public static Task<int> Cancel(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        TakeBack(transaction, $"caregiver_id = {caregiverId} and {NotEnded:sql}", now);

    /// <param name="address">In lower case.</param>
    public static Task<int> CancelTo(Transaction transaction, string address, DateTimeOffset now) =>
        TakeBack(
            transaction,
            $"{AllNotEnded:sql} and lower(envelope_to) = {address} and caregiver_id is not null",
            now
        );

    /// <summary>Cancels the unsent mail to a staff member who no longer works here.</summary>
    /// <param name="address">In lower case.</param>
    public static Task<int> CancelStaff(Transaction transaction, string address, DateTimeOffset now) =>
        TakeBack(transaction, $"{AllNotEnded:sql} and lower(envelope_to) = {address} and caregiver_id is null", now);

    /// <summary>Cancels the unsent mail with a dedupe key, and what has that key and a colon before its own.</summary>
    /// <param name="key">One that no other key begins with; a semicolon comes after the colon.</param>
    public static Task<int> CancelKeyed(Transaction transaction, string key, DateTimeOffset now) =>
        TakeBack(transaction, $"dedupe_key >= {key} and dedupe_key < {key} || ';' and {NotEnded:sql}", now);

    /// <summary>
    /// Cancels the invitation and reminder of a check-in that has closed; those of other check-ins still go.
    /// </summary>
    public static Task CancelOfCheckIn(Transaction transaction, long checkInId, DateTimeOffset now) =>
        transaction.Execute(TakingBack($"check_in_id = {checkInId} and {NotEnded:sql}", now));

    /// <summary>The same of several.</summary>
    public static Task CancelOfCheckIns(
        Transaction transaction,
        IReadOnlyCollection<long> checkInIds,
        DateTimeOffset now
    ) => transaction.Execute(TakingBack($"check_in_id in ({checkInIds}) and {NotEnded:sql}", now));

    /// <summary>
    /// Cancels the mail about a signal that somebody has taken up: it need not go any more, and is not late.
    /// </summary>
    /// <param name="kind">Only mail of this kind; null for all.</param>
    public static Task CancelOfSignal(
        Transaction transaction,
        long signalId,
        DateTimeOffset now,
        MailKind? kind = null
    ) => TakenUp(transaction, $"signal_id = {signalId} and ({kind?.Code} is null or kind = {kind?.Code})", now);

    /// <summary>
    /// Cancels mail about concern reports when none of its concern reports waits any more; a mail names the newest
    /// of its concern reports.
    /// </summary>
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
