using CaregiverSignal.Record;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// The page on which somebody with a session shows their second factor: after a link, after a while away, and before
/// what asks for it once more.
/// </summary>
public sealed class AgainEndpoints(
    Database database,
    Passkeys passkeys,
    Entrance entrance,
    CodeLimits limits,
    AccountMail mail,
    FormTokens tokens,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = StaffRoutes.Again;
    private const string PasskeyPath = Home + "/passkey";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var session = routes.ForAnySession();
        session.MapPage(Home, (SignedInStaff staff, HttpContext context) => Show(staff, context, null));
        session.MapForm(Home, EnterCode);
        session.MapForm(PasskeyPath, Begin);
        session.MapPage(PasskeyPath, ShowPasskey);
        session.MapForm(PasskeyPath + PasskeyPageModel.AnswerPath, EnterPasskey);
    }

    private IResult Show(SignedInStaff staff, HttpContext context, string? error, int status = StatusCodes.Status200OK)
    {
        if (staff.State == SignInState.NeedsSetUp)
            return PageRoutes.Go(StaffRoutes.SetUp);
        var (factors, recovery) = database.Read(transaction =>
            (
                Factors.Of(transaction, staff.Coordinator.Id),
                RecoveryCodeTable.CountUnused(transaction, staff.Coordinator.Id)
            )
        );
        return PageRoutes.Show<AgainPage>(
            new AgainPageModel(support, tokens.Of(context), staff.State, staff.Coordinator.Email, factors, recovery > 0)
            {
                Error = error,
            },
            status
        );
    }

    private async Task<IResult> EnterCode(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (limits.IsUsedUp(staff))
            return Show(staff, context, AgainPageModel.Words["TooMany"], StatusCodes.Status429TooManyRequests);
        var typed = RecoveryCodes.Plain(form.Fields["code"].ToString());
        var by = typed.Length == Totp.Digits ? CameBy.Code : CameBy.RecoveryCode;
        var next = await entrance.ConfirmAsync(
            context,
            staff,
            by,
            transaction =>
                by == CameBy.Code
                    ? Take(transaction, staff.Coordinator.Id, typed)
                    : UseRecovery(transaction, staff, typed)
        );
        if (next is not null)
            return PageRoutes.Go(next);
        limits.CountWrong(staff);
        return Show(staff, context, AgainPageModel.Words["WrongCode"], StatusCodes.Status400BadRequest);
    }

    private bool Take(Transaction transaction, long coordinatorId, string code) =>
        AuthenticatorTable.Find(transaction, coordinatorId) is { ConfirmedAt: not null } one
        && Totp.Accepted(AuthenticatorTable.SeedOf(transaction, one), code, time.Now, one.LastStep) is { } step
        && AuthenticatorTable.Take(transaction, coordinatorId, step, time.Now);

    private bool UseRecovery(Transaction transaction, SignedInStaff staff, string code)
    {
        // They are for whoever has lost a second factor: without one, a link is not made whole by them.
        var account = staff.Coordinator;
        if (!Factors.Of(transaction, account.Id).Any || !RecoveryCodeTable.Use(transaction, account.Id, code, time.Now))
            return false;
        mail.Queue(transaction, account, "RecoveryUsed", staff.On(Ground.Themselves));
        return true;
    }

    private async Task<IResult> Begin(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(Home);
        await passkeys.BeginToAskAsync(context, PasskeyPurpose.Confirm, staff.Coordinator);
        return PageRoutes.Go(PasskeyPath);
    }

    private IResult ShowPasskey(SignedInStaff staff, HttpContext context) =>
        PasskeyPageModel.ShowBegun(
            context,
            passkeys,
            tokens,
            support,
            (PasskeyPurpose.Confirm, staff.Coordinator.Id),
            PasskeyPath,
            Home
        );

    private async Task<IResult> EnterPasskey(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var shown = await passkeys.ShownAsync(
            context,
            PasskeyPurpose.Confirm,
            staff.Coordinator.Id,
            form.Fields["antwoord"].ToString()
        );
        if (shown is not { } one)
            return PasskeyPageModel.Failed(support, Home);
        var next = await entrance.ConfirmAsync(
            context,
            staff,
            CameBy.Passkey,
            transaction =>
            {
                PasskeyTable.MarkUsed(transaction, one.Passkey, time.Now);
                return true;
            }
        );
        return PageRoutes.Go(next!);
    }
}
