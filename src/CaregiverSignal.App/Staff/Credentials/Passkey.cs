using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>A passkey of somebody of the staff, as stored.</summary>
public sealed record Passkey
{
    public long Id { get; init; }

    public long CoordinatorId { get; init; }

    public string CredentialId { get; init; } = "";

    public string PublicKey { get; init; } = "";

    /// <summary>What its owner calls it, as "Mijn telefoon".</summary>
    public string Name { get; init; } = "";

    /// <summary>How a browser may reach it, with spaces between.</summary>
    public string? Transports { get; init; }

    public long SignCount { get; init; }

    public bool IsBackupEligible { get; init; }

    public bool IsBackedUp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    public string? Mark { get; init; }

    /// <summary>As the framework takes it; what made it is not kept, as nobody is asked for an attestation.</summary>
    public UserPasskeyInfo ForTheFramework =>
        new(
            Base64Url.DecodeFromChars(CredentialId),
            Base64Url.DecodeFromChars(PublicKey),
            CreatedAt,
            (uint)SignCount,
            Transports?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            isUserVerified: true,
            IsBackupEligible,
            IsBackedUp,
            attestationObject: [],
            clientDataJson: []
        )
        {
            Name = Name,
        };

    public static string TextOf(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
