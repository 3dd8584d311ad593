using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>The page on which somebody of the staff sees and changes how they sign in, and where they are.</summary>
public sealed class OwnAccountEndpoints(
    Database database,
    StaffShells shells,
    Passkeys passkeys,
    Entrance entrance,
    AccountMail mail,
    FormTokens tokens,
    FollowUpSettings followUp,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = StaffRoutes.OwnAccount;
    private const int LongestName = 60;
    private const int RecoveryCodes = 10;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForAnyRole();
        staff.MapPage(Home, (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context));
        staff.MapForm(Home + "/dagbericht", SetDigest);
        var change = routes
            .MapGroup("")
            .RequireAuthorization(StaffPolicies.MayChangeSignIn)
            .WithMetadata(new FreshSignIn(Home));
        change.MapForm(Home + "/passkey", AskPasskey);
        change.MapForm(Home + "/passkey/antwoord", AddPasskey);
        change.MapForm(Home + "/passkey/weg", RemovePasskey);
        change.MapForm(Home + "/code", BeginCode);
        change.MapPage(
            Home + "/code",
            (SignedInStaff signedIn, HttpContext context) => ShowCode(signedIn, context, null)
        );
        change.MapForm(Home + "/code/klaar", ConfirmCode);
        change.MapForm(Home + "/code/weg", RemoveCode);
        change.MapForm(Home + "/herstelcodes", RenewRecoveryCodes);
        routes.ForAnySession().MapPage(StaffRoutes.SetUp, ShowSetUp);
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        FormError? error = null,
        int status = StatusCodes.Status200OK,
        DigestForm? digest = null
    )
    {
        var id = staff.Coordinator.Id;
        var (keys, hasCode, recovery) = database.Read(transaction =>
            (
                PasskeyTable.Of(transaction, id),
                CredentialTable.HasCode(transaction, id),
                CredentialTable.CountCodes(transaction, id)
            )
        );
        var saved = context.Request.Query["bewaard"].ToString();
        var words = OwnAccountPageModel.Words;
        return PageRoutes.Show<OwnAccountPage>(
            new OwnAccountPageModel(
                shells.For(context, staff),
                [.. keys.Select(one => OwnAccountPageModel.LineOf(one, time))],
                hasCode,
                recovery
            )
            {
                HasPasskeys = passkeys.AreAvailable,
                IsFresh = staff.IsFresh,
                SuggestedName = BrowserWords.Of(context) ?? "",
                Saved = words.Has("Saved." + saved) ? words["Saved." + saved] : null,
                Error = error,
                Digest = staff.Coordinator.IsCoordinator ? digest ?? DigestForm.Of(staff.Coordinator, followUp) : null,
            },
            status
        );
    }

    private IResult ShowSetUp(SignedInStaff staff, HttpContext context)
    {
        if (staff.State is SignInState.NeedsSecondFactor or SignInState.Asleep)
            return PageRoutes.Go(StaffRoutes.Again);
        return PageRoutes.Show<SetUpPage>(
            new SetUpPageModel(
                support,
                tokens.Of(context),
                passkeys.AreAvailable,
                BrowserWords.Of(context) ?? "",
                staff is { State: SignInState.Complete, Coordinator.SecondFactorFrom: { } from }
                    ? Texts.Day(time.DayOf(from).AddDays(-1))
                    : null,
                staff.State == SignInState.Complete
            )
        );
    }

    private async Task<IResult> AskPasskey(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(Home);
        var options = await Passkeys.BeginToAddAsync(context, staff.Coordinator);
        return PasskeyPageModel.Show(
            context,
            new PasskeyPageModel(
                support,
                tokens.Of(context),
                PasskeyPurpose.Add,
                options,
                Home + "/passkey",
                passkeys.Origin,
                HomeOf(staff)
            )
            {
                Name = form.Fields["naam"].ToString(),
            }
        );
    }

    private async Task<IResult> AddPasskey(
        SignedInStaff staff,
        HttpContext context,
        UserManager<Coordinator> users,
        PostedForm form
    )
    {
        var added = await Passkeys.AddedAsync(context, staff.Coordinator, form.Fields["antwoord"].ToString());
        if (added is null)
            return PasskeyPageModel.Failed(support, HomeOf(staff));
        var isFirst = IsFirst(staff);
        var name = OneLineOf(form.Fields["naam"].ToString());
        added.Name = name.Length > 0 ? name : BrowserWords.Of(context) ?? OwnAccountPageModel.Words["Passkey"];
        await users.AddOrUpdatePasskeyAsync(staff.Coordinator, added);
        return await AddedAsync(context, staff, users, CameBy.Passkey, "Passkey", isFirst);
    }

    private async Task<IResult> RemovePasskey(
        SignedInStaff staff,
        HttpContext context,
        UserManager<Coordinator> users,
        PostedForm form
    )
    {
        var id = form.Fields["passkey"].ToString();
        var (keys, hasCode) = database.Read(transaction =>
            (
                PasskeyTable.Of(transaction, staff.Coordinator.Id),
                CredentialTable.HasCode(transaction, staff.Coordinator.Id)
            )
        );
        if (keys.FirstOrDefault(one => one.CredentialId == id) is { } gone)
        {
            if (keys.Count == 1 && !hasCode)
                return LastStays(staff, context);
            await users.RemovePasskeyAsync(staff.Coordinator, gone.ForTheFramework.CredentialId);
            Tell(staff, "PasskeyGone");
        }

        return PageRoutes.Go(Home + "?bewaard=passkey-weg");
    }

    private IResult BeginCode(SignedInStaff staff, UserManager<Coordinator> users, PostedForm form)
    {
        database.Write(transaction =>
        {
            if (!CredentialTable.HasCode(transaction, staff.Coordinator.Id))
                CredentialTable.SetKey(transaction, staff.Coordinator.Id, users.GenerateNewAuthenticatorKey());
        });
        return PageRoutes.Go(Home + "/code");
    }

    private IResult ShowCode(
        SignedInStaff staff,
        HttpContext context,
        string? error,
        int status = StatusCodes.Status200OK
    )
    {
        var id = staff.Coordinator.Id;
        var seed = database.Read(transaction =>
            CredentialTable.HasCode(transaction, id) ? null : CredentialTable.KeyOf(transaction, id)
        );
        return seed is null
            ? PageRoutes.Go(HomeOf(staff))
            : PageRoutes.Show<AuthenticatorPage>(
                new AuthenticatorPageModel(
                    support,
                    tokens.Of(context),
                    AuthenticatorPageModel.InGroups(seed),
                    new OtpUri(OtpType.Totp, seed, staff.Coordinator.Email, support.Name).ToString(),
                    HomeOf(staff),
                    error
                ),
                status
            );
    }

    /// <remarks>Nothing can be guessed: who sees this page reads the seed on it.</remarks>
    private async Task<IResult> ConfirmCode(
        SignedInStaff staff,
        HttpContext context,
        UserManager<Coordinator> users,
        PostedForm form
    )
    {
        var typed = string.Concat(form.Fields["code"].ToString().Where(char.IsAsciiDigit));
        var isFirst = IsFirst(staff);
        return await users.VerifyTwoFactorTokenAsync(
            staff.Coordinator,
            TokenOptions.DefaultAuthenticatorProvider,
            typed
        )
            ? await AddedAsync(context, staff, users, CameBy.Code, "Code", isFirst)
            : ShowCode(staff, context, AuthenticatorPageModel.Words["WrongCode"], StatusCodes.Status400BadRequest);
    }

    private IResult RemoveCode(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var isLast = database.Write(transaction =>
        {
            if (PasskeyTable.Of(transaction, staff.Coordinator.Id).Count == 0)
                return true;
            CredentialTable.RemoveKey(transaction, staff.Coordinator.Id);
            return false;
        });
        if (isLast)
            return LastStays(staff, context);
        Tell(staff, "CodeGone");
        return PageRoutes.Go(Home + "?bewaard=code-weg");
    }

    private async Task<IResult> RenewRecoveryCodes(
        SignedInStaff staff,
        HttpContext context,
        UserManager<Coordinator> users,
        PostedForm form
    )
    {
        var codes = await NewCodesAsync(users, staff.Coordinator);
        Tell(staff, "Recovery");
        return ShowRecoveryCodes(context, codes, Home);
    }

    private IResult SetDigest(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = DigestForm.Read(form.Fields, followUp);
        if (typed.Fault() is { } fault)
            return Show(staff, context, fault, StatusCodes.Status400BadRequest, typed);
        database.Write(transaction =>
            CoordinatorTable.SetDigest(transaction, staff.Coordinator.Id, typed.StoredHour, typed.StoredDays)
        );
        return PageRoutes.Go(Home + "?bewaard=dagbericht");
    }

    /// <summary>Goes on after a second factor was added; who was led here to do so is signed in with it.</summary>
    /// <param name="isFirst">They had none before, and get recovery codes.</param>
    private async Task<IResult> AddedAsync(
        HttpContext context,
        SignedInStaff staff,
        UserManager<Coordinator> users,
        CameBy by,
        string told,
        bool isFirst
    )
    {
        Tell(staff, told);
        var next = await entrance.ConfirmAsync(context, staff, by);
        return isFirst
            ? ShowRecoveryCodes(context, await NewCodesAsync(users, staff.Coordinator), next)
            : PageRoutes.Go($"{Home}?bewaard={told.ToLowerInvariant()}");
    }

    private bool IsFirst(SignedInStaff staff) =>
        !database.Read(transaction => Factors.Of(transaction, staff.Coordinator.Id)).Any;

    /// <summary>Records a change in how they sign in, and mails them of it.</summary>
    private void Tell(SignedInStaff staff, string what) =>
        database.Write(transaction => mail.Queue(transaction, staff.Coordinator, what, staff.On(Ground.Themselves)));

    private static async Task<IReadOnlyList<string>> NewCodesAsync(
        UserManager<Coordinator> users,
        Coordinator account
    ) => [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];

    private IResult ShowRecoveryCodes(HttpContext context, IReadOnlyList<string> codes, string next) =>
        PageRoutes.Show<RecoveryCodesPage>(new RecoveryCodesPageModel(support, tokens.Of(context), codes, next));

    private IResult LastStays(SignedInStaff staff, HttpContext context) =>
        Show(
            staff,
            context,
            new FormError("laatste", "inlogwijzen", OwnAccountPageModel.Words["LastStays"]),
            StatusCodes.Status400BadRequest
        );

    private static string HomeOf(SignedInStaff staff) =>
        staff.State == SignInState.NeedsSetUp ? StaffRoutes.SetUp : Home;

    private static string OneLineOf(string typed)
    {
        var line = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestName ? line : line[..LongestName];
    }
}
