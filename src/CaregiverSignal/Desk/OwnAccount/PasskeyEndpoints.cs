using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>Adds a passkey for somebody of the staff.</summary>
public sealed class PasskeyEndpoints(Passkeys passkeys, FormTokens tokens, SupportPointSettings support) : IEndpoints
{
    private const string Home = StaffRoutes.OwnAccount + "/passkey";
    private const int LongestName = 60;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var change = routes
            .MapGroup("")
            .RequireAuthorization(StaffPolicies.MayChangeSignIn)
            .WithMetadata(new FreshSignInAttribute(StaffRoutes.OwnAccount));
        change.MapForm(Home, Ask);
        change.MapForm(Home + PasskeyPageModel.AnswerPath, Add);
    }

    private async Task<IResult> Ask(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(StaffRoutes.OwnAccount);
        var options = await Passkeys.BeginToAddAsync(context, staff.Coordinator);
        return PasskeyPageModel.Show(
            context,
            new PasskeyPageModel(
                support,
                tokens.Of(context),
                PasskeyPurpose.Add,
                options,
                Home,
                passkeys.Origin,
                OwnFactors.HomeOf(staff)
            )
            {
                Name = form.Fields["PasskeyName"].ToString(),
            }
        );
    }

    private async Task<IResult> Add(
        SignedInStaff staff,
        HttpContext context,
        UserManager<Coordinator> users,
        OwnFactors factors,
        PostedForm form
    )
    {
        var added = await Passkeys.AddedAsync(context, staff.Coordinator, form.Fields["antwoord"].ToString());
        if (added is null)
            return PasskeyPageModel.Failed(support, OwnFactors.HomeOf(staff));
        var isFirst = !factors.HasAny(staff);
        var name = OneLineOf(form.Fields["naam"].ToString());
        added.Name = name.Length > 0 ? name : BrowserWords.Of(context) ?? Texts.Of(typeof(OwnAccountModel))["Passkey"];
        await users.AddOrUpdatePasskeyAsync(staff.Coordinator, added);
        return PageRoutes.Go(await factors.AddedAsync(context, staff, CameBy.Passkey, "Passkey", isFirst));
    }

    private static string OneLineOf(string typed)
    {
        var line = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestName ? line : line[..LongestName];
    }
}
