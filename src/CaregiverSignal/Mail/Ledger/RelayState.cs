using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// What the last attempts showed about the relay; it is stored, so that a restart does not forget it.
/// </summary>
public sealed record RelayState
{
    /// <summary>Nothing is tried before this instant; null when there is no pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>
    /// The pause for mail to staff, which checks sooner whether the relay is back; null when the pause is the same for
    /// all.
    /// </summary>
    public DateTimeOffset? StaffPausedUntil { get; init; }

    /// <summary>Attempts in a row that could not reach or use the relay.</summary>
    public int Failures { get; init; }

    /// <summary>Attempts that ended unsure since the last verdict on a whole message.</summary>
    public int Unsures { get; init; }

    /// <summary>Permanent refusals without a reason about the recipient, since the last accepted mail.</summary>
    public int Permanents { get; init; }

    /// <summary>
    /// The mail at whose recipient the relay refused our account; a second recipient makes it the account's fault.
    /// </summary>
    public string? SuspectId { get; init; }

    /// <summary>The recipient of that mail.</summary>
    public string? SuspectTo { get; init; }

    /// <summary>The stage at which it fails; null when all is well.</summary>
    public string? Stage { get; init; }

    public int? Code { get; init; }

    public string? Enhanced { get; init; }

    public SendNote? Note { get; init; }

    /// <summary>When the trouble began.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the daily limit was passed; see <see cref="Breaker.IsPastDailyLimit"/>.</summary>
    public DateTimeOffset? DailyLimitReachedAt { get; init; }

    /// <summary>When the operator last let mail go despite the daily limit.</summary>
    public DateTimeOffset? DailyLimitLiftedAt { get; init; }
}
