using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.OwnPage;

/// <summary>Where somebody asks for a link to their own page, which goes to the address that we have.</summary>
public sealed class AskLinkModel(
    Database database,
    AskLinkLimits limits,
    OwnPageMails mails,
    Recorder recorder,
    SiteTime time
) : SitePage
{
    public const string AskPath = PageRoutes.OwnPage + "/link";

    /// <summary>What they sent came after the visit was over, and nothing was done.</summary>
    public const string NotSent = AskPath + "?why=not-sent";

    /// <summary>They said that all may go, and no visit is left: they may have pressed before.</summary>
    public const string PerhapsErased = AskPath + "?why=erased";

    public const string DeadLink = AskPath + "?why=dead";

    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>What led here; null for who came by themselves.</summary>
    public string? Why { get; private set; }

    public void OnGet(string? why)
    {
        if (!T.Has("Why." + why))
            return;
        (Why, Response.StatusCode) = (why, StatusCodes.Status410Gone);
    }

    /// <summary>The answer is the same for every address.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        ModelState.Require(Address.TryParse(Email, out _), nameof(Email), T["Error.Email"]);
        if (!ModelState.IsValid)
            return Invalid();
        if (limits.Wait(HttpContext, Email) is { } wait)
            return As(limits.TooOften(HttpContext, wait));

        await limits.AnswerAsync(Email, getsMail => database.WriteAsync(transaction => Answer(transaction, getsMail)));
        return As(MessagePage.Of("OwnLinkSent"));
    }

    private void Answer(Transaction transaction, bool getsMail)
    {
        List<Caregiver> reached =
            getsMail && !ReturnTable.IsStopped(transaction, Email)
                ? [.. CaregiverTable.ByEmail(transaction, Email).Where(one => one.IsMailedOn(time.Today))]
                : [];
        var stranger = Actor.Stranger(AccessPoint.NetworkOf(HttpContext));
        foreach (var caregiver in reached)
        {
            mails.QueueLink(transaction, caregiver);
            recorder.Add(transaction, stranger, Verb.Ask.Of(Thing.Link), caregiver.Id);
        }

        if (reached.Count == 0)
            recorder.Add(transaction, stranger, Verb.Ask.Of(Thing.Link), outcome: Outcome.Refused);
    }
}
