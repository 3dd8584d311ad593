using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// The page on which somebody with a session shows their second factor: after a link, after a while away, and before
/// what asks for it once more.
/// </summary>
public sealed class AgainEndpoints(
    Database database,
    Passkeys passkeys,
    Entrance entrance,
    AccountMail mail,
    Organisation organisation,
    FormTokens tokens,
    SupportPointSettings support
) : IEndpoints
{
    private const string Home = StaffRoutes.Again;
    private const string PasskeyPath = Home + "/passkey";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var session = routes.ForAnySession();
        session.MapPage(Home, (SignedInStaff staff, HttpContext context) => Show(staff, context, null));
        session.MapForm(Home, EnterCode);
        session.MapForm(PasskeyPath, AskPasskey);
        session.MapForm(PasskeyPath + PasskeyPageModel.AnswerPath, EnterPasskey);
    }

    private IResult Show(SignedInStaff staff, HttpContext context, string? error, int status = StatusCodes.Status200OK)
    {
        if (staff.State == SignInState.NeedsSetUp)
            return PageRoutes.Go(StaffRoutes.SetUp);
        var (factors, recovery) = database.Read(transaction =>
            (
                Factors.Of(transaction, staff.Coordinator.Id),
                CredentialTable.CountCodes(transaction, staff.Coordinator.Id)
            )
        );
        return PageRoutes.Show<AgainPage>(
            new AgainPageModel(support, tokens.Of(context), staff.State, staff.Coordinator.Email, factors, recovery > 0)
            {
                Error = error,
                HasOrganisation = organisation.IsThere,
            },
            status
        );
    }

    /// <remarks>
    /// Only somebody with the mailed link, or a session, gets so far: no stranger can lock a colleague out.
    /// </remarks>
    private async Task<IResult> EnterCode(
        SignedInStaff staff,
        HttpContext context,
        UserManager<Coordinator> users,
        PostedForm form
    )
    {
        var account = staff.Coordinator;
        if (await users.IsLockedOutAsync(account))
            return Show(staff, context, AgainPageModel.Words["TooMany"], StatusCodes.Status429TooManyRequests);
        var typed = string.Concat(form.Fields["code"].ToString().Where(char.IsAsciiLetterOrDigit));
        var factors = database.Read(transaction => Factors.Of(transaction, account.Id));
        var (by, isRight) =
            typed.Length == AppCodes.Digits
                ? (
                    CameBy.Code,
                    factors.HasCode
                        && await users.VerifyTwoFactorTokenAsync(
                            account,
                            TokenOptions.DefaultAuthenticatorProvider,
                            typed
                        )
                )
                // They are for whoever has lost a second factor: without one, a link is not made whole by them.
                : (
                    CameBy.RecoveryCode,
                    factors.Any && (await users.RedeemTwoFactorRecoveryCodeAsync(account, typed)).Succeeded
                );
        if (!isRight)
        {
            await users.AccessFailedAsync(account);
            entrance.Refuse(staff);
            return Show(staff, context, AgainPageModel.Words["WrongCode"], StatusCodes.Status400BadRequest);
        }

        await users.ResetAccessFailedCountAsync(account);
        if (by == CameBy.RecoveryCode)
            database.Write(transaction =>
                mail.Queue(transaction, account, "RecoveryUsed", staff.On(Ground.Themselves))
            );
        return PageRoutes.Go(await entrance.ConfirmAsync(context, staff, by));
    }

    private async Task<IResult> AskPasskey(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(Home);
        var options = await Passkeys.BeginToAskAsync(context, staff.Coordinator);
        return PasskeyPageModel.Show(
            context,
            new PasskeyPageModel(
                support,
                tokens.Of(context),
                PasskeyPurpose.Confirm,
                options,
                PasskeyPath,
                passkeys.Origin,
                Home
            )
        );
    }

    private async Task<IResult> EnterPasskey(SignedInStaff staff, HttpContext context, PostedForm form) =>
        await Passkeys.ShownAsync(context, staff.Coordinator, form.Fields["antwoord"].ToString()) is null
            ? PasskeyPageModel.Failed(support, Home)
            : PageRoutes.Go(await entrance.ConfirmAsync(context, staff, CameBy.Passkey));
}
