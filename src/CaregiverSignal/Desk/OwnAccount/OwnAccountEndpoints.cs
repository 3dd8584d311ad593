using System.Globalization;
using System.Security.Cryptography;
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

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>The page on which somebody of the staff sees and changes how they sign in, and where they are.</summary>
public sealed class OwnAccountEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    Passkeys passkeys,
    Entrance entrance,
    CodeLimits limits,
    AccountMail mail,
    FormTokens tokens,
    FollowUpSettings followUp,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = StaffRoutes.OwnAccount;
    private const int LongestName = 60;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForAnyRole();
        staff.MapPage(Home, (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context));
        staff.MapForm(Home + "/sessie/einde", EndSession);
        staff.MapForm(Home + "/sessies/einde", EndOtherSessions);
        staff.MapForm(Home + "/dagbericht", SetDigest);
        var change = routes
            .MapGroup("")
            .RequireAuthorization(StaffPolicies.MayChangeSignIn)
            .WithMetadata(new FreshSignIn(Home));
        change.MapForm(Home + "/passkey", BeginPasskey);
        change.MapPage(Home + "/passkey", ShowPasskey);
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
        var (id, now) = (staff.Coordinator.Id, time.Now);
        var (keys, hasCode, recovery, sessions) = database.Read(transaction =>
            (
                PasskeyTable.Of(transaction, id),
                AuthenticatorTable.IsConfirmed(transaction, id),
                RecoveryCodeTable.CountUnused(transaction, id),
                SessionTable.OfStaff(transaction, id, now)
            )
        );
        var saved = context.Request.Query["bewaard"].ToString();
        var words = OwnAccountPageModel.Words;
        return PageRoutes.Show<OwnAccountPage>(
            new OwnAccountPageModel(
                shells.For(context, staff),
                [.. keys.Select(one => OwnAccountPageModel.LineOf(one, time))],
                hasCode,
                recovery,
                [.. sessions.Select(one => OwnAccountPageModel.LineOf(one, one.Id == staff.SessionId, time))]
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

    private async Task<IResult> BeginPasskey(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (!passkeys.AreAvailable)
            return PageRoutes.Go(Home);
        var name = OneLineOf(form.Fields["naam"].ToString());
        if (name.Length == 0)
            name = BrowserWords.Of(context) ?? OwnAccountPageModel.Words["Passkey"];
        await passkeys.BeginToAddAsync(context, staff.Coordinator, name);
        return PageRoutes.Go(Home + "/passkey");
    }

    private IResult ShowPasskey(SignedInStaff staff, HttpContext context) =>
        PasskeyPageModel.ShowBegun(
            context,
            passkeys,
            tokens,
            support,
            (PasskeyPurpose.Add, staff.Coordinator.Id),
            Home + "/passkey",
            HomeOf(staff)
        );

    private async Task<IResult> AddPasskey(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var added = await passkeys.AddedAsync(context, staff.Coordinator.Id, form.Fields["antwoord"].ToString());
        if (added is not { } one)
            return PasskeyPageModel.Failed(support, HomeOf(staff));
        return await AddedAsync(
                context,
                staff,
                CameBy.Passkey,
                "Passkey",
                transaction =>
                {
                    if (PasskeyTable.Find(transaction, one.Passkey.CredentialId) is not null)
                        return false;
                    PasskeyTable.Add(transaction, staff.Coordinator.Id, one.Passkey, one.Name, time.Now);
                    return true;
                }
            ) ?? PasskeyPageModel.Failed(support, HomeOf(staff));
    }

    private IResult RemovePasskey(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var id = Number(form, "passkey");
        var isLast = database.Write(transaction =>
        {
            var account = staff.Coordinator;
            var others = PasskeyTable.Of(transaction, account.Id).Count(one => one.Id != id);
            if (others == 0 && !AuthenticatorTable.IsConfirmed(transaction, account.Id))
                return true;
            if (PasskeyTable.Remove(transaction, account.Id, id))
                mail.Queue(transaction, account, "PasskeyGone", staff.On(Ground.Themselves));
            return false;
        });
        return isLast ? LastStays(staff, context) : PageRoutes.Go(Home + "?bewaard=passkey-weg");
    }

    private IResult BeginCode(SignedInStaff staff, PostedForm form)
    {
        database.Write(transaction =>
        {
            if (!AuthenticatorTable.IsConfirmed(transaction, staff.Coordinator.Id))
                AuthenticatorTable.Begin(
                    transaction,
                    staff.Coordinator.Id,
                    RandomNumberGenerator.GetBytes(Totp.SeedLength),
                    time.Now
                );
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
        var seed = database.Read(transaction =>
            AuthenticatorTable.Find(transaction, staff.Coordinator.Id) is { ConfirmedAt: null } one
                ? AuthenticatorTable.SeedOf(transaction, one)
                : null
        );
        return seed is null
            ? PageRoutes.Go(HomeOf(staff))
            : PageRoutes.Show<AuthenticatorPage>(
                new AuthenticatorPageModel(
                    support,
                    tokens.Of(context),
                    AuthenticatorPageModel.InGroups(seed),
                    Totp.LinkOf(seed, support.Name, staff.Coordinator.Email),
                    HomeOf(staff),
                    error
                ),
                status
            );
    }

    private async Task<IResult> ConfirmCode(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (limits.IsUsedUp(staff))
            return ShowCode(
                staff,
                context,
                AuthenticatorPageModel.Words["TooMany"],
                StatusCodes.Status429TooManyRequests
            );
        var typed = RecoveryCodes.Plain(form.Fields["code"].ToString());
        var id = staff.Coordinator.Id;
        var done = await AddedAsync(
            context,
            staff,
            CameBy.Code,
            "Code",
            transaction =>
                AuthenticatorTable.Find(transaction, id) is { ConfirmedAt: null } one
                && Totp.Accepted(AuthenticatorTable.SeedOf(transaction, one), typed, time.Now, one.LastStep) is { } step
                && AuthenticatorTable.Take(transaction, id, step, time.Now)
        );
        if (done is not null)
            return done;
        limits.CountWrong(staff);
        return ShowCode(staff, context, AuthenticatorPageModel.Words["WrongCode"], StatusCodes.Status400BadRequest);
    }

    private IResult RemoveCode(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var isLast = database.Write(transaction =>
        {
            var account = staff.Coordinator;
            if (PasskeyTable.Of(transaction, account.Id).Count == 0)
                return true;
            if (AuthenticatorTable.Remove(transaction, account.Id))
                mail.Queue(transaction, account, "CodeGone", staff.On(Ground.Themselves));
            return false;
        });
        return isLast ? LastStays(staff, context) : PageRoutes.Go(Home + "?bewaard=code-weg");
    }

    private IResult RenewRecoveryCodes(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var codes = database.Write(transaction =>
        {
            mail.Queue(transaction, staff.Coordinator, "Recovery", staff.On(Ground.Themselves));
            return RecoveryCodeTable.Renew(transaction, staff.Coordinator.Id, time.Now);
        });
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

    private IResult EndSession(SignedInStaff staff, PostedForm form)
    {
        var id = Number(form, "sessie");
        if (id == staff.SessionId)
            return PageRoutes.Go(Home);
        database.Write(transaction =>
        {
            SessionTable.EndOf(transaction, staff.Coordinator.Id, id, time.Now);
            recorder.Add(transaction, staff.On(Ground.Themselves), Verb.End.Of(Thing.Session));
        });
        return PageRoutes.Go(Home + "?bewaard=sessie");
    }

    private IResult EndOtherSessions(SignedInStaff staff, PostedForm form)
    {
        database.Write(transaction =>
        {
            SessionTable.EndOthers(transaction, staff.Coordinator.Id, staff.SessionId, time.Now);
            recorder.Add(transaction, staff.On(Ground.Themselves), Verb.End.Of(Thing.Session));
        });
        return PageRoutes.Go(Home + "?bewaard=sessies");
    }

    /// <summary>Adds a second factor; who was led here to do so is signed in with it.</summary>
    /// <returns>Null when it was not added.</returns>
    private async Task<IResult?> AddedAsync(
        HttpContext context,
        SignedInStaff staff,
        CameBy by,
        string told,
        Func<Transaction, bool> add
    )
    {
        IReadOnlyList<string> codes = [];
        var next = await entrance.ConfirmAsync(
            context,
            staff,
            by,
            transaction =>
            {
                var isFirst = !Factors.Of(transaction, staff.Coordinator.Id).Any;
                if (!add(transaction))
                    return false;
                codes = isFirst ? RecoveryCodeTable.Renew(transaction, staff.Coordinator.Id, time.Now) : [];
                mail.Queue(transaction, staff.Coordinator, told, staff.On(Ground.Themselves));
                return true;
            }
        );
        if (next is null)
            return null;
        return codes.Count > 0
            ? ShowRecoveryCodes(context, codes, next)
            : PageRoutes.Go($"{Home}?bewaard={told.ToLowerInvariant()}");
    }

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

    private static long Number(PostedForm form, string field) =>
        long.TryParse(form.Fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
