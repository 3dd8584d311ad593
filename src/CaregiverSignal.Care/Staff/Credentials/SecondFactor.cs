using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>A colleague's second factors.</summary>
public sealed record Factors(bool HasPasskey, bool HasCode)
{
    public static readonly Factors None = new(false, false);

    public bool Any => HasPasskey || HasCode;

    internal static async Task<Factors> Of(Transaction transaction, long coordinatorId) =>
        new(
            (await PasskeyTable.Of(transaction, coordinatorId)).Count > 0,
            await CredentialTable.HasCode(transaction, coordinatorId)
        );
}

/// <summary>Decides what a session may be used for.</summary>
public static class SecondFactor
{
    /// <summary>How long after the last page a session goes to sleep (our choice).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts in all (our choice).</summary>
    public static readonly TimeSpan WholeLife = TimeSpan.FromHours(10);

    /// <summary>How long after proving who they are somebody may do what requires it (our choice).</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>How many days a colleague who signed in before may go on without one (our choice): a red signal on
    /// Monday comes first.</summary>
    private const int GraceDays = 7;

    public static SignInState StateOf(
        StaffSession session,
        Coordinator account,
        Factors factors,
        SecondFactorSettings settings,
        DateTimeOffset now
    )
    {
        var isWhole = session.CameBy != CameBy.Link;
        if (now - session.StartedAt >= WholeLife)
            return SignInState.Over;
        if (now - session.SeenAt >= Idle)
            return isWhole && (factors.Any || session.CameBy == CameBy.Organisation)
                ? SignInState.Asleep
                : SignInState.Over;
        if (isWhole)
            return SignInState.Complete;
        if (factors.Any)
            return SignInState.NeedsSecondFactor;
        return settings.IsRequired && account.SecondFactorFrom <= now ? SignInState.NeedsSetUp : SignInState.Complete;
    }

    /// <summary>From when a link alone is not enough for an account that signs in with one.</summary>
    /// <remarks>A colleague who has worked here may have a red signal waiting, so they are asked first and required
    /// later. Nobody waits for a new one.</remarks>
    public static DateTimeOffset From(Coordinator account, SiteTime time) =>
        account.EnrolledAt is null ? time.Now : time.StartOf(time.Today.AddDays(GraceDays));
}
