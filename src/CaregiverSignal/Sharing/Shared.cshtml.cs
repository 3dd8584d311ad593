using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Sharing;

/// <summary>Where a professional is on the way to what they may read; each has its words.</summary>
public enum SharedStep
{
    Ask,
    Code,
    TooMany,

    /// <summary>They write to the coordinator.</summary>
    Tell,

    /// <summary>What was told came too late, and was not taken.</summary>
    TooLate,

    Told,

    /// <summary>The link opens nothing, whatever the reason.</summary>
    Dead,
}

/// <summary>
/// A professional reads exactly what a caregiver lets them know: behind the link in their mail, and a code that goes to
/// the same mailbox and opens that link in that browser for half an hour.
/// </summary>
public sealed class SharedModel(
    Database database,
    SharedMails mails,
    BadLinks bad,
    LetterReading letters,
    Recorder recorder,
    Nudge nudge,
    Cookies cookies,
    SiteTime time
) : SitePage
{
    public const string Home = "/meelezen/";

    /// <summary>For one link, as long as it lives (our choice).</summary>
    private const int MostCodes = 20;

    /// <summary>Of one code: six digits cannot be guessed in five tries.</summary>
    private const int MostWrong = 5;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    /// <summary>How long the code opens the page (our choice: as long as a visit's notes take).</summary>
    private static readonly TimeSpan OpenLife = TimeSpan.FromMinutes(30);

    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    public override Reader Reader => Reader.Other;

    public SharedStep Step { get; private set; }

    /// <summary>What they may read; null before the code.</summary>
    public ConsentLetter? Letter { get; private set; }

    public string ReadBy => Texts.DayOfWeek(LifeChange.ReadBy(time));

    /// <summary>
    /// Shows what is allowed where the code was typed just now, and else a button: opening the link changes nothing,
    /// because mail scanners open every link.
    /// </summary>
    /// <param name="told">After what was told is stored; nothing is shown about whom or what.</param>
    public async Task<IActionResult> OnGetAsync(string key, bool told)
    {
        var step = database.Read<SharedStep?>(transaction =>
            Find(transaction, key) is not { } link ? SharedStep.Dead
            : told ? SharedStep.Told
            : IsOpen(transaction, link) ? null
            : SharedStep.Ask
        );
        if (step is null && !await database.WriteAsync(transaction => Reads(transaction, key)))
            step = SharedStep.Dead;
        return step == SharedStep.Dead ? OpensNothing(key) : Show(step ?? SharedStep.Ask);
    }

    public async Task<IActionResult> OnPostAsync(string key)
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
            null => OpensNothing(key),
            true => Show(SharedStep.Code),
            false => Show(SharedStep.TooMany, StatusCodes.Status429TooManyRequests),
        };
    }

    public async Task<IActionResult> OnPostCodeAsync(string key)
    {
        var typed = Code.Replace(" ", "", StringComparison.Ordinal);
        var (link, proof) = await database.WriteAsync<(SharedLink?, string?)>(transaction =>
            Find(transaction, key) is not { } found ? default
            : !SharedLinkTable.UseCode(transaction, found, typed, time.Now, MostWrong) ? (found, null)
            : (found, SharedLinkTable.OpenProof(transaction, found, (time.Now + OpenLife).ToUnixTimeSeconds()))
        );
        if (link is null)
            return OpensNothing(key);
        if (proof is null)
        {
            Step = SharedStep.Code;
            return Invalid(nameof(Code), T["Error.Code"]);
        }

        cookies.Set(HttpContext, cookies.Shared, proof);
        return Go(Request.Path);
    }

    /// <summary>
    /// Stores what a professional writes who had the code: what they may read is asked again, and nothing of it is
    /// shown.
    /// </summary>
    public async Task<IActionResult> OnPostTellAsync(string key)
    {
        ModelState.Require(Note.Length > 0, nameof(Note), T["Error.Note"]);
        ModelState.RequireShort(Note, nameof(Note));
        var step = await database.WriteAsync(transaction =>
        {
            if (Find(transaction, key) is not { } link)
                return SharedStep.Dead;
            if (!IsOpen(transaction, link))
                return SharedStep.TooLate;
            if (!ModelState.IsValid)
                return SharedStep.Tell;
            var consent = ConsentTable.Of(transaction, link.CaregiverId).First(one => one.Id == link.ConsentId);
            if (LifeChange.TellAs(transaction, consent, Note, time))
                Record(transaction, Verb.Tell, Thing.Change, link);
            transaction.Afterwards(nudge.Give);
            return SharedStep.Told;
        });
        return step switch
        {
            SharedStep.Told => Go(Request.Path + "?told=true"),
            SharedStep.Tell => Show(step, StatusCodes.Status400BadRequest),
            SharedStep.TooLate => Show(step, StatusCodes.Status410Gone),
            _ => OpensNothing(key),
        };
    }

    private bool IsOpen(Transaction transaction, SharedLink link) =>
        SharedLinkTable.IsOpenProof(transaction, link, Request.Cookies[cookies.Shared] ?? "", time.Now);

    /// <returns>False when no decision holds any more.</returns>
    private bool Reads(Transaction transaction, string key)
    {
        if (Find(transaction, key) is not { } link)
            return false;
        var caregiver = CaregiverTable.Get(transaction, link.CaregiverId)!;
        Letter = letters.Of(transaction, caregiver, link.ConsentId);
        if (Letter is not null)
            Record(transaction, Verb.Look, Thing.Shared, link);
        return Letter is not null;
    }

    private void Record(Transaction transaction, Verb verb, Thing thing, SharedLink link) =>
        recorder.Add(
            transaction,
            new Actor(ActorRole.Professional, Ground: Ground.Consent, Network: HttpContext.Network()),
            verb.Of(thing, link.ConsentId),
            link.CaregiverId
        );

    private SharedLink? Find(Transaction transaction, string key) =>
        SharedLinkTable.Find(transaction, key, time.Now, time.Today);

    private PageResult Show(SharedStep step, int status = StatusCodes.Status200OK)
    {
        (Step, Response.StatusCode) = (step, status);
        return Page();
    }

    /// <summary>
    /// The same for what has ended, was withdrawn and never was; only a key that never was one counts as a guess.
    /// </summary>
    private IActionResult OpensNothing(string key) =>
        !database.Read(transaction => SharedLinkTable.IsKnown(transaction, key)) && bad.Refuses(HttpContext)
            ? As(BadLinks.TooMany)
            : Show(SharedStep.Dead, StatusCodes.Status410Gone);
}
