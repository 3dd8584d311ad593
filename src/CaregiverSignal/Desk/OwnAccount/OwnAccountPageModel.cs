using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>How somebody of the staff signs in.</summary>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
public sealed record OwnAccountPageModel(
    StaffShell Shell,
    IReadOnlyList<PasskeyLine> Passkeys,
    bool HasCode,
    int RecoveryCodes
)
{
    public static readonly Texts Words = Texts.Of(typeof(OwnAccountPage));

    /// <summary>Whether passkeys work where this site is.</summary>
    public bool HasPasskeys { get; init; }

    /// <summary>Whether they showed who they are just now, so that they may change how they sign in.</summary>
    public bool IsFresh { get; init; }

    public string SuggestedName { get; init; } = "";

    public string? Saved { get; init; }

    /// <summary>When they want the digest; null for who has no worklist.</summary>
    public DigestForm? Digest { get; init; }

    public FormError? Error { get; init; }

    public string? ErrorOf(string field) => Error?.Field == field ? Error.Text : null;

    public static PasskeyLine LineOf(Passkey one, SiteTime time) =>
        new(
            one.CredentialId,
            Plainly.Shown(one.Name),
            Words["Passkey.New", ("dag", Texts.Day(time.DayOf(one.CreatedAt)))]
        );
}

public sealed record PasskeyLine(string Id, string Name, string Text);
