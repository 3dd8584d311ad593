namespace CaregiverSignal.AuditLogs;

/// <summary>One line of the audit log, as stored: an action or a look, in numbers and codes.</summary>
/// <remarks>Texts, even for codes, so that a line somebody changed into nonsense can still be read.</remarks>
public sealed record AuditLine
{
    public long Id { get; init; }

    public string At { get; init; } = "";

    public string Action { get; init; } = "";

    /// <summary>Null if it was done.</summary>
    public string? Outcome { get; init; }

    public string ByRole { get; init; } = "";

    public long? ByStaff { get; init; }

    public long? ForStaff { get; init; }

    public string? Ground { get; init; }

    public long? CaregiverId { get; init; }

    /// <summary>The object, as in <see cref="AuditEntry.Object"/>: never a name or a text.</summary>
    public string? Object { get; init; }

    public long? SessionId { get; init; }

    public string? Network { get; init; }

    public string Version { get; init; } = "";

    /// <summary>A signature that this program wrote the line with that number, by a key outside the store.</summary>
    public string Signature { get; init; } = "";

    internal string SignatureBy(RowSignature rowSignature) =>
        rowSignature.Sign(
            "audit log",
            Id,
            At,
            Action,
            Outcome,
            ByRole,
            ByStaff,
            ForStaff,
            Ground,
            CaregiverId,
            Object,
            SessionId,
            Network,
            Version
        );
}
