using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// The circuit breaker: decides when and how long the relay is left alone (mail.md sections 1.5 and 1.6, our choices).
/// </summary>
public static class Breaker
{
    private const int UnsuresInARow = 2;
    private const int PermanentsInARow = 5;
    private const int ContentRefusalsAnHour = 3;
    private const int DomainsPutOff = 3;

    internal static readonly TimeSpan[] Connection = Minutes(1, 2, 5, 10, 20, 30);
    internal static readonly TimeSpan[] Account = Minutes(5, 15, 30, 60);
    private static readonly TimeSpan[] SignIn = Minutes(30, 60);
    private static readonly TimeSpan[] Limited = Minutes(15, 30, 60);

    /// <summary>The period over which <see cref="RecentRefusals.DomainsPutOff"/> counts.</summary>
    public static readonly TimeSpan RulesLookBack = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest pause; one that seems longer was written before the clock was set back, and is ignored.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    /// <summary>
    /// How often mail to staff checks whether a relay is back that could not be reached or had had enough (our choice).
    /// </summary>
    private static readonly TimeSpan StaffRetryWait = TimeSpan.FromMinutes(2);

    public static bool IsOpen(RelayState state, DateTimeOffset now) =>
        state.PausedUntil > now && state.PausedUntil <= now + Longest;

    /// <summary>Whether the pause holds mail to staff too.</summary>
    public static bool IsOpenForStaff(RelayState state, DateTimeOffset now) =>
        IsOpen(state, now) && PausedUntil(state, urgent: true) > now;

    /// <summary>
    /// Whether a mail was on its way already when the pause began: then it neither ends the pause nor makes it longer.
    /// </summary>
    /// <remarks>During a pause only mail to staff is tried, some time after the trouble began.</remarks>
    public static bool WasOnItsWay(RelayState state, LeasedMail mail, DateTimeOffset now) =>
        IsOpen(state, now) && (!mail.Urgent || mail.ClaimedAt <= state.Since);

    /// <param name="urgent">True for mail to staff.</param>
    public static DateTimeOffset? PausedUntil(RelayState state, bool urgent) =>
        urgent ? state.StaffPausedUntil ?? state.PausedUntil : state.PausedUntil;

    /// <summary>
    /// Whether the daily limit holds all mail to caregivers: for a day, or until the operator resumes it
    /// (docs/adr/0015).
    /// </summary>
    public static bool IsPastDailyLimit(RelayState state, DateTimeOffset now) =>
        state.DailyLimitReachedAt > now.AddDays(-1) && state.DailyLimitReachedAt <= now;

    /// <summary>Whether an outcome is about the relay, so that every other mail would have the same.</summary>
    public static bool IsOfRelay(SendOutcome outcome) =>
        outcome is { Result: SendResult.NotSentRetry, Scope: not SendScope.Message } && !IsNobodysFault(outcome);

    /// <summary>
    /// Whether an outcome says nothing about the relay or the mail: a stop, a lost lease, or a store that failed.
    /// </summary>
    public static bool IsNobodysFault(SendOutcome outcome) =>
        outcome.Note is SendNote.Stopped or SendNote.LeaseLost or SendNote.StoreFailed;

    /// <summary>
    /// Whether a mail was deferred with the replies that greylisting and sending limits share: <c>450</c> or <c>451</c>
    /// with <c>4.7.x</c> or no status.
    /// </summary>
    /// <remarks>
    /// A receiver that greylists does so for its own readers. When mail to three domains in five minutes is deferred
    /// like this and none is accepted in between, it is the relay's limit, and everything waits a quarter of an hour
    /// (S-48; three and five are our choice). If it was greylisting after all, that costs little: those mails would
    /// have waited six minutes.
    /// </remarks>
    public static bool IsPutOffByRule(SendOutcome outcome) =>
        outcome is { Result: SendResult.NotSentRetry, Scope: SendScope.Message, Code: 450 or 451 }
        && outcome.Enhanced?.StartsWith("4.7.", StringComparison.Ordinal) != false;

    public static RelayState After(
        RelayState state,
        LeasedMail mail,
        SendOutcome outcome,
        RecentRefusals recent,
        DateTimeOffset now
    )
    {
        if (IsNobodysFault(outcome))
            return state;
        if (outcome.Result == SendResult.Sent)
            return new RelayState
            {
                DailyLimitReachedAt = state.DailyLimitReachedAt,
                DailyLimitLiftedAt = state.DailyLimitLiftedAt,
            };
        if (outcome.Result == SendResult.Unsure)
        {
            var unsures = state.Unsures + 1;
            var counted = state with { Unsures = unsures };
            // A new attempt may send a mail twice, so nobody tries sooner, mail to staff neither.
            return unsures < UnsuresInARow
                ? counted
                : Paused(counted, outcome, Nth(Limited, unsures - UnsuresInARow + 1), now);
        }

        // A refusal that names us, but at one recipient, may be that recipient's own rule.
        if (IsAtRecipient(outcome) && (state.SuspectTo is null || state.SuspectTo == mail.EnvelopeTo))
            return Answered(state) with { SuspectId = mail.Id, SuspectTo = mail.EnvelopeTo };
        if (IsOfRelay(outcome))
            return mail.Urgent && IsOpen(state, now)
                ? StillFails(state, outcome, now)
                : Fail(state, outcome, WaitsOf(outcome), now);
        if (outcome.Note == SendNote.ContentRefused && recent.Content >= ContentRefusalsAnHour)
            return Fail(state, outcome, Limited, now);
        if (recent.DomainsPutOff >= DomainsPutOff)
            return Fail(Answered(state), outcome, Limited, now);

        var answered = Answered(state) with { Unsures = outcome.Stage == "final" ? 0 : state.Unsures };
        if (!IsBareRefusal(outcome))
            return answered;
        // "Relay access denied" without a status looks like a dead address; a whole queue of such refusals does not.
        var refused = answered with
        {
            Permanents = state.Permanents + 1,
            Failures = state.Failures,
        };
        return refused.Permanents < PermanentsInARow ? refused : Fail(refused, outcome, Account, now);
    }

    /// <summary>
    /// Whether the relay let us in, and refused our account at this recipient (account scope at RCPT).
    /// </summary>
    public static bool IsAtRecipient(SendOutcome outcome) =>
        outcome is { Result: SendResult.NotSentRetry, Scope: SendScope.Account, Stage: "rcpt" };

    private static bool IsBareRefusal(SendOutcome outcome) =>
        outcome is { Result: SendResult.NotSentPermanent, Stage: "mail" or "rcpt" or "data", Note: SendNote.Refused }
        && outcome.Enhanced?.StartsWith("5.1.", StringComparison.Ordinal) != true;

    private static RelayState Answered(RelayState state) =>
        state with
        {
            PausedUntil = null,
            StaffPausedUntil = null,
            Failures = 0,
            Stage = null,
            Code = null,
            Enhanced = null,
            Note = null,
            Since = null,
        };

    private static RelayState Fail(RelayState state, SendOutcome outcome, TimeSpan[] waits, DateTimeOffset now)
    {
        var (failures, wait) = (state.Failures + 1, Nth(waits, state.Failures + 1));
        var paused = Paused(state with { Failures = failures }, outcome, wait, now);
        // A wrong password or sender stays wrong, and trying it again may lock the account.
        return waits == Connection || waits == Limited
            ? paused with
            {
                StaffPausedUntil = now + (wait < StaffRetryWait ? wait : StaffRetryWait),
            }
            : paused;
    }

    /// <summary>
    /// The state after mail to staff failed during a pause: other mail waits no longer for it, unless the new problem
    /// is worse.
    /// </summary>
    private static RelayState StillFails(RelayState state, SendOutcome outcome, DateTimeOffset now) =>
        Fail(state, outcome, WaitsOf(outcome), now) is { StaffPausedUntil: { } staff }
            ? state with
            {
                StaffPausedUntil = staff,
            }
            : Fail(state, outcome, WaitsOf(outcome), now);

    private static RelayState Paused(RelayState state, SendOutcome outcome, TimeSpan wait, DateTimeOffset now) =>
        state with
        {
            PausedUntil = now + wait,
            StaffPausedUntil = null,
            Stage = outcome.Stage,
            Code = outcome.Code,
            Enhanced = outcome.Enhanced,
            Note = outcome.Note,
            Since = state.Since ?? now,
        };

    private static TimeSpan[] WaitsOf(SendOutcome outcome) =>
        outcome switch
        {
            { Scope: SendScope.Account, Stage: "auth" } => SignIn,
            { Scope: SendScope.Account } => Account,
            // 4.7.5xx is a limit on the whole account (S-48).
            { Enhanced: { } status } when status.StartsWith("4.7.5", StringComparison.Ordinal) => Limited,
            _ => Connection,
        };

    private static TimeSpan Nth(TimeSpan[] waits, int count) => waits[Math.Clamp(count - 1, 0, waits.Length - 1)];

    internal static TimeSpan[] Minutes(params int[] minutes) =>
        [.. minutes.Select(minute => TimeSpan.FromMinutes(minute))];
}

/// <summary>Recent refusals, this one included, that together mean more than each alone.</summary>
/// <param name="Content">Mails whose content was refused in the last hour.</param>
/// <param name="DomainsPutOff">Domains whose mail was deferred by a rule since the last accepted mail.</param>
public sealed record RecentRefusals(int Content, int DomainsPutOff);
