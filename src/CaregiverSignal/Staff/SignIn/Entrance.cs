using CaregiverSignal.Invitations;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// Signs a coordinator in, with a link, a passkey or from their organisation, and out again: the session, and what this browser keeps of it.
/// </summary>
public sealed class Entrance(
    Database database,
    SignInLinks links,
    StaffSessions sessions,
    SecondFactorSettings secondFactor,
    Cookies cookies,
    WayBack wayBack,
    SignInLimits limits,
    Recorder recorder,
    SiteTime time
)
{
    /// <summary>Signs in with a link.</summary>
    /// <returns>The page to go on to; null when the link no longer opens anything.</returns>
    public async Task<string?> EnterAsync(HttpContext context, string key)
    {
        var (account, factors) = await database.WriteAsync<(Coordinator? Account, Factors Factors)>(transaction =>
        {
            if (
                links.CoordinatorOf(transaction, key) is not { } one
                || links.Find(transaction, key) is not { } link
                || !links.Use(transaction, link)
            )
                return (null, Factors.None);
            var has = Factors.Of(transaction, one.Id);
            if (secondFactor.IsRequired && !has.Any)
                CoordinatorTable.SetSecondFactorFrom(transaction, one.Id, SecondFactor.From(one, time));
            ComeIn(transaction, context, one);
            return (one, has);
        });
        if (account is null)
        {
            recorder.Add(Actor.Stranger(context.Network()), Verb.SignIn.Of(Thing.Session), outcome: Outcome.Refused);
            return null;
        }

        await KeepAsync(context, account, CameBy.Link);
        if (factors.Any)
            return StaffRoutes.Again;
        return secondFactor.IsRequired ? StaffRoutes.SetUp : wayBack.Take(context, account.Id);
    }

    public async Task<string> EnterAsync(HttpContext context, Coordinator account)
    {
        await database.WriteAsync(transaction => ComeIn(transaction, context, account));
        await KeepAsync(context, account, CameBy.Passkey);
        return wayBack.Take(context, account.Id);
    }

    /// <summary>Signs in somebody for whom their organisation vouches.</summary>
    /// <param name="shownAt">When they last showed it who they are.</param>
    public async Task EnterFromOrganisationAsync(HttpContext context, Coordinator account, DateTimeOffset shownAt)
    {
        await database.WriteAsync(transaction => ComeIn(transaction, context, account));
        await KeepAsync(context, account, CameBy.Organisation, shownAt);
    }

    public async Task<string> ConfirmAsync(HttpContext context, SignedInStaff staff, CameBy by)
    {
        recorder.Add(staff.On(Ground.Themselves), Verb.Confirm.Of(Thing.SignIn));
        await sessions.ConfirmAsync(context, staff, by);
        return wayBack.Take(context, staff.Coordinator.Id);
    }

    public void Refuse(SignedInStaff staff) =>
        recorder.Add(staff.On(Ground.Themselves), Verb.Confirm.Of(Thing.SignIn), outcome: Outcome.Refused);

    /// <summary>Signs out, here or in each browser: a copy of the cookie is worth nothing then.</summary>
    public Task LeaveAsync(HttpContext context, SignedInStaff staff, bool everywhere = false)
    {
        database.Write(transaction =>
        {
            if (everywhere)
                CoordinatorTable.RenewStamp(transaction, staff.Coordinator.Id);
            else
                CoordinatorTable.EndSession(transaction, staff.Coordinator.Id, staff.SessionId);
            recorder.Add(transaction, staff.On(Ground.Themselves), Verb.SignOut.Of(Thing.Session));
        });
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return context.SignOutAsync(StaffSessions.Scheme);
    }

    private void ComeIn(Transaction transaction, HttpContext context, Coordinator account)
    {
        LinkTable.RevokeSignIns(transaction, account.Id, time.Now);
        CoordinatorTable.MarkEnrolled(transaction, account.Id, time.Now);
        recorder.Add(
            transaction,
            new Actor(ActorRole.Coordinator, account.Id, Ground: Ground.Themselves, Network: context.Network()),
            Verb.SignIn.Of(Thing.Session)
        );
    }

    private Task KeepAsync(HttpContext context, Coordinator account, CameBy by, DateTimeOffset? shownAt = null)
    {
        cookies.Clear(context, cookies.Asking);
        limits.GiveBack(account.Email);
        return sessions.StartAsync(context, account, by, shownAt);
    }
}
