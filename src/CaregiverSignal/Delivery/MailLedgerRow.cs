using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Delivery;

/// <summary>A mail as an operator may see it: no name, no address, no word of it.</summary>
public sealed record MailLedgerRow
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public string RecipientDomain { get; init; } = "";

    /// <summary>Where the person's address is now; null while it is the one the mail went to.</summary>
    public string? MovedTo { get; init; }

    public string? MessageId { get; init; }

    public string? QueuedAs { get; init; }

    public bool Urgent { get; init; }

    public bool IsToCaregiver { get; init; }

    public bool IsOfSignal { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset NotAfter { get; init; }

    public DateTimeOffset? HandOverBy { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset? InDataAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int UnsureCount { get; init; }

    public bool MayHaveArrived => State == MailState.Unsure || UnsureCount > 0;

    public string? LastStage { get; init; }

    public int? LastCode { get; init; }

    public string? LastEnhanced { get; init; }

    public SendNote? LastNote { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedBy { get; init; }

    public bool IsDecidedOnTheServer { get; init; }

    /// <summary>What the newest message says by which it did not arrive after all; null when none came back.</summary>
    public string? CameBackAs { get; init; }

    /// <summary>Nothing goes to the address any more.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Somebody answered, stopped or took the signal up while it was in its last step.</summary>
    public bool IsTakenBack { get; init; }

    public bool IsLate { get; init; }

    /// <summary>While it is unsure: it goes once more by itself.</summary>
    public bool IsSentOnceMore { get; init; }

    public bool MayGoAgain { get; init; }

    public bool MayBeGivenUp { get; init; }

    /// <summary>Nobody knows its fate, and the relay's log may.</summary>
    public bool MayHaveGone { get; init; }
}
