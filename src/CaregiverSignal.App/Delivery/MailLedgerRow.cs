using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Delivery;

/// <summary>A mail as an operator may see it: no name, no address, none of its text.</summary>
public sealed record MailLedgerRow
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public string RecipientDomain { get; init; } = "";

    /// <summary>The person's current address; null while it is the one that the mail went to.</summary>
    public string? MovedTo { get; private init; }

    /// <summary>Only the domain of an address is kept.</summary>
    internal string? MovedToAddress
    {
        init => MovedTo = value?[(value.IndexOf('@', StringComparison.Ordinal) + 1)..];
    }

    public string? MessageId { get; init; }

    public bool Urgent { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset NotAfter { get; init; }

    public DateTimeOffset? HandOverBy { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether an attempt at it ended without an answer.</summary>
    public bool MayHaveArrived => State == MailState.Unsure || LastNote == SendNote.DeliveryUnknown;

    public int? LastCode { get; init; }

    public string? LastEnhanced { get; init; }

    public SendNote? LastNote { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedBy { get; init; }

    /// <summary>The newest report that it did not arrive after all; null when none came back.</summary>
    public ReturnNote? CameBackAs { get; init; }

    public bool IsStopped { get; init; }

    public bool IsLate { get; init; }

    public bool MayGoAgain { get; init; }
}
