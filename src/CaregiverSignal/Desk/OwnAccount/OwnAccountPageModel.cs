using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>How somebody of the staff signs in, and in which browsers they are signed in.</summary>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
public sealed record OwnAccountPageModel(
    StaffShell Shell,
    IReadOnlyList<PasskeyLine> Passkeys,
    bool HasCode,
    int RecoveryCodes,
    IReadOnlyList<SessionLine> Sessions
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
            one.Id,
            Plainly.Shown(one.Name),
            one.UsedAt is { } used
                ? Words["Passkey.Used", ("dag", Texts.Day(time.DayOf(one.CreatedAt))), ("gebruikt", Moment(used, time))]
                : Words["Passkey.New", ("dag", Texts.Day(time.DayOf(one.CreatedAt)))]
        );

    public static SessionLine LineOf(StaffSession one, bool isThis, SiteTime time) =>
        new(
            one.Id,
            one.Browser is { } browser ? Plainly.Shown(browser) : Words["Session.Unknown"],
            Words[
                "Session.Since",
                ("sinds", Moment(one.StartedAt, time)),
                ("gezien", Moment(one.SeenAt, time)),
                ("hoe", Words[$"CameBy.{one.CameBy}"])
            ],
            isThis
        );

    private static string Moment(DateTimeOffset at, SiteTime time) =>
        $"{Texts.DayAndMonth(time.DayOf(at))}, {time.Local(at).ToString("H.mm", Texts.Dutch)} uur";
}

public sealed record PasskeyLine(long Id, string Name, string Text);

/// <param name="IsThis">The session of the browser that shows the page.</param>
public sealed record SessionLine(long Id, string Browser, string Text, bool IsThis);
