using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Delivery;

/// <summary>A message as an operator may see it: no name, no address, no text.</summary>
public sealed record MailLedgerRow
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public string RecipientDomain { get; init; } = "";

    public string? MessageId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? HandOverBy { get; init; }

    public DateTimeOffset SentAt { get; init; }

    /// <summary>Whether an attempt ended without an answer.</summary>
    public bool MayHaveArrived => State == MailState.Unsure || LastNote == SendNote.DeliveryUnknown;

    public int? LastCode { get; init; }

    public string? LastEnhanced { get; init; }

    public SendNote? LastNote { get; init; }

    /// <summary>The newest report that it did not arrive; null if none came back.</summary>
    public ReturnNote? CameBackAs { get; init; }

    public string? CameBackStatus { get; init; }

    public bool IsLate { get; init; }

    public bool MayGoAgain { get; init; }
}
