using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>Staff sessions, each a sealed cookie that names an account. It is valid until it is ended or the account's
/// security stamp changes; so removal or a reset ends all of an account's sessions at once.</summary>
public sealed class StaffSessions(SignIns signIns, Cookies cookies, SiteTime time)
{
    public static readonly string Scheme = IdentityConstants.ApplicationScheme;

    // None may equal a permission in StaffPolicies: those are claims too.
    private const string Account = "cookie:account";
    private const string Stamp = "cookie:stamp";
    private const string Number = "cookie:session";
    private const string By = "cookie:by";
    private const string Started = "cookie:started";
    private const string Seen = "cookie:seen";
    private const string Fresh = "cookie:fresh";

    /// <summary>Whether this browser had a session that has ended; it only looks, and keeps none alive.</summary>
    public async Task<bool> HasEndedAsync(HttpContext context) =>
        context.Request.Cookies.ContainsKey(cookies.Staff) && !(await context.AuthenticateAsync(Scheme)).Succeeded;

    /// <summary>Starts a session that replaces this browser's previous one.</summary>
    /// <param name="shownAt">When they authenticated, if not now.</param>
    public Task StartAsync(HttpContext context, Coordinator account, CameBy by, DateTimeOffset? shownAt = null) =>
        KeepAsync(
            context,
            account,
            new StaffSession(
                RandomNumberGenerator.GetInt32(1, int.MaxValue),
                by,
                time.Now,
                time.Now,
                shownAt ?? time.Now
            )
        );

    /// <summary>Records another authentication in a running session, which makes it fresh.</summary>
    public Task ConfirmAsync(HttpContext context, SignedInStaff staff, CameBy by) =>
        KeepAsync(
            context,
            staff.Coordinator,
            staff.Session with
            {
                CameBy = by,
                SeenAt = time.Now,
                FreshAt = time.Now,
            }
        );

    /// <summary>The person a cookie signs in; null if the account or its stamp no longer agrees.</summary>
    public async Task<SignedInStaff?> FindAsync(ClaimsPrincipal cookie, CancellationToken stop = default)
    {
        var session = new StaffSession(
            NumberOf(cookie, Number),
            Enum.Parse<CameBy>(cookie.FindFirstValue(By)!),
            InstantOf(cookie, Started),
            InstantOf(cookie, Seen),
            InstantOf(cookie, Fresh)
        );
        return await signIns.FindAsync(session, NumberOf(cookie, Account), cookie.FindFirstValue(Stamp), stop);
    }

    /// <summary>The content of the cookie, with what they may do in this request.</summary>
    /// <param name="type">Null if it must not count as authenticated: see <see cref="StaffAuthentication"/>.</param>
    public static ClaimsPrincipal PrincipalOf(
        Coordinator account,
        StaffSession session,
        string? type,
        params IEnumerable<Claim> may
    ) =>
        new(
            new ClaimsIdentity(
                [
                    Of(Account, account.Id),
                    new(Stamp, account.SecurityStamp ?? ""),
                    Of(Number, session.Id),
                    new(By, session.CameBy.ToString()),
                    Of(Started, session.StartedAt.ToUnixTimeMilliseconds()),
                    Of(Seen, session.SeenAt.ToUnixTimeMilliseconds()),
                    Of(Fresh, session.FreshAt.ToUnixTimeMilliseconds()),
                    .. may,
                ],
                type
            )
        );

    private static Task KeepAsync(HttpContext context, Coordinator account, StaffSession session) =>
        context.SignInAsync(Scheme, PrincipalOf(account, session, Scheme));

    private static Claim Of(string type, long number) => new(type, number.ToString(CultureInfo.InvariantCulture));

    private static long NumberOf(ClaimsPrincipal cookie, string type) =>
        long.Parse(cookie.FindFirstValue(type)!, CultureInfo.InvariantCulture);

    private static DateTimeOffset InstantOf(ClaimsPrincipal cookie, string type) =>
        DateTimeOffset.FromUnixTimeMilliseconds(NumberOf(cookie, type));
}
