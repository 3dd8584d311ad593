using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// What the last attempts said of the relay; it lives in the store, so that a restart does not forget it.
/// </summary>
public sealed record RelayState
{
    /// <summary>Nothing is tried before this instant; null when nothing stands in the way.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>
    /// The same for mail to staff, which looks sooner whether the relay is back; null where the pause is the same for
    /// all.
    /// </summary>
    public DateTimeOffset? StaffPausedUntil { get; init; }

    /// <summary>Attempts in a row that could not reach or use the relay.</summary>
    public int Failures { get; init; }

    /// <summary>Attempts that ended unsure since the last verdict on a whole message.</summary>
    public int Unsures { get; init; }

    /// <summary>
    /// Refusals for good, without a reason that speaks of the reader, since the last mail that was taken.
    /// </summary>
    public int Permanents { get; init; }

    /// <summary>
    /// The mail at whose recipient the relay spoke of our account; a second recipient makes it the account's fault.
    /// </summary>
    public string? SuspectId { get; init; }

    /// <summary>The recipient of that mail.</summary>
    public string? SuspectTo { get; init; }

    /// <summary>Where it fails; null when all is well.</summary>
    public string? Stage { get; init; }

    public int? Code { get; init; }

    public string? Enhanced { get; init; }

    public SendNote? Note { get; init; }

    /// <summary>When the trouble began.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the day's limit was passed; see <see cref="Breaker.IsPastDailyLimit"/>.</summary>
    public DateTimeOffset? FusedAt { get; init; }

    /// <summary>When the operator last let mail go in spite of the day's limit.</summary>
    public DateTimeOffset? FuseLiftedAt { get; init; }
}
