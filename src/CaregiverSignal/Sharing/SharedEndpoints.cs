using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Sharing;

/// <summary>
/// The page on which a professional reads exactly what a caregiver lets them know: behind the link in their mail, and a
/// code that goes to the same mailbox for each look (docs/adr/0053).
/// </summary>
/// <remarks>
/// There is no session and no cookie: what is shown is the answer to the code, and leads nowhere else.
/// </remarks>
public sealed class SharedEndpoints(
    Database database,
    SharedMails mails,
    BadLinks bad,
    FormTokens tokens,
    Instruments instruments,
    Recorder recorder,
    Nudge nudge,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string Home = "/meelezen/";

    /// <summary>For one link, as long as it lives (our choice).</summary>
    private const int MostCodes = 20;

    /// <summary>
    /// The days on which somebody told something, of which the page says whether it was read (our choice).
    /// </summary>
    private const int MostLooked = 3;

    /// <summary>Of one code: six digits cannot be guessed in five tries.</summary>
    private const int MostWrong = 5;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    /// <summary>How long after the code something may be told (our choice: as long as a visit's notes take).</summary>
    private static readonly TimeSpan TellLife = TimeSpan.FromMinutes(30);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Home + "{key}", ShowButton);
        routes.MapForm(Home + "{key}", SendCode);
        routes.MapForm(Home + "{key}/code", ShowShared);
        routes.MapForm(Home + "{key}/veranderd", Tell);
        routes.MapPage(Home + "{key}/verteld", ShowTold);
    }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    private IResult ShowButton(string key, HttpContext context) =>
        database.Read(transaction => Find(transaction, key)) is null
            ? OpensNothing(key, context)
            : Show(key, context, SharedStep.Ask);

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

    private async Task<IResult> ShowShared(string key, HttpContext context, PostedForm form)
    {
        var typed = form.Fields["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        var until = (time.Now + TellLife).ToUnixTimeSeconds();
        IReadOnlyList<string> looked = [];
        var (link, shared, proof) = await database.WriteAsync<(SharedLink?, ConsentLetter?, string)>(transaction =>
        {
            if (Find(transaction, key) is not { } found)
                return default;
            if (!SharedLinkTable.UseCode(transaction, found, typed, time.Now, MostWrong))
                return (found, null, "");
            var caregiver = CaregiverTable.Get(transaction, found.CaregiverId)!;
            var letter = LetterReading.Of(transaction, caregiver, found.ConsentId, instruments, time);
            looked = LookedAt(transaction, found);
            Record(transaction, context, Deed.SeeShared, found);
            return (found, letter, SharedLinkTable.TellProof(transaction, found, until));
        });
        return link is null ? OpensNothing(key, context)
            : shared is null ? Show(key, context, SharedStep.Wrong, StatusCodes.Status400BadRequest)
            : PageRoutes.Show<SharedLetterPage>(
                new SharedLetterPageModel(
                    support,
                    shared,
                    looked,
                    TellModel(key, context, proof, Texts.Number(until), ChangeForm.Empty, isOffPage: false)
                )
            );
    }

    /// <summary>Whether what they told before was read: neither what it was, nor what came of it.</summary>
    private IReadOnlyList<string> LookedAt(Transaction transaction, SharedLink link)
    {
        var decisions = ConsentTable.Of(transaction, link.CaregiverId);
        var theirs = decisions.First(one => one.Id == link.ConsentId);
        var same = decisions
            .Where(one => (one.Name, one.Email) == (theirs.Name, theirs.Email))
            .Select(one => one.Id)
            .ToHashSet();
        var waits = StaffTaskTable.ToldSince(transaction, link.CaregiverId);
        return
        [
            .. EventTable
                .WithConfided(transaction, link.CaregiverId)
                .Where(one => one.ConsentId is { } id && same.Contains(id))
                .GroupBy(one => time.DayOf(one.RecordedAt))
                .OrderByDescending(day => day.Key)
                .Take(MostLooked)
                .Select(day =>
                    SharedPageModel.Words[
                        day.Any(one => one.IsTold && one.RecordedAt >= waits) ? "Looked.Waits" : "Looked.Read",
                        ("dag", Texts.Day(day.Key))
                    ]
                ),
        ];
    }

    /// <summary>
    /// Stores what a professional tells who had the code just now: what they may read is asked again, and nothing of it
    /// is shown.
    /// </summary>
    private async Task<IResult> Tell(string key, HttpContext context, PostedForm form)
    {
        var (proof, until) = (form.Fields["bewijs"].ToString(), form.Fields["tot"].ToString());
        var given = ChangeForm.Read(form.Fields, LifeChange.All, time);
        var isOffPage = form.Fields[TellPageModel.OffPage] == "ja";
        var step = await database.WriteAsync(transaction =>
        {
            if (Find(transaction, key) is not { } link)
                return SharedStep.Dead;
            if (!SharedLinkTable.IsTellProof(transaction, link, proof, until, time.Now))
                return SharedStep.TooLate;
            if (
                given.Errors.Count > 0
                || ConsentTable.Of(transaction, link.CaregiverId).FirstOrDefault(one => one.Id == link.ConsentId)
                    is not { } consent
            )
                return SharedStep.Wrong;
            if (LifeChange.TellAs(transaction, consent, given.Kinds, given.On!.Value, given.Note, isOffPage, time))
                Record(transaction, context, isOffPage ? Deed.TellConfided : Deed.TellChange, link);
            transaction.Afterwards(nudge.Give);
            return SharedStep.Told;
        });
        return step switch
        {
            SharedStep.Told => PageRoutes.Go($"{Home}{key}/verteld"),
            SharedStep.Wrong => PageRoutes.Show<TellPage>(
                TellModel(key, context, proof, until, given, isOffPage),
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

    private TellPageModel TellModel(
        string key,
        HttpContext context,
        string proof,
        string until,
        ChangeForm given,
        bool isOffPage
    ) =>
        new(
            support,
            tokens.Of(context),
            $"{Home}{key}/veranderd",
            proof,
            until,
            Texts.DayOfWeek(LifeChange.ReadBy(time)),
            given,
            isOffPage
        );

    private void Record(Transaction transaction, HttpContext context, Deed deed, SharedLink link) =>
        recorder.Add(
            transaction,
            new Actor(ActorRole.Professional, Ground: Ground.Consent, Network: AccessPoint.NetworkOf(context)),
            deed,
            link.CaregiverId,
            Thing.Of("consent", link.ConsentId)
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
