using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Sharing;

/// <summary>
/// The page on which a professional reads exactly what a caregiver lets them know: behind the link in their mail, and a
/// code that goes to the same mailbox and opens that link in that browser for half an hour.
/// </summary>
public sealed class SharedEndpoints(
    Database database,
    SharedMails mails,
    BadLinks bad,
    FormTokens tokens,
    Instruments instruments,
    Recorder recorder,
    Nudge nudge,
    Cookies cookies,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string Home = "/meelezen/";

    /// <summary>For one link, as long as it lives (our choice).</summary>
    private const int MostCodes = 20;

    /// <summary>Of one code: six digits cannot be guessed in five tries.</summary>
    private const int MostWrong = 5;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    /// <summary>How long the code opens the page (our choice: as long as a visit's notes take).</summary>
    private static readonly TimeSpan OpenLife = TimeSpan.FromMinutes(30);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Home + "{key}", ShowLink);
        routes.MapForm(Home + "{key}", SendCode);
        routes.MapForm(Home + "{key}/code", TakeCode);
        routes.MapForm(Home + "{key}/bericht", Tell);
        routes.MapPage(Home + "{key}/verteld", ShowTold);
    }

    /// <summary>
    /// Shows what is allowed where the code was typed just now, and else a button: opening the link changes nothing,
    /// because mail scanners open every link.
    /// </summary>
    private async Task<IResult> ShowLink(string key, HttpContext context)
    {
        var step = database.Read<SharedStep?>(transaction =>
            Find(transaction, key) is not { } link ? SharedStep.Dead
            : IsOpen(transaction, link, context) ? null
            : SharedStep.Ask
        );
        return step switch
        {
            SharedStep.Dead => OpensNothing(key, context),
            { } asks => Show(key, context, asks),
            null => await database.WriteAsync(transaction =>
                Find(transaction, key) is { } link ? Shared(transaction, link, key, context) : null
            ) ?? OpensNothing(key, context),
        };
    }

    private bool IsOpen(Transaction transaction, SharedLink link, HttpContext context) =>
        SharedLinkTable.IsOpenProof(transaction, link, context.Request.Cookies[cookies.Shared] ?? "", time.Now);

    /// <returns>Null when no decision holds any more.</returns>
    private IResult? Shared(Transaction transaction, SharedLink link, string key, HttpContext context)
    {
        var caregiver = CaregiverTable.Get(transaction, link.CaregiverId)!;
        if (LetterReading.Of(transaction, caregiver, link.ConsentId, instruments, time) is not { } letter)
            return null;
        Record(transaction, context, Verb.Look, Thing.Shared, link);
        return PageRoutes.Show<SharedLetterPage>(new SharedLetterPageModel(support, letter, TellModel(key, context)));
    }

    private async Task<IResult> SendCode(string key, HttpContext context, PostedForm form)
    {
        var isSent = await database.WriteAsync<bool?>(transaction =>
        {
            if (Find(transaction, key) is not { } link)
                return null;
            var code = RandomNumberGenerator.GetInt32(1_000_000);
            var until = time.Now + CodeLife;
            if (SharedLinkTable.SetCode(transaction, link, code, until, MostCodes) is not { } number)
                return false;
            mails.QueueCode(transaction, link, code.ToString("D6", CultureInfo.InvariantCulture), number, until);
            return true;
        });
        return isSent switch
        {
            null => OpensNothing(key, context),
            true => Show(key, context, SharedStep.Code),
            false => Show(key, context, SharedStep.TooMany, StatusCodes.Status429TooManyRequests),
        };
    }

    private async Task<IResult> TakeCode(string key, HttpContext context, PostedForm form)
    {
        var typed = form.Fields["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        var (link, proof) = await database.WriteAsync<(SharedLink?, string?)>(transaction =>
            Find(transaction, key) is not { } found ? default
            : !SharedLinkTable.UseCode(transaction, found, typed, time.Now, MostWrong) ? (found, null)
            : (found, SharedLinkTable.OpenProof(transaction, found, (time.Now + OpenLife).ToUnixTimeSeconds()))
        );
        if (link is null)
            return OpensNothing(key, context);
        if (proof is null)
            return Show(key, context, SharedStep.Wrong, StatusCodes.Status400BadRequest);
        cookies.Set(context, cookies.Shared, proof);
        return PageRoutes.Go(Home + key);
    }

    /// <summary>
    /// Stores what a professional writes who had the code: what they may read is asked again, and nothing of it is
    /// shown.
    /// </summary>
    private async Task<IResult> Tell(string key, HttpContext context, PostedForm form)
    {
        var note = Typed.Note(form.Fields, TellPageModel.Note);
        var error =
            note.Length == 0
                ? new FormError(TellPageModel.Note, TellPageModel.Note, SharedPageModel.Words["Tell.Error"])
                : Typed.TooLong(note, TellPageModel.Note);
        var step = await database.WriteAsync(transaction =>
        {
            if (Find(transaction, key) is not { } link)
                return SharedStep.Dead;
            if (!IsOpen(transaction, link, context))
                return SharedStep.TooLate;
            if (error is not null)
                return SharedStep.Wrong;
            var consent = ConsentTable.Of(transaction, link.CaregiverId).First(one => one.Id == link.ConsentId);
            if (LifeChange.TellAs(transaction, consent, note, time))
                Record(transaction, context, Verb.Tell, Thing.Change, link);
            transaction.Afterwards(nudge.Give);
            return SharedStep.Told;
        });
        return step switch
        {
            SharedStep.Told => PageRoutes.Go($"{Home}{key}/verteld"),
            SharedStep.Wrong => PageRoutes.Show<TellPage>(
                TellModel(key, context, note, error),
                StatusCodes.Status400BadRequest
            ),
            SharedStep.TooLate => Show(key, context, SharedStep.TooLate, StatusCodes.Status410Gone),
            _ => OpensNothing(key, context),
        };
    }

    /// <summary>Says that what was told is stored, and nothing about whom or what.</summary>
    private IResult ShowTold(string key, HttpContext context) =>
        database.Read(transaction => Find(transaction, key)) is null
            ? OpensNothing(key, context)
            : Show(key, context, SharedStep.Told);

    private TellPageModel TellModel(string key, HttpContext context, string note = "", FormError? error = null) =>
        new(support, tokens.Of(context), $"{Home}{key}/bericht", Texts.DayOfWeek(LifeChange.ReadBy(time)), note, error);

    private void Record(Transaction transaction, HttpContext context, Verb verb, Thing thing, SharedLink link) =>
        recorder.Add(
            transaction,
            new Actor(ActorRole.Professional, Ground: Ground.Consent, Network: AccessPoint.NetworkOf(context)),
            verb.Of(thing, link.ConsentId),
            link.CaregiverId
        );

    private SharedLink? Find(Transaction transaction, string key) =>
        SharedLinkTable.Find(transaction, key, time.Now, time.Today);

    private IResult Show(string key, HttpContext context, SharedStep step, int status = StatusCodes.Status200OK) =>
        PageRoutes.Show<SharedPage>(new SharedPageModel(support, tokens.Of(context), Home + key, step), status);

    /// <summary>
    /// The same for what has ended, was withdrawn and never was; only a key that never was one counts as a guess.
    /// </summary>
    private IResult OpensNothing(string key, HttpContext context) =>
        !database.Read(transaction => SharedLinkTable.IsKnown(transaction, key)) && bad.Refuses(context)
            ? PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooManyLinks"),
                StatusCodes.Status429TooManyRequests
            )
            : Show("", context, SharedStep.Dead, StatusCodes.Status410Gone);
}
