using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>Signs coordinators in, with a link, a passkey or their organisation, and out again.</summary>
public sealed class Entrance(
    SignIns signIns,
    StaffSessions sessions,
    CurrentSettings settings,
    Cookies cookies,
    WayBack wayBack,
    SignInLimits limits
)
{
    /// <returns>The next page; null if the link no longer opens anything.</returns>
    public async Task<string?> EnterAsync(HttpContext context, string key)
    {
        if (await signIns.EnterAsync(key, context.Network()) is not var (account, has))
            return null;
        await KeepAsync(context, account, CameBy.Link);
        if (has.Any)
            return StaffRoutes.Again;
        return settings.SecondFactor.IsRequired ? StaffRoutes.SetUp : wayBack.Take(context, account.Id);
    }

    public async Task<string> EnterAsync(HttpContext context, Coordinator account)
    {
        await signIns.EnterAsync(account, context.Network());
        await KeepAsync(context, account, CameBy.Passkey);
        return wayBack.Take(context, account.Id);
    }

    /// <summary>Signs in somebody for whom their organisation vouches.</summary>
    public async Task EnterFromOrganisationAsync(HttpContext context, Coordinator account, DateTimeOffset shownAt)
    {
        await signIns.EnterAsync(account, context.Network());
        await KeepAsync(context, account, CameBy.Organisation, shownAt);
    }

    public async Task<string> ConfirmAsync(HttpContext context, SignedInStaff staff, CameBy by)
    {
        await signIns.ConfirmAsync(staff, isRight: true);
        await sessions.ConfirmAsync(context, staff, by);
        return wayBack.Take(context, staff.Coordinator.Id);
    }

    public Task RefuseAsync(SignedInStaff staff, CancellationToken stop = default) =>
        signIns.ConfirmAsync(staff, isRight: false, stop: stop);

    public async Task LeaveAsync(HttpContext context, SignedInStaff staff, bool everywhere = false)
    {
        await signIns.LeaveAsync(staff, everywhere);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        await context.SignOutAsync(StaffSessions.Scheme);
    }

    private Task KeepAsync(HttpContext context, Coordinator account, CameBy by, DateTimeOffset? shownAt = null)
    {
        cookies.Clear(context, cookies.Asking);
        limits.GiveBack(account.Email);
        return sessions.StartAsync(context, account, by, shownAt);
    }
}
