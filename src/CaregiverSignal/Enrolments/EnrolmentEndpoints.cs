using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Enrolments;

/// <summary>
/// The pages on which anybody enrols themselves. They show nothing about any person, and answer the same whether an
/// address is known or not.
/// </summary>
public sealed class EnrolmentEndpoints(
    Database database,
    Settings settings,
    Enrolling enrolling,
    EnrolmentLimits limits,
    TakeTip tips,
    LimitsHit hits,
    BadLinks bad,
    FormTokens tokens,
    Recorder recorder,
    SupportPointSettings support,
    SiteSettings site,
    SiteTime time
) : IEndpoints
{
    public const string Home = "/aanmelden";
    public const string Adult = Home + "/18";
    public const string Young = Home + "/16";
    public const string Younger = Home + "/jonger";

    /// <summary>Behind the link in the mail; without a key it says that a mail went.</summary>
    public const string Mailed = EnrolmentMail.ConfirmAddress;

    public const string Card = Home + "/kaart";

    private static Texts Words => EnrolmentPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(
            Home,
            () => Open(() => PageRoutes.Show<EnrolmentStartPage>(new EnrolmentStartModel(support, TimeNeeded.OfPage)))
        );
        routes.MapPage(Adult, (HttpContext context) => Open(() => Show(context, EnrolmentForm.New(isYoung: false))));
        routes.MapPage(Young, (HttpContext context) => Open(() => Show(context, EnrolmentForm.New(isYoung: true))));
        routes.MapForm(Adult, (HttpContext context, PostedForm form) => Take(context, form, isYoung: false));
        routes.MapForm(Young, (HttpContext context, PostedForm form) => Take(context, form, isYoung: true));
        routes.MapPage(Mailed, () => Message("Sent"));
        routes.MapPage(Mailed + "/{key}", ShowLink);
        routes.MapForm(Mailed + "/{key}", Decide);
        routes.MapForm(Mailed + "/{key}/begin", Begin);
        routes.MapPage(Younger, (HttpContext context) => ShowYounger(context, TipForm.New()));
        routes.MapForm(Younger, CallBack);
        routes.MapPage(Younger + "/dank", () => Message("YoungerThanks"));
        routes.MapPage(
            Card,
            () =>
                Open(() =>
                    PageRoutes.Show<CardPage>(new CardPageModel(support, site.BaseUrl + Home, TimeNeeded.OfPage))
                )
        );
    }

    /// <summary>The page, or where enrolment is switched off whom to call.</summary>
    private IResult Open(Func<IResult> page) => settings.IsEnrolmentOpen ? page() : Message("Closed");

    private async Task<IResult> Take(HttpContext context, PostedForm posted, bool isYoung)
    {
        if (!settings.IsEnrolmentOpen)
            return Message("Closed");
        var form = EnrolmentForm.Read(posted.Fields, isYoung, time.Now);
        if (form.IsTrapped)
            return PageRoutes.Go(Mailed);
        if (form is { Errors.Count: 0, IsHasty: true })
            form = form with { Errors = [new FormError("meedoen", "meedoen", Words["Error.Again"])] };
        if (form.Errors.Count > 0)
            return Show(context, form, StatusCodes.Status400BadRequest);
        if (limits.Wait(context) is { } wait)
        {
            hits.Note(context, Thing.Enrolment);
            PageRoutes.SetRetryAfter(context, wait);
            return Show(context, form, StatusCodes.Status429TooManyRequests);
        }

        var by = Actor.Stranger(AccessPoint.NetworkOf(context));
        await database.WriteAsync(transaction =>
        {
            recorder.Add(transaction, by, Verb.Tell.Of(Thing.Enrolment));
            return enrolling.Ask(transaction, form.Enrolment);
        });
        return PageRoutes.Go(Mailed);
    }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    private IResult ShowLink(string key, HttpContext context)
    {
        return database.Read(transaction =>
                EnrolmentTable.Find(transaction, key, time.Now) switch
                {
                    null => null,
                    { CaregiverId: { } id } enrolment => Welcome(transaction, context, key, enrolment, id),
                    var waiting => PageRoutes.Show<ConfirmPage>(
                        new ConfirmPageModel(support, tokens.Of(context), PathOf(key), waiting)
                    ),
                }
            ) ?? Dead(context, key);
    }

    private async Task<IResult> Decide(string key, HttpContext context, PostedForm form)
    {
        if (Haste.Is(form.Fields, time))
            return Haste.AskAgain(support, context, form.Fields);
        var by = Actor.Caregiver(null, AccessPoint.NetworkOf(context));
        var answer = await database.WriteAsync(transaction =>
        {
            if (EnrolmentTable.Find(transaction, key, time.Now) is not { } enrolment)
                return null;
            if (enrolment.CaregiverId is null && form.Fields["doe"] == "nee")
            {
                EnrolmentTable.Delete(transaction, enrolment.Id);
                recorder.Add(transaction, by, Verb.Erase.Of(Thing.Enrolment));
                return Message("Refused");
            }

            if (enrolling.Confirm(transaction, enrolment) is not { } id)
                return Message("Known");
            if (enrolment.CaregiverId is null)
                recorder.Add(transaction, by, Verb.Confirm.Of(Thing.Enrolment), id);
            return PageRoutes.Go(PathOf(key));
        });
        return answer ?? Dead(context, key);
    }

    private async Task<IResult> Begin(string key, HttpContext context, PostedForm _)
    {
        var (isKnown, link) = await database.WriteAsync(transaction =>
            EnrolmentTable.Find(transaction, key, time.Now) is { CaregiverId: { } id }
                ? (true, enrolling.Begin(transaction, id))
                : (false, null)
        );
        return !isKnown ? Dead(context, key) : PageRoutes.Go(link is null ? PathOf(key) : "/v/" + link);
    }

    /// <summary>
    /// Somebody under 16 who wants a call: the whole team is told on that working day, as with a tip.
    /// </summary>
    private async Task<IResult> CallBack(HttpContext context, PostedForm posted)
    {
        var typed = TipForm.Read(posted.Fields);
        var form = typed with
        {
            Words = Words["Younger.Tip"],
            About = typed.Name,
            Minor = TipAnswer.Yes.Code(),
            Knows = TipAnswer.Yes.Code(),
            Errors =
            [
                .. typed.Errors.Where(one => one.Field is "naam" or "telefoon"),
                .. typed.Name.Length == 0
                    ? [new FormError("naam", "naam", Words["Error.YoungerName"])]
                    : Array.Empty<FormError>(),
                .. typed.Phone.Length == 0
                    ? [new FormError("telefoon", "telefoon", Words["Error.YoungerPhone"])]
                    : Array.Empty<FormError>(),
            ],
        };
        if (form.Errors.Count > 0)
            return ShowYounger(context, form, StatusCodes.Status400BadRequest);
        return await tips.From(context, form) is { } wait
            ? ShowYounger(context, form, StatusCodes.Status429TooManyRequests, wait)
            : PageRoutes.Go(Younger + "/dank");
    }

    private IResult Show(HttpContext context, EnrolmentForm form, int status = StatusCodes.Status200OK) =>
        PageRoutes.Show<EnrolmentPage>(
            new EnrolmentPageModel(
                support,
                tokens.Of(context),
                form.Enrolment.IsYoung,
                form,
                database.Read(transaction => TeamTable.All(transaction).Count > 0),
                time.Now,
                status == StatusCodes.Status429TooManyRequests
            ),
            status
        );

    private IResult ShowYounger(
        HttpContext context,
        TipForm form,
        int status = StatusCodes.Status200OK,
        TimeSpan? wait = null
    )
    {
        if (wait is { } until)
            PageRoutes.SetRetryAfter(context, until);
        return PageRoutes.Show<YoungerPage>(
            new YoungerPageModel(
                support,
                tokens.Of(context),
                form.Number,
                form.Name,
                form.Phone,
                form.Errors,
                wait is not null
            ),
            status
        );
    }

    private IResult Welcome(
        Transaction transaction,
        HttpContext context,
        string key,
        Enrolment enrolment,
        long caregiverId
    )
    {
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        return PageRoutes.Show<WelcomePage>(
            new WelcomePageModel(
                support,
                tokens.Of(context),
                PathOf(key),
                enrolment.IsYoung,
                CoordinatorTable.NameFor(transaction, caregiver, support),
                time.WorkingDays.Add(time.DayOf(enrolment.ConfirmedAt!.Value), Enrolling.MeetWithin) is var meetBy
                && meetBy >= time.Today
                    ? meetBy
                    : null,
                enrolling.MayBegin(transaction, caregiver),
                TimeNeeded.OfPage
            )
        );
    }

    /// <summary>
    /// The same for what is over and what never was; only the key of a link is tried, so each counts as a guess. A key
    /// that confirmed says so while they take part.
    /// </summary>
    private IResult Dead(HttpContext context, string key) =>
        database.Read(transaction => EnrolmentTable.HasConfirmed(transaction, key, time.Now)) ? Message("Confirmed")
        : bad.Refuses(context)
            ? PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooManyLinks"),
                StatusCodes.Status429TooManyRequests
            )
        : Message("Over", StatusCodes.Status410Gone);

    private IResult Message(string key, int status = StatusCodes.Status200OK)
    {
        var paragraphs = new List<string>();
        for (var number = 1; Words.Has($"{key}{number}"); number++)
            paragraphs.Add(
                Words[$"{key}{number}", ("telefoon", support.PhoneWithHours), ("uur", $"{Tip.LastHour:HH.mm}")]
            );
        return PageRoutes.Show<MessagePage>(new MessagePageModel(support, Words[key + "Title"], paragraphs), status);
    }

    private static string PathOf(string key) => $"{Mailed}/{key}";
}
